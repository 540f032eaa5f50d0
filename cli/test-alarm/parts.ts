import { isMapping } from "../../config/source/mapping";
import { CsvProblem, readCsv } from "./csv";
import { findJsonProblem } from "./json";
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

export interface Parts {
  readonly parts: readonly Part[];
  readonly problems: readonly PartProblem[];
}

/** A column of CloudWatch Logs Insights, and the log event in it. */
const MESSAGE = "@message";
/** Lists of log files in lists are four. */
const DEEPEST = 16;
/** What `aws logs tail` and exports to S3 put before a log event: a time, and perhaps a log stream. */
const LINE_PREFIX = /^\d{4}-\d\d-\d\dT[^{]*(?=\{)/;

/**
 * The events in a text, whose form is told from what is in it: JSON, a JSON value a line, or CSV with a column `@message`.
 * JSON may be an event, a list, or what these hold: a log file of CloudTrail (`Records`), answers of `lookup-events`
 * (`Events`), of `filter-log-events` and `get-log-events` (`events`), of `get-query-results` (`results`), an export of
 * CloudWatch Logs Insights (`@message`) or what a subscription gets (`logEvents`).
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Exporting.html
 */
export function partsOf(text: string): Parts {
  const whole = parsed(text);
  if (whole !== undefined) {
    return joined([within(whole.value, "")]);
  }
  const [first = ""] = text.trimStart().split("\n", 1);
  if (cellsOf(first).includes(MESSAGE)) {
    return ofCsv(text);
  }
  const isByLine = LINE_PREFIX.test(first) || (text.trim().includes("\n") && parsed(first) !== undefined);
  return isByLine ? ofLines(text) : { parts: [], problems: [jsonProblem(text)] };
}

function ofLines(text: string): Parts {
  return joined(
    text.split("\n").map((line, index) => {
      if (line.trim() === "") {
        return NOTHING;
      }
      const json = withoutPrefix(line);
      const value = parsed(json);
      if (value !== undefined) {
        return within(value.value, `line ${index + 1}`);
      }
      const { column, message } = findJsonProblem(json);
      return { parts: [], problems: [{ at: `${index + 1}:${column + line.length - json.length}`, message }] };
    }),
  );
}

function ofCsv(text: string): Parts {
  try {
    const [header, ...rows] = readCsv(text.replace(/^\s+/, ""));
    const column = header?.cells.indexOf(MESSAGE) ?? -1;
    return joined(rows.map(({ cells, line }) => ofText(cells[column] ?? "", `line ${line}`)));
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error;
    return { parts: [], problems: [{ at: `${error.line}:1`, message: error.message }] };
  }
}

/** What a value of JSON holds: it may be an event, or wrap some. */
function within(value: unknown, place: string): Parts {
  if (place.split(/[.[]/).length > DEEPEST) {
    return { parts: [], problems: [{ at: place, message: "nested too deeply for a list of events" }] };
  }
  if (typeof value === "string") {
    return ofText(value, place);
  }
  if (Array.isArray(value)) {
    return ofList(value, place);
  }
  const itself = { parts: [{ value, place }], problems: [] };
  return isMapping(value) && !isEvent(value) ? (wrapped(value, place) ?? itself) : itself;
}

function isEvent(value: JsonObject): boolean {
  return "eventName" in value || "eventSource" in value || ("detail-type" in value && "detail" in value);
}

function wrapped(value: JsonObject, place: string): Parts | undefined {
  for (const key of ["Records", "Events", "events", "logEvents"]) {
    if (Array.isArray(value[key])) {
      return ofList(value[key] as unknown[], joinedPlace(place, key));
    }
  }
  if (Array.isArray(value.results)) {
    return ofQueryResults(value.results, joinedPlace(place, "results"));
  }
  const isLogEvent = "timestamp" in value || "ingestionTime" in value;
  for (const key of ["CloudTrailEvent", MESSAGE, ...(isLogEvent ? ["message"] : [])]) {
    if (key in value) {
      return within(value[key], joinedPlace(place, key));
    }
  }
  return undefined;
}

function ofList(values: readonly unknown[], place: string): Parts {
  return joined(values.map((value, index) => within(value, `${place}[${index}]`)));
}

/** Rows of fields with their values, of which `@message` is the log event. */
function ofQueryResults(rows: readonly unknown[], place: string): Parts {
  return joined(
    rows.map((row, index) => {
      const fields = Array.isArray(row) ? row.filter(isMapping) : [];
      const message = fields.find(({ field }) => field === MESSAGE);
      const at = `${place}[${index}]`;
      return message === undefined
        ? { parts: [], problems: [{ at, message: `has no ${MESSAGE}: ask for it in the query` }] }
        : within(message.value, at);
    }),
  );
}

/** A log event, which is a text: JSON where it is CloudTrail's. */
function ofText(text: string, place: string): Parts {
  const value = parsed(text);
  if (value === undefined) {
    const { column, line, message } = findJsonProblem(text);
    return { parts: [], problems: [{ at: place, message: `at ${line}:${column} of this text, ${message}` }] };
  }
  // Texts in texts are nobody's events.
  return typeof value.value === "string"
    ? { parts: [{ value: value.value, place }], problems: [] }
    : within(value.value, place);
}

const NOTHING: Parts = { parts: [], problems: [] };

function joined(all: readonly Parts[]): Parts {
  return { parts: all.flatMap(({ parts }) => parts), problems: all.flatMap(({ problems }) => problems) };
}

function joinedPlace(place: string, key: string): string {
  return place === "" ? key : `${place}.${key}`;
}

/** In an object, as nothing can be a value; nothing when it is no JSON. */
function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function jsonProblem(text: string): PartProblem {
  const { column, line, message } = findJsonProblem(text);
  return { at: `${line}:${column}`, message };
}

function cellsOf(line: string): string[] {
  return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function withoutPrefix(line: string): string {
  return line.replace(LINE_PREFIX, "");
}
