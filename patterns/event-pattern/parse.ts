import { countAlternatives } from "./alternatives";
import { isObject, jsonOf } from "./json";
import type { EventPattern } from "./pattern";
import type { EventPatternProblem } from "./problem";
import { EventPatternError } from "./problem";
import { readPattern } from "./read-pattern";

/** What an account may have unless AWS gives it another quota. */
const USUAL_MOST_CHARACTERS = 2048;
/** What no quota exceeds. It also limits how deeply a pattern can be nested, so that reading it exhausts no stack. */
const MOST_CHARACTERS = 4096;
const MOST_ALTERNATIVES = 1000;

export interface ParseOptions {
  /** The account's quota of characters for an event pattern, 2,048 by default; more than 4,096 counts as 4,096. */
  readonly mostCharacters?: number | undefined;
}

/**
 * Reads an event pattern as EventBridge does:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * A pattern may have 2,048 characters, written as JSON without white space, and 1,000 combinations of the branches of
 * `$or`. A field may have one condition, and within `$or` none may be called like an operator. Not checked is what
 * EventBridge says of patterns with many wildcards: that they are too complex.
 *
 * @param pattern the pattern as JSON.parse returns it, not its text
 * @throws EventPatternError with all problems, in the order of the pattern, those with it as a whole after them; one
 *   that has more than 4,096 characters is not looked into
 */
export function parseEventPattern(
  pattern: unknown,
  { mostCharacters = USUAL_MOST_CHARACTERS }: ParseOptions = {},
): EventPattern {
  const json = jsonOf(pattern);
  if (json === undefined) {
    throw new EventPatternError([ofTheWhole("Event pattern is not JSON")]);
  }
  // Characters, not units of UTF-16.
  const characters = Array.from(json).length;
  const most = Math.min(mostCharacters, MOST_CHARACTERS);
  const tooLong =
    characters > most ? [ofTheWhole(`Event pattern has ${characters} characters, at most ${most} are allowed`)] : [];
  if (characters > MOST_CHARACTERS) {
    throw new EventPatternError(tooLong);
  }
  if (!isObject(pattern)) {
    throw new EventPatternError([ofTheWhole("Filter is not an object"), ...tooLong]);
  }
  const problems: EventPatternProblem[] = [];
  const parsed = readPattern(pattern, { path: "", problems });
  problems.push(...tooLong);
  if (countAlternatives(parsed) > MOST_ALTERNATIVES) {
    problems.push(ofTheWhole(`Use of $or makes over ${MOST_ALTERNATIVES} rule combinations`));
  }
  if (problems.length > 0) {
    throw new EventPatternError(problems);
  }
  return parsed;
}

function ofTheWhole(message: string): EventPatternProblem {
  return { path: "", message };
}
