import fc from "fast-check";
import { EventPatternError, parseEventPattern } from "../../../patterns/event-pattern";
import { eventPattern, fieldName, leafMatches, matches, scalar, someText } from "./support";

const RUNS = { numRuns: 300 };

/** An event of objects and scalars; lists have tests of their own. */
const event = fc.letrec<{ event: Record<string, unknown> }>((tie) => ({
  event: fc.dictionary(fieldName, fc.oneof({ depthSize: "small" }, scalar, tie("event")), { minKeys: 1, maxKeys: 4 }),
})).event;

type Picked = readonly [path: readonly string[], value: unknown];

function leavesOf(value: unknown, path: readonly string[] = []): Picked[] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, part]) => leavesOf(part, [...path, name]))
    : [[path, value]];
}

/** The object that has these values at these paths. */
function built(leaves: readonly Picked[]): Record<string, unknown> {
  const names = [...new Set(leaves.map(([[name = ""]]) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const below = leaves.filter(([path]) => path[0] === name);
      const [first] = below;
      return first?.[0].length === 1
        ? [name, first[1]]
        : [name, built(below.map(([path, value]): Picked => [path.slice(1), value]))];
    }),
  );
}

const eventWithLeaves = event
  .map((value) => ({ event: value, leaves: leavesOf(value) }))
  .filter(({ leaves }) => leaves.length > 0);
const picked = eventWithLeaves.chain(({ event: whole, leaves }) =>
  fc.record({ event: fc.constant(whole), leaves: fc.subarray(leaves, { minLength: 1 }) }),
);
const asPattern = (leaves: readonly Picked[]) => built(leaves.map(([path, value]): Picked => [path, [value]]));

describe("a pattern of fields picked from an event", () => {
  it("matches that event", () => {
    fc.assert(
      fc.property(picked, ({ event: whole, leaves }) => {
        expect(matches(asPattern(leaves), whole)).toBe(true);
      }),
      RUNS,
    );
  });

  it("does not match once one of the values is another", () => {
    fc.assert(
      fc.property(picked, fc.nat(), scalar, ({ event: whole, leaves }, choice, other) => {
        const index = choice % leaves.length;
        fc.pre(leaves[index]?.[1] !== other);
        const changed = leaves.map(([path, value], at): Picked => [path, at === index ? other : value]);
        expect(matches(asPattern(changed), whole)).toBe(false);
      }),
      RUNS,
    );
  });

  it("does not match once one of the fields is missing", () => {
    fc.assert(
      fc.property(picked, fc.nat(), ({ event: whole, leaves }, choice) => {
        const [missing] = leaves[choice % leaves.length] ?? [[]];
        const rest = leavesOf(whole).filter(([path]) => path.join(".") !== missing.join("."));
        expect(matches(asPattern(leaves), built(rest))).toBe(false);
      }),
      RUNS,
    );
  });

  it("matches, too, when a value is in a list with others", () => {
    fc.assert(
      fc.property(picked, fc.array(scalar, { maxLength: 3 }), ({ event: whole, leaves }, others) => {
        const listed = built(leavesOf(whole).map(([path, value]): Picked => [path, [...others, value]]));
        expect(matches(asPattern(leaves), listed)).toBe(true);
      }),
      RUNS,
    );
  });

  it("matches when fields are written with dots instead of nesting", () => {
    fc.assert(
      fc.property(picked, ({ event: whole, leaves }) => {
        const dotted = Object.fromEntries(leaves.map(([path, value]) => [path.join("."), [value]]));
        expect(matches(dotted, whole)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("operators", () => {
  const texts = fc.array(someText, { minLength: 1, maxLength: 3 });

  it("anything-but is the negation of equality on fields that are there", () => {
    fc.assert(
      fc.property(texts, scalar, (excluded, value) => {
        expect(leafMatches({ "anything-but": excluded }, value)).toBe(!matches({ field: excluded }, { field: value }));
      }),
      RUNS,
    );
  });

  it.each(["prefix", "suffix", "equals-ignore-case", "wildcard"])(
    "anything-but %s is the negation of the operator on fields that are there",
    (operator) => {
      fc.assert(
        fc.property(texts, scalar, (operands, value) => {
          fc.pre(!operands.includes(""));
          const some = operands.some((operand) => leafMatches({ [operator]: operand }, value));
          expect(leafMatches({ "anything-but": { [operator]: operands } }, value)).toBe(!some);
        }),
        RUNS,
      );
    },
  );

  it("prefix and suffix are wildcards at one end", () => {
    fc.assert(
      fc.property(someText, scalar, (text, value) => {
        expect(leafMatches({ prefix: text }, value)).toBe(leafMatches({ wildcard: `${text}*` }, value));
        expect(leafMatches({ suffix: text }, value)).toBe(leafMatches({ wildcard: `*${text}` }, value));
      }),
      RUNS,
    );
  });

  it("exists false is the negation of exists true", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        expect(leafMatches({ exists: false }, value)).toBe(!leafMatches({ exists: true }, value));
      }),
      RUNS,
    );
  });

  it("numeric ranges are both of their comparisons", () => {
    const number = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(
        number,
        number,
        fc.constantFrom(">", ">="),
        fc.constantFrom("<", "<="),
        number,
        (a, b, from, to, value) => {
          fc.pre(a < b);
          const both = leafMatches({ numeric: [from, a] }, value) && leafMatches({ numeric: [to, b] }, value);
          expect(leafMatches({ numeric: [from, a, to, b] }, value)).toBe(both);
        },
      ),
      RUNS,
    );
  });
});

describe("$or", () => {
  it("is the union of its branches", () => {
    fc.assert(
      fc.property(fc.array(eventPattern, { minLength: 2, maxLength: 4 }), event, (branches, whole) => {
        fc.pre(isRight({ $or: branches }));
        expect(matches({ $or: branches }, whole)).toBe(branches.some((branch) => matches(branch, whole)));
      }),
      RUNS,
    );
  });

  it("is the intersection with the fields beside it", () => {
    fc.assert(
      fc.property(eventPattern, eventPattern, eventPattern, event, event, (beside, one, other, left, right) => {
        const pattern = { left: beside, right: { $or: [one, other] } };
        fc.pre(isRight(pattern));
        const expected = matches(beside, left) && (matches(one, right) || matches(other, right));
        expect(matches(pattern, { left, right })).toBe(expected);
      }),
      RUNS,
    );
  });
});

/** Generated patterns may be too long. */
function isRight(pattern: unknown): boolean {
  try {
    parseEventPattern(pattern);
    return true;
  } catch {
    return false;
  }
}

describe("anything at all", () => {
  it("is an event that can be looked at", () => {
    fc.assert(
      fc.property(eventPattern, fc.anything({ withBigInt: true, withMap: true, withDate: true }), (pattern, whole) => {
        fc.pre(isRight(pattern));
        expect(typeof matches(pattern, whole)).toBe("boolean");
      }),
      RUNS,
    );
  });

  it("is a pattern that is read, or refused with at least one problem", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withDate: true }), (pattern) => {
        try {
          parseEventPattern(pattern);
        } catch (error) {
          if (!(error instanceof EventPatternError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is a leaf that is read, or refused with a problem at its path", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("anything-but", "cidr", "exists", "numeric", "prefix", "wildcard"),
        fc.jsonValue(),
        (operator, operand) => {
          try {
            parseEventPattern({ field: [{ [operator]: operand }] });
          } catch (error) {
            if (!(error instanceof EventPatternError)) throw error;
            expect(error.problems.every(({ path }) => path.startsWith("field[0]"))).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
