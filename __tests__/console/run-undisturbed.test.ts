import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { runUndisturbed } from "../../console/run";

describe("a program that must not be left in the middle", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-run-"));
  const log = (name: string): string => join(folder, name);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("leaves what it says in a file that nobody else reads, and is in a session of its own", async () => {
    const { signal } = new AbortController();
    const script = "echo out; echo err >&2; ps -o sid= -p $$; echo $$; exit 3";
    const done = await runUndisturbed("sh", ["-c", script], { log: log("a"), interrupt: signal });
    const [out, err, session, pid] = done.output.split("\n").map((line) => line.trim());
    expect({ code: done.code, out, err }).toEqual({ code: 3, out: "out", err: "err" });
    expect(session).toBe(pid);
    expect(statSync(log("a")).mode & 0o777).toBe(0o600);
    expect(readFileSync(log("a"), "utf8")).toContain("out");
  });

  it("is interrupted once, and waited for", async () => {
    const controller = new AbortController();
    const begun = log("begun");
    const script = `trap 'echo interrupted; sleep 0.1; echo done; exit 1' INT; : > ${begun}; while :; do sleep 0.02; done`;
    const running = runUndisturbed("sh", ["-c", script], { log: log("b"), interrupt: controller.signal });
    while (!existsSync(begun)) await setTimeout(10);
    controller.abort();
    expect(await running).toEqual({ code: 1, output: "interrupted\ndone" });
  });

  it("does not begin after an interrupt, and says that there is no such program", async () => {
    const { signal } = new AbortController();
    const options = { log: log("c"), interrupt: AbortSignal.abort() };
    expect(await runUndisturbed("sh", ["-c", "echo"], options)).toEqual({ code: 130, output: "" });
    expect(await runUndisturbed("no-such-program", [], { log: log("d"), interrupt: signal })).toMatchObject({
      code: 127,
    });
  });
});
