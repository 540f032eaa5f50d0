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

  const text = JSON.stringify(record);
  const csv = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  it.each([
    [
      "output of lookup-events",
      JSON.stringify({ Events: [{ EventId: "1", EventName: "ConsoleLogin", CloudTrailEvent: text }] }),
      ["Events[0].CloudTrailEvent ConsoleLogin"],
    ],
    ["texts of it", JSON.stringify([text, text]), ["[0] ConsoleLogin", "[1] ConsoleLogin"]],
    [
      "output of filter-log-events",
      JSON.stringify({ events: [{ logStreamName: "a", timestamp: 1, message: text, eventId: "1" }] }),
      ["events[0].message ConsoleLogin"],
    ],
    [
      "output of get-query-results",
      JSON.stringify({
        results: [
          [
            { field: "@timestamp", value: "2026" },
            { field: "@message", value: text },
          ],
        ],
      }),
      ["results[0] ConsoleLogin"],
    ],
    [
      "an export of Insights as JSON",
      JSON.stringify([{ "@message": text }, { "@timestamp": "2026", "@message": record }]),
      ["[0].@message ConsoleLogin", "[1].@message ConsoleLogin"],
    ],
    [
      "an export of Insights as CSV",
      `@timestamp,@message\r\n2026,${csv(text)}\r\n2026,${csv(JSON.stringify(record, undefined, 2))}\r\n`,
      ["line 2 ConsoleLogin", "line 3 ConsoleLogin"],
    ],
    ["JSON lines", `${text}\n\n${JSON.stringify(delivered)}\n`, ["line 1 ConsoleLogin", "line 3 StopLogging"]],
    ["output of logs tail", `2026-03-17T12:35:05.000000+00:00 o-1_CloudTrail ${text}\n`, ["line 1 ConsoleLogin"]],
    [
      "what a subscription gets",
      JSON.stringify({ logEvents: [{ timestamp: 1, message: text }] }),
      ["logEvents[0].message ConsoleLogin"],
    ],
  ])("may be %s, gzipped or not", async (_, content, expected) => {
    expect(await found(content)).toEqual(expected);
    expect(await found(gzipSync(content))).toEqual(expected);
  });

  it("are refused with the place of what is wrong in lists and lines", async () => {
    const paths = [
      file(JSON.stringify({ Events: [{ CloudTrailEvent: "{,}" }] })),
      file(`${text}\n{"eventName" 5}\n`),
      file(`@timestamp,@message\n2026,"{`),
      file(`@timestamp,@message\n2026,nothing\n`),
      file(JSON.stringify({ results: [[{ field: "@ptr", value: "x" }]] })),
      file("[".repeat(5000) + "]".repeat(5000)),
    ];
    expect(
      (await refusal(...paths))
        .replaceAll(/\d+\.json/g, "N.json")
        .replaceAll(/[[\]0]{20,}/g, "...")
        .split("\n"),
    ).toEqual([
      "N.json: Events[0].CloudTrailEvent: at 1:2 of this text, this is not JSON: a key in double quotes or } should follow",
      "N.json:2:14: this is not JSON: a colon should follow",
      "N.json:2:1: a quoted cell is not closed",
      "N.json: line 2: at 1:1 of this text, this is not JSON: a value should follow",
      "N.json: results[0]: has no @message: ask for it in the query",
      expect.stringMatching(/nested too deeply/),
    ]);
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
      "N.json: cannot be unpacked: it is damaged",
    ]);
  });

  it("are refused in a few lines when all are wrong", async () => {
    const lines = (await refusal(file(JSON.stringify(Array(1000).fill(0))))).split("\n");
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toMatch(/^\d+\.json: and 995 more like these$/);
  });
});
