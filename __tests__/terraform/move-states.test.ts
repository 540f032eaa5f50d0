import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3State } from "../../config/state/settings";
import { moveStates } from "../../terraform/move-states";

const STATE: S3State = { backend: "s3", bucket: "states", region: "eu-west-1", prefix: "small" };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "landing-zone-move-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const fileOf = (stack: string) => join(folder, `terraform.${stack}.tfstate`);
const stateOf = (serial: number) => JSON.stringify({ version: 4, serial, lineage: "one", outputs: {}, resources: [] });

/** A bucket in memory, with something that happens before a call is answered. */
function bucket(objects: Record<string, string> = {}, before: (call: string) => void = () => undefined) {
  const send = (command: { readonly input: { readonly Key: string; readonly Body?: string } }) => {
    const { Body, Key } = command.input;
    const operation = command.constructor.name.replace("ObjectCommand", "");
    before(`${operation} ${Key}`);
    const refused = (name: string) => Promise.reject(Object.assign(new Error(name), { name }));
    if (operation === "Get") {
      const text = objects[Key];
      return text === undefined
        ? refused("NoSuchKey")
        : Promise.resolve({ Body: { transformToString: () => Promise.resolve(text) } });
    }
    if (operation === "Put" && Key in objects) return refused("PreconditionFailed");
    if (operation === "Put") objects[Key] = Body ?? "";
    else Reflect.deleteProperty(objects, Key);
    return Promise.resolve({});
  };
  return { objects, client: { send } as unknown as Pick<S3Client, "send"> };
}

const move = (client: Pick<S3Client, "send">) => moveBy(() => Promise.resolve(client));

async function moveBy(open: () => Promise<Pick<S3Client, "send">>) {
  const outdir = join(folder, "cdktf.out");
  const moves = await moveStates({ outdir, state: STATE, open, confirmed: true, onMoved: () => undefined });
  return moves.map(({ outcome, problem, stack }) => ({ stack, outcome, problem }));
}

describe("moveStates", () => {
  it("moves states, and keeps the files", async () => {
    writeFileSync(fileOf("one"), stateOf(3));
    const { client, objects } = bucket();
    expect(await move(client)).toEqual([{ stack: "one", outcome: "moved" }]);
    expect(objects).toEqual({ "small/one.tfstate": stateOf(3) });
    expect(readdirSync(folder)).toEqual(["terraform.one.tfstate.moved"]);
  });

  it("moves none while one of them is locked in the bucket, whose first deployment has no state yet", async () => {
    writeFileSync(fileOf("one"), stateOf(3));
    writeFileSync(fileOf("two"), stateOf(3));
    const lock = JSON.stringify({ ID: "abc", Who: "alice@laptop", Created: "2026-11-30" });
    const { client, objects } = bucket({ "small/two.tfstate.tflock": lock });
    expect(await move(client)).toEqual([
      { stack: "one", outcome: "would be moved" },
      {
        stack: "two",
        outcome: "refused",
        problem: expect.stringMatching(/^it is locked by alice@laptop .*force-unlock abc$/) as string,
      },
    ]);
    expect(Object.keys(objects)).toEqual(["small/two.tfstate.tflock"]);
    // Whoever may write the lock writes what it says.
    for (const [ID, said] of [
      ["a; reboot", "'a; reboot'"],
      ["a\u001b[2J", "'a\\u001b[2J'"],
      [7, "7"],
    ] as const) {
      const [, two] = await move(bucket({ "small/two.tfstate.tflock": JSON.stringify({ ID, Who: null }) }).client);
      expect(two?.problem).toMatch(/^it is locked by somebody since /);
      expect(two?.problem?.endsWith(`terraform force-unlock ${said}`)).toBe(true);
    }
  });

  it("puts no state that Terraform has gone on with since it was compared", async () => {
    writeFileSync(fileOf("one"), stateOf(3));
    const { client, objects } = bucket({}, (call) => {
      if (call === "Get small/one.tfstate") writeFileSync(fileOf("one"), stateOf(4));
    });
    expect(await move(client)).toMatchObject([
      { outcome: "failed", problem: expect.stringContaining("meanwhile") as string },
    ]);
    expect(objects).toEqual({});
    expect(readFileSync(fileOf("one"), "utf8")).toBe(stateOf(4));
  });

  it.each([
    ["it was put", "Put small/one.tfstate", {}],
    ["the bucket's was read", "Get small/one.tfstate", { "small/one.tfstate": stateOf(3) }],
  ])("leaves a file that Terraform has gone on with while %s", async (_what, at, objects) => {
    writeFileSync(fileOf("one"), stateOf(3));
    const { client } = bucket({ ...objects }, (call) => {
      if (call === at) writeFileSync(fileOf("one"), stateOf(4));
    });
    expect(await move(client)).toMatchObject([{ outcome: "failed" }]);
    expect(readFileSync(fileOf("one"), "utf8")).toBe(stateOf(4));
    // The next run says which of the two is later.
    expect(await move(client)).toMatchObject([
      { outcome: "refused", problem: expect.stringContaining("later, serial 4") as string },
    ]);
  });

  it("says of each state that nobody could look for it, and asks for nothing where there is none", async () => {
    const denied = jest.fn(() => Promise.reject(Object.assign(new Error("no such role"), { name: "AccessDenied" })));
    expect(await moveBy(denied)).toEqual([]);
    expect(denied).not.toHaveBeenCalled();
    writeFileSync(fileOf("one"), stateOf(3));
    expect(await moveBy(denied)).toEqual([{ stack: "one", outcome: "failed", problem: "AccessDenied: no such role" }]);
  });

  it("puts no state that Terraform is at work with since it was compared", async () => {
    writeFileSync(fileOf("one"), stateOf(3));
    const { client, objects } = bucket({}, (call) => {
      if (call === "Get small/one.tfstate") writeFileSync(join(folder, ".terraform.one.tfstate.lock.info"), "{}");
    });
    expect(await move(client)).toMatchObject([
      { outcome: "failed", problem: expect.stringContaining("is at work with it") as string },
    ]);
    expect(objects).toEqual({});
    expect(existsSync(fileOf("one"))).toBe(true);
  });
});
