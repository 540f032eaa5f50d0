import { isMapping } from "../../config/source/mapping";
import { jsonOf } from "./json-values";
import type { Room } from "./packed";
import type { JsonObject } from "./tested-event";

/** What may be an event, and where it was found: `Records[3]`, `line 7`; empty when it is the whole text. */
export interface Part {
  readonly value: unknown;
  readonly place: string;
}

/** What is wrong in a text, and where. */
export interface PartProblem {
  /** `2:16`, line and column from 1, or a place as of a part. */
  readonly at: string;
  readonly message: string;
}

/** A column of CloudWatch Logs Insights, and the log event in it. */
export const MESSAGE = "@message";
/** The same of CloudTrail Lake, in whatever case the query had it. */
const EVENT_JSON = /^eventjson$/i;

/** Lists of log files in lists are four. */
const DEEPEST = 16;

/** Lists that are wrapped around events. */
const LISTS = ["Records", "records", "Events", "events", "logEvents", "Messages"];

/** Collects the events that values hold, whatever is wrapped around them. */
export class Unwrapper {
  readonly parts: Part[] = [];
  readonly problems: PartProblem[] = [];

  constructor(private readonly room: Room) {}

  /** What a value of JSON holds: it may be an event, or wrap some. */
  value(value: unknown, place: string, depth = 0): void {
    if (depth > DEEPEST) {
      this.problems.push({ at: place, message: "nested too deeply for a list of events" });
    } else if (typeof value === "string") {
      this.text(value, place, depth);
    } else if (Array.isArray(value)) {
      this.list(value, place, depth);
    } else if (!isMapping(value) || isEvent(value) || !this.wrapper(value, place, depth)) {
      this.parts.push({ value, place });
    }
  }

  /** A log event or a message, which is a text: JSON where it is CloudTrail's or EventBridge's. */
  text(text: string, place: string, depth = 0): void {
    const json = jsonOf(text);
    if ("message" in json) {
      const { column, line, message } = json;
      this.problems.push({ at: place, message: `at ${line}:${column} of this text, ${message}` });
    } else if (typeof json.value === "string") {
      // Texts in texts are nobody's events.
      this.parts.push({ value: json.value, place });
    } else {
      this.value(json.value, place, depth + 1);
    }
  }

  private list(values: readonly unknown[], place: string, depth: number): void {
    values.forEach((value, index) => {
      this.value(value, `${place}[${index}]`, depth + 1);
    });
  }

  /** @returns whether the value is wrapped around others */
  private wrapper(value: JsonObject, place: string, depth: number): boolean {
    if (value.messageType === "CONTROL_MESSAGE") {
      // CloudWatch Logs sends it to see whether a subscription works.
      return true;
    }
    const at = (key: string): string => joined(place, key);
    const list = LISTS.find((key) => Array.isArray(value[key]));
    if (list !== undefined) {
      this.list(value[list] as unknown[], at(list), depth);
    } else if (Array.isArray(value.results)) {
      this.rows(value.results, at("results"), depth, ofInsights, `has no ${MESSAGE}: ask for it in the query`);
    } else if (Array.isArray(value.QueryResultRows)) {
      this.rows(
        value.QueryResultRows,
        at("QueryResultRows"),
        depth,
        ofLake,
        "has no eventJson: ask for it in the query",
      );
    } else if (isMapping(value.ResultSet)) {
      const message = "a result of Athena has columns in place of records: name the log files that they are from";
      this.problems.push({ at: at("ResultSet"), message });
    } else {
      return this.single(value, at, depth);
    }
    return true;
  }

  private single(value: JsonObject, at: (key: string) => string, depth: number): boolean {
    const key = textKeyOf(value);
    if (key !== undefined) {
      this.value(value[key], at(key), depth + 1);
      return true;
    }
    const base64 = base64KeyOf(value);
    if (base64 !== undefined) {
      const unpacked = this.room.unpacked(String(value[base64]));
      if (typeof unpacked === "string") {
        this.problems.push({ at: at(base64), message: unpacked });
      } else {
        this.text(unpacked.text, at(base64), depth + 1);
      }
      return true;
    }
    const inner = ["Sns", "kinesis", "awslogs"].find((name) => isMapping(value[name]));
    if (inner !== undefined) {
      this.value(value[inner], at(inner), depth + 1);
      return true;
    }
    if (isMapping(value.s3) || "s3ObjectKey" in value) {
      const message = "tells that there is a file, and holds no event: name the file";
      this.problems.push({ at: at("s3ObjectKey" in value ? "s3ObjectKey" : "s3"), message });
      return true;
    }
    return false;
  }

  private rows(
    rows: readonly unknown[],
    place: string,
    depth: number,
    messageOf: (row: readonly JsonObject[]) => unknown,
    lack: string,
  ): void {
    rows.forEach((row, index) => {
      const at = `${place}[${index}]`;
      const message = messageOf(Array.isArray(row) ? row.filter(isMapping) : []);
      if (message === undefined) {
        this.problems.push({ at, message: lack });
      } else {
        this.value(message, at, depth + 1);
      }
    });
  }
}

/** Records that Lambda and S3 make name a service as `aws:sqs`, and wrap what they are about. */
function isEvent(value: JsonObject): boolean {
  const { eventSource } = value;
  const isNotification = typeof eventSource === "string" && eventSource.startsWith("aws:");
  return (
    (!isNotification && ("eventName" in value || "eventSource" in value)) ||
    isMapping(value.insightDetails) ||
    ("detail-type" in value && "detail" in value)
  );
}

/** The key of a text that is the event, or wraps it. */
function textKeyOf(value: JsonObject): string | undefined {
  const isLogEvent = "timestamp" in value || "ingestionTime" in value;
  const isOfTopic = "TopicArn" in value || value.Type === "Notification";
  const isOfQueue = ["MessageId", "messageId", "ReceiptHandle", "receiptHandle", "MD5OfBody"].some(
    (key) => key in value,
  );
  const keys = [
    "CloudTrailEvent",
    MESSAGE,
    ...Object.keys(value).filter(isEventJson),
    ...(isLogEvent ? ["message"] : []),
    ...(isOfTopic ? ["Message"] : []),
    ...(isOfQueue ? ["Body", "body"] : []),
  ];
  return keys.find((key) => key in value);
}

/** What Kinesis and Firehose give, and CloudWatch Logs to functions. */
function base64KeyOf(value: JsonObject): string | undefined {
  const isRecord = ["recordId", "SequenceNumber", "sequenceNumber"].some((key) => key in value);
  const isAlone = Object.keys(value).length === 1;
  return isRecord || isAlone ? ["data", "Data"].find((key) => typeof value[key] === "string") : undefined;
}

/** A row of fields with their values. */
function ofInsights(row: readonly JsonObject[]): unknown {
  return row.find(({ field }) => field === MESSAGE)?.value;
}

/** A row of columns with their values. */
function ofLake(row: readonly JsonObject[]): unknown {
  return row.flatMap((column) => Object.entries(column)).find(([name]) => isEventJson(name))?.[1];
}

export function isEventJson(column: string): boolean {
  return EVENT_JSON.test(column);
}

function joined(place: string, key: string): string {
  return place === "" ? key : `${place}.${key}`;
}
