import type { Readable } from "node:stream";
import { printable } from "../../config/source/printable";
import { Failure } from "../../console/failure";
import { partsOf } from "./parts";
import { MOST_BYTES, readInput, STANDARD_INPUT, UnreadableInput } from "./read-input";
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
    // One by one: as arguments of one call the events of a large file would exhaust the stack.
    for (const event of found.events) {
      events.push(event);
    }
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
  const { isCut = false, parts, problems: wrong } = partsOf(text, MOST_BYTES);
  // As editors take it: file, line and column without blanks.
  const problems = wrong
    .slice(0, MOST_PROBLEMS)
    .map(({ at, message }) => `${name}:${at === "" ? "" : /^\d/.test(at) ? `${at}:` : ` ${at}:`} ${message}`);
  let more = wrong.length - problems.length;
  for (const part of parts) {
    const event = testedEvent(part.value);
    if (typeof event !== "string") {
      events.push({ file, place: part.place, event });
    } else if (problems.length < MOST_PROBLEMS) {
      problems.push(`${name}: ${part.place === "" ? "" : `${part.place}: `}${event}`);
    } else {
      more += 1;
    }
  }
  if (events.length === 0 && problems.length === 0) {
    problems.push(`${name}: holds no event`);
  }
  const rest = isCut ? ["and what follows was not read"] : more > 0 ? [`and ${more} more like these`] : [];
  return { events, problems: [...problems, ...rest.map((text) => `${name}: ${text}`)] };
}
