import type { Readable } from "node:stream";
import { printable } from "../../config/source/printable";
import { Failure } from "../../console/failure";
import { partsOf } from "./parts";
import { readInput, STANDARD_INPUT, UnreadableInput } from "./read-input";
import { testedEvent } from "./tested-event";
import type { TestedEvent } from "./tested-event";

/** An event, and where it was found. */
export interface ReadEvent {
  /** As the user named it; `-` is standard input. */
  readonly file: string;
  /** `Records[3]`; empty when the file is the event. */
  readonly place: string;
  readonly event: TestedEvent;
}

/** A log file of thousands of records has the same mistake thousands of times. */
const MOST_PROBLEMS = 5;

/**
 * The events of files, in whichever of the forms that AWS's commands and console write them; gzipped or not.
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
  try {
    return eventsOf(await readInput(file, stdin), file, name);
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    return { events: [], problems: [`${name}: ${error.message}`] };
  }
}

function eventsOf(text: string, file: string, name: string): Found {
  const events: ReadEvent[] = [];
  const found = partsOf(text);
  // As editors take it: file, line and column without blanks.
  const problems = found.problems.map(({ at, message }) => `${name}:${/^\d/.test(at) ? "" : " "}${at}: ${message}`);
  for (const part of found.parts) {
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
