import fc from "fast-check";
import { EventPatternError, matchesEventPattern, parseEventPattern } from "../../../patterns/event-pattern";
import type { EventPatternProblem } from "../../../patterns/event-pattern";

export function matches(pattern: unknown, event: unknown): boolean {
  return matchesEventPattern(parseEventPattern(pattern), event);
}

/** Whether a leaf of a pattern holds of a field with this value. */
export function leafMatches(leaf: unknown, value: unknown): boolean {
  return matches({ field: [leaf] }, { field: value });
}

export function problemsOf(pattern: unknown, mostCharacters?: number): readonly EventPatternProblem[] {
  try {
    parseEventPattern(pattern, { mostCharacters });
  } catch (error) {
    if (error instanceof EventPatternError) return error.problems;
    throw error;
  }
  return [];
}

/** The problems of a pattern with this leaf, as `path: message`, the paths from the leaf on. */
export function leafProblems(leaf: unknown): string[] {
  return problemsOf({ field: [leaf] }).map(({ path, message }) => `${path.replace("field[0]", "")}: ${message}`);
}

/** Few letters, so that generated texts have much in common. */
export const someText = fc.string({ unit: fc.constantFrom("a", "b", "B", "é"), maxLength: 6 });

export const scalar = fc.oneof(someText, fc.integer({ min: -99, max: 99 }), fc.boolean(), fc.constant(null));

/** A name that is no operator and joins nothing. */
export const fieldName = fc.string({ unit: fc.constantFrom("k", "l", "m", "-"), minLength: 1, maxLength: 3 });

/** Leaves that are right, of every operator. */
export const leaf: fc.Arbitrary<unknown> = fc.oneof(
  scalar,
  fc.record({ prefix: fc.oneof(someText, fc.record({ "equals-ignore-case": someText })) }),
  fc.record({ suffix: fc.oneof(someText, fc.record({ "equals-ignore-case": someText })) }),
  fc.record({ "equals-ignore-case": someText }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ numeric: fc.tuple(fc.constantFrom("=", "<", "<=", ">", ">="), fc.integer({ min: -99, max: 99 })) }),
  fc.record({ wildcard: fc.constantFrom("*", "a*", "*b*", "a*B", "\\*") }),
  fc.record({ cidr: fc.constantFrom("10.0.0.0/8", "2001:db8::/32") }),
  fc.record({
    "anything-but": fc.oneof(
      fc.array(someText, { minLength: 1, maxLength: 3 }),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 3 }),
      fc.record({ prefix: fc.constantFrom("a", "b") }),
      fc.record({ wildcard: fc.constantFrom("*a*", "b*") }),
    ),
  }),
);

/** One depth for objects and `$or` together; with one for each, most patterns would be longer than allowed. */
const depth = { depthIdentifier: fc.createDepthIdentifier(), depthSize: "xsmall", maxDepth: 2 } as const;

/** Patterns that are right, with fields, nested fields and `$or` within one another. */
export const eventPattern: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{ pattern: Record<string, unknown> }>(
  (tie) => ({
    pattern: fc
      .tuple(
        fc.dictionary(
          fieldName,
          fc.oneof({ ...depth, withCrossShrink: true }, fc.array(leaf, { minLength: 1, maxLength: 2 }), tie("pattern")),
          { minKeys: 1, maxKeys: 3 },
        ),
        // Under a name of its own, for a field may have only one condition.
        fc.option(fc.array(tie("pattern"), { minLength: 2, maxLength: 3 }), { ...depth, nil: undefined }),
      )
      .map(([fields, branches]) => (branches === undefined ? fields : { ...fields, "z-or": { $or: branches } })),
  }),
).pattern;
