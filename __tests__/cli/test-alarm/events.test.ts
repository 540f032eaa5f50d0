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
    // Log events of a subscription by Firehose, which compresses what it writes.
    expect(await found(gzipSync(gzipSync(JSON.stringify(record))))).toEqual(["ConsoleLogin"]);
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
    [
      "values one after the other, as jq prints them",
      `${JSON.stringify(record, undefined, 2)}\n${JSON.stringify(delivered, undefined, 2)}\n`,
      ["line 1 ConsoleLogin", expect.stringMatching(/^line \d+ StopLogging$/) as string],
    ],
    [
      "values in one line, as Firehose writes them",
      `{"logEvents":[{"timestamp":1,"message":${JSON.stringify(text)}}]}${text}`,
      [
        "line 1.logEvents[0].message ConsoleLogin",
        expect.stringMatching(/^line 1, column \d+ ConsoleLogin$/) as string,
      ],
    ],
    [
      "logs tail in JSON",
      `2026-03-17T12:35:05 o-1 {\n${text.slice(1)}\n2026-03-17T12:35:06 o-1 ${text}`,
      ["line 1 ConsoleLogin", "line 3 ConsoleLogin"],
    ],
    [
      "lookup-events --output text",
      `EVENTS\tAKIA1\t${text}\t1\tConsoleLogin\tsignin\nRESOURCES\tname\ttype\nEVENTS\t\t${text}\t2\n`,
      ["line 1 ConsoleLogin", "line 3 ConsoleLogin"],
    ],
    [
      "filter-log-events --output text",
      `EVENTS\t391\t1770\to-1_CloudTrail\t${text}\t1770\nSEARCHEDLOGSTREAMS\to-1\tTrue\n`,
      ["line 1 ConsoleLogin"],
    ],
    ["get-log-events --output text", `b/39\tf/39\nEVENTS\t1770\t${text}\t1770\n`, ["line 2 ConsoleLogin"]],
    [
      "--query and --output text",
      `${text}\t${text}\n`,
      ["line 1 ConsoleLogin", expect.stringMatching(/^line 1, column/) as string],
    ],
    [
      "messages of a queue, and what a topic put into them",
      JSON.stringify({
        Messages: [
          { MessageId: "1", ReceiptHandle: "2", Body: JSON.stringify(delivered) },
          { MessageId: "1", Body: JSON.stringify({ Type: "Notification", TopicArn: "a", Message: text }) },
        ],
      }),
      ["Messages[0].Body StopLogging", "Messages[1].Body.Message ConsoleLogin"],
    ],
    [
      "what functions get of queues, topics and streams",
      JSON.stringify({
        Records: [
          { messageId: "1", body: JSON.stringify(delivered), eventSource: "aws:sqs", awsRegion: "eu-west-1" },
          { EventSource: "aws:sns", Sns: { TopicArn: "a", Message: JSON.stringify(delivered) } },
          {
            eventSource: "aws:kinesis",
            eventName: "aws:kinesis:record",
            kinesis: {
              sequenceNumber: "1",
              data: gzipSync(JSON.stringify({ logEvents: [{ timestamp: 1, message: text }] })).toString("base64"),
            },
          },
        ],
      }),
      [
        "Records[0].body StopLogging",
        "Records[1].Sns.Message StopLogging",
        "Records[2].kinesis.data.logEvents[0].message ConsoleLogin",
      ],
    ],
    [
      "what a function gets of a log group",
      JSON.stringify({
        awslogs: {
          data: gzipSync(JSON.stringify({ logEvents: [{ timestamp: 1, message: text }] })).toString("base64"),
        },
      }),
      ["awslogs.data.logEvents[0].message ConsoleLogin"],
    ],
    [
      "records of Firehose and Kinesis",
      JSON.stringify({
        records: [{ recordId: "1", data: Buffer.from(text).toString("base64") }],
      }),
      ["records[0].data ConsoleLogin"],
    ],
    [
      "results of CloudTrail Lake",
      JSON.stringify({ QueryResultRows: [[{ eventTime: "2026" }, { eventJson: text }]] }),
      ["QueryResultRows[0] ConsoleLogin"],
    ],
    ["an export of CloudTrail Lake", `eventTime,eventJson\n2026,${csv(text)}\n`, ["line 2 ConsoleLogin"]],
    ["UTF-16, as PowerShell writes it", Buffer.from(`\uFEFF${text}\r\n`, "utf16le"), ["ConsoleLogin"]],
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
      "N.json: not a text in UTF-8 or, with a byte order mark, in UTF-16",
      "N.json: cannot be unpacked: it is damaged",
    ]);
  });

  it.each([
    ["YAML", "Events:\n- CloudTrailEvent: '{}'\n", "1:1: this is YAML, which is not read"],
    ["a table", "------\n|  LookupEvents  |\n", "1:1: this is a table, which is not read"],
    ["Markdown", "| @timestamp | @message |\n| --- | --- |\n| 1 | {} |\n", "1:1: this is a table, which is not read"],
    ["text without JSON", "EVENTS\t1\tStopLogging\n", "1:1: this output of the AWS CLI has no events in JSON"],
    ["the console's CSV", '"Event ID","Event time"\n"1","2026"\n', "1:1: this CSV has columns in place of records"],
    ["Athena", { ResultSet: { Rows: [] } }, " ResultSet: a result of Athena has columns in place of records"],
    [
      "S3's notice",
      { Records: [{ eventSource: "aws:s3", eventName: "a", s3: {} }] },
      " Records[0].s3: tells that there is",
    ],
    ["a damaged payload", { awslogs: { data: "H4sIAAAA" } }, " awslogs.data: base64 of gzip that is damaged"],
    ["a ZIP archive", Buffer.from("PK\u0003\u0004"), " is a ZIP archive"],
    ["a control message", { messageType: "CONTROL_MESSAGE", logEvents: [{ message: "CWL" }] }, " holds no event"],
  ])("are refused with what to do: %s", async (_, content, expected) => {
    const path = file(typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
    expect((await refusal(path)).replace(/^\d+\.json:/, "")).toMatch(expected);
  });

  it("are refused line by line, and the lines that follow a broken one are read", async () => {
    const lines = [text, `{"a": {`, text, `{"b": "`, text, "nonsense", text];
    expect((await refusal(file(lines.join("\n")))).replaceAll(/\d+\.json/g, "N.json").split("\n")).toEqual([
      "N.json:2:8: the line ends, but a key in double quotes or } should follow",
      "N.json:4:7: this string is not closed in its line, or has a wrong escape",
      "N.json:6:1: this is not JSON: a value should follow",
    ]);
  });

  it("are refused in a few lines when all are wrong", async () => {
    const lines = (await refusal(file(JSON.stringify(Array(1000).fill(0))))).split("\n");
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toMatch(/^\d+\.json: and 995 more like these$/);
  });
});
