import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { readEvents } from "../../../cli/test-alarm/events";
import { Failure } from "../../../console/failure";
import { sample } from "./support";

const record = sample("rootLogin/match-console-login");
const delivered = sample("trailTampering/match-stopped");

describe("the events of files", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-events-"));
  let files = 0;

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (content: Buffer | string): string => {
    files += 1;
    const path = join(folder, `${files}.json`);
    writeFileSync(path, content);
    return path;
  };
  const found = async (...contents: (Buffer | string)[]) =>
    (await readEvents(contents.map(file))).map(({ event, place }) => `${place} ${event.name}`.trim());
  const refusal = async (...paths: string[]) => {
    const error: unknown = await readEvents(paths).catch((reason: unknown) => reason);
    if (!(error instanceof Failure)) throw new Error("was not refused");
    expect(error.exitCode).toBe(1);
    return error.message.replaceAll(`${folder}/`, "");
  };

  it.each([
    ["a CloudTrail record", record, ["ConsoleLogin"]],
    ["an EventBridge event", delivered, ["StopLogging"]],
    ["a log file", { Records: [record, record] }, ["Records[0] ConsoleLogin", "Records[1] ConsoleLogin"]],
    [
      "a list of these",
      [record, delivered, { Records: [record] }],
      ["[0] ConsoleLogin", "[1] StopLogging", "[2].Records[0] ConsoleLogin"],
    ],
  ])("may be %s", async (_, content, expected) => {
    expect(await found(JSON.stringify(content))).toEqual(expected);
  });

  it("are of all files, in their order", async () => {
    expect(await found(JSON.stringify(delivered), JSON.stringify(record))).toEqual(["StopLogging", "ConsoleLogin"]);
  });

  it("may be gzipped, as log files are, and begin with a byte order mark", async () => {
    expect(await found(gzipSync(JSON.stringify({ Records: [record] })))).toEqual(["Records[0] ConsoleLogin"]);
    expect(await found(`\uFEFF${JSON.stringify(record)}`)).toEqual(["ConsoleLogin"]);
  });

  it("may come from standard input", async () => {
    const [read] = await readEvents(["-"], Readable.from([Buffer.from(JSON.stringify(record))]));
    expect(read).toMatchObject({ file: "-", place: "", event: { name: "ConsoleLogin" } });
  });

  it("are refused with what is wrong in all files", async () => {
    const paths = [
      join(folder, "none.json"),
      folder,
      file('{\n  "eventName": StopLogging\n}'),
      file(JSON.stringify([record, 5, { Records: [{ eventName: "StopLogging" }] }])),
      file('{ "Records": [] }'),
      file(Buffer.from([0xff, 0xfe, 0x7b])),
      file(Buffer.from([0x1f, 0x8b, 0x00])),
    ];
    expect((await refusal(...paths)).replaceAll(/\d+\.json/g, "N.json").split("\n")).toEqual([
      "none.json: cannot be read: there is no such file",
      `${folder}: cannot be read: it is a folder`,
      "N.json:2:16: this is not JSON: a value should follow",
      "N.json: [1]: neither a CloudTrail record, nor a log file with Records, nor an EventBridge event",
      "N.json: [2].Records[0]: a CloudTrail record without eventSource",
      "N.json: holds no event",
      "N.json: not a text in UTF-8",
      "N.json: cannot be unpacked: it is damaged or too large",
    ]);
  });

  it("are refused in a few lines when all are wrong", async () => {
    const lines = (await refusal(file(JSON.stringify(Array(1000).fill(0))))).split("\n");
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toMatch(/^\d+\.json: and 995 more like these$/);
  });
});
