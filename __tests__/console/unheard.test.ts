// What is printed when nobody reads it any more, by a process whose reader has gone.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bundledSource } from "../support/bundled-source";

describe("a process whose output nobody reads any more", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-unheard-"));
  let bundle = "";
  const file = join(folder, "end");

  beforeAll(() => {
    const entry = `
      import { goOnUnheard, printError } from ${JSON.stringify(resolve("console/terminal"))};
      import { writeFileSync } from "node:fs";
      if (process.argv[2] === "goes on") goOnUnheard();
      process.once("SIGUSR2", () => {
        for (let line = 0; line < 3; line += 1) setTimeout(() => printError("progress"), 20 * line);
        setTimeout(() => {
          writeFileSync(${JSON.stringify(file)}, "reached");
          process.exit(7);
        }, 150);
      });
      setTimeout(() => process.exit(8), 60_000);
      printError("ready");`;
    bundle = bundledSource(folder, entry);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (how: string): Promise<{ readonly code: number | null; readonly end: string }> =>
    new Promise((done) => {
      writeFileSync(file, "not reached");
      const child = spawn(process.execPath, [bundle, how], { stdio: ["ignore", "ignore", "pipe"] });
      child.stderr.once("data", () => {
        child.stderr.destroy();
        child.kill("SIGUSR2");
      });
      child.on("exit", (code) => {
        done({ code, end: readFileSync(file, "utf8") });
      });
    });

  it("ends, as the rest is for nobody", async () => {
    expect((await run("ends")).end).toBe("not reached");
  });

  it("goes on where something must not be left in the middle", async () => {
    expect(await run("goes on")).toEqual({ code: 7, end: "reached" });
  });
});
