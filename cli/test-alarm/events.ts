import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { printable } from "../../config/source/printable";
import { whyUnreadable } from "../../config/source/read-text";
import { Failure } from "../../console/failure";
import { findJsonProblem } from "./json";
import { isObject, testedEvent } from "./tested-event";
import type { TestedEvent } from "./tested-event";

/** An event, and where it was found. */
export interface ReadEvent {
  /** As the user named it; `-` is standard input. */
  readonly file: string;
  /** `Records[3]`; empty when the file is the event. */
  readonly place: string;
  readonly event: TestedEvent;
}

const STANDARD_INPUT = "-";
/** A log file of thousands of records has the same mistake thousands of times. */
const MOST_PROBLEMS = 5;
/** Unpacked; CloudTrail begins a new log file long before. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The events of files: each holds a CloudTrail record, a log file as the trail delivers it, gzipped or not, an EventBridge
 * event, or a list of these.
 *
 * @throws Failure with what is wrong in all of the files
 */
export async function readEvents(files: readonly string[], stdin: Readable = process.stdin): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const found = await readFrom(file, stdin);
    events.push(...found.events);
    problems.push(...found.problems);
  }
  if (problems.length > 0) {
    throw new Failure(problems.join("\n"));
  }
  return events;
}

/** What to call a file by, in one line of text. */
export function nameOf(file: string): string {
  return file === STANDARD_INPUT ? "standard input" : printable(file);
}

interface Found {
  readonly events: readonly ReadEvent[];
  readonly problems: readonly string[];
}

async function readFrom(file: string, stdin: Readable): Promise<Found> {
  const name = nameOf(file);
  let text: string;
  try {
    text = textOf(file === STANDARD_INPUT ? await buffer(stdin) : await readFile(file));
  } catch (error) {
    return { events: [], problems: [`${name}: ${reasonOf(error)}`] };
  }
  try {
    return eventsOf(JSON.parse(text), file, name);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { column, line, message } = findJsonProblem(text);
    return { events: [], problems: [`${name}:${line}:${column}: ${message}`] };
  }
}

/** @throws when it is no text in UTF-8, or is packed and cannot be unpacked */
function textOf(bytes: Buffer): string {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const unpacked = packed ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
  return new TextDecoder("utf-8", { fatal: true }).decode(unpacked);
}

function reasonOf(error: unknown): string {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
    return "not a text in UTF-8";
  }
  return code.startsWith("Z_") || code === "ERR_BUFFER_TOO_LARGE"
    ? "cannot be unpacked: it is damaged or too large"
    : `cannot be read: ${whyUnreadable(error)}`;
}

function eventsOf(value: unknown, file: string, name: string): Found {
  const events: ReadEvent[] = [];
  const problems: string[] = [];
  for (const part of partsOf(value)) {
    const event = testedEvent(part.value);
    if (typeof event === "string") {
      problems.push(`${name}: ${part.place === "" ? "" : `${part.place}: `}${event}`);
    } else {
      events.push({ file, place: part.place, event });
    }
  }
  if (events.length === 0 && problems.length === 0) {
    problems.push(`${name}: holds no event`);
  }
  const more = problems.splice(MOST_PROBLEMS).length;
  return { events, problems: more === 0 ? problems : [...problems, `${name}: and ${more} more like these`] };
}

interface Part {
  readonly value: unknown;
  readonly place: string;
}

function partsOf(value: unknown): Part[] {
  return Array.isArray(value)
    ? value.flatMap((element: unknown, index) => recordsOf({ value: element, place: `[${index}]` }))
    : recordsOf({ value, place: "" });
}

/** The records of a log file; anything else as it is. */
function recordsOf({ place, value }: Part): Part[] {
  if (!isObject(value) || !Array.isArray(value.Records)) {
    return [{ place, value }];
  }
  const prefix = place === "" ? "" : `${place}.`;
  return value.Records.map((record: unknown, index) => ({ value: record, place: `${prefix}Records[${index}]` }));
}
