import fc from "fast-check";
import {
  type FilterPattern,
  FilterPatternError,
  LONGEST_FILTER_PATTERN,
  matchesFilterPattern,
  parseFilterPattern,
} from "../../../patterns/filter-pattern";
import type { Condition } from "../../../patterns/filter-pattern/pattern";
import { condition, event, matches, print, printCondition, quoted, regexEquality, termPattern } from "./support";

const json = (of: Condition): FilterPattern => ({ form: "json", condition: of });
const isTrue = (of: Condition, on: unknown): boolean => matchesFilterPattern(json(of), JSON.stringify(on));
const and = (...conditions: Condition[]): Condition => ({ kind: "and", conditions });
const or = (...conditions: Condition[]): Condition => ({ kind: "or", conditions });

describe("a printed pattern is parsed to what it was", () => {
  it.each([
    ["JSON patterns", fc.oneof(condition, regexEquality).map(json)],
    ["terms", termPattern],
  ])("%s", (_, patterns) => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const text = print(pattern);
        fc.pre(text.length <= LONGEST_FILTER_PATTERN);
        expect(parseFilterPattern(text)).toEqual(pattern);
      }),
    );
  });

  it("without the parentheses that precedence makes needless", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(condition, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
        (rows) => {
          const flat = rows.map((row) => row.map((it) => `(${printCondition(it)})`).join("&&")).join("||");
          const full = rows.map((row) => `(${row.map((it) => `(${printCondition(it)})`).join("&&")})`).join("||");
          fc.pre(full.length < LONGEST_FILTER_PATTERN - 4);
          expect(parseFilterPattern(`{${flat}}`)).toEqual(parseFilterPattern(`{${full}}`));
        },
      ),
    );
  });
});

describe("&& and ||", () => {
  it("are true as JavaScript's are", () => {
    fc.assert(
      fc.property(condition, condition, event, (a, b, on) => {
        expect(isTrue(and(a, b), on)).toBe(isTrue(a, on) && isTrue(b, on));
        expect(isTrue(or(a, b), on)).toBe(isTrue(a, on) || isTrue(b, on));
      }),
    );
  });

  it("are commutative, associative, distributive and absorb", () => {
    fc.assert(
      fc.property(condition, condition, condition, event, (a, b, c, on) => {
        const same = (left: Condition, right: Condition): void => {
          expect(isTrue(left, on)).toBe(isTrue(right, on));
        };
        same(and(a, b), and(b, a));
        same(or(a, b), or(b, a));
        same(and(and(a, b), c), and(a, b, c));
        same(or(a, or(b, c)), or(a, b, c));
        same(and(a, or(b, c)), or(and(a, b), and(a, c)));
        same(or(a, and(b, c)), and(or(a, b), or(a, c)));
        same(and(a, or(a, b)), a);
      }),
    );
  });

  it("follow De Morgan's laws where the fields have values, so that != is not =", () => {
    const values = fc.constantFrom("x", "y", "1", 1, 2);
    fc.assert(
      fc.property(
        values,
        values,
        fc.constantFrom("x", "*", "1", "y*"),
        fc.constantFrom("x", "%1%", "2"),
        (a, b, p, q) => {
          const on = { a, b };
          expect(matches(`{ $.a != ${p} || $.b != ${q} }`, on)).toBe(!matches(`{ $.a = ${p} && $.b = ${q} }`, on));
          expect(matches(`{ $.a != ${p} && $.b != ${q} }`, on)).toBe(!matches(`{ $.a = ${p} || $.b = ${q} }`, on));
        },
      ),
    );
  });
});

describe("a comparison", () => {
  const finite = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((it) => it + 0);

  it("of numbers is JavaScript's", () => {
    fc.assert(
      fc.property(
        fc.tuple(finite, finite).chain(([a, b]) => fc.constantFrom<[number, number][]>([a, b], [a, a])),
        ([a, b]) => {
          const on = { a };
          expect(matches(`{ $.a = ${b} }`, on)).toBe(a === b);
          expect(matches(`{ $.a != ${b} }`, on)).toBe(a !== b);
          expect(matches(`{ $.a < ${b} }`, on)).toBe(a < b);
          expect(matches(`{ $.a <= ${b} }`, on)).toBe(a <= b);
          expect(matches(`{ $.a > ${b} }`, on)).toBe(a > b);
          expect(matches(`{ $.a >= ${b} }`, on)).toBe(a >= b);
        },
      ),
    );
  });

  it("with asterisks at its ends is that of a regular expression", () => {
    const few = fc.string({ unit: fc.constantFrom("a", "b", "*", ".", "\\", '"', "\n"), maxLength: 5 });
    fc.assert(
      fc.property(fc.boolean(), few, fc.boolean(), few, (before, middle, after, text) => {
        const pattern = `${before ? "*" : ""}${middle}${after ? "*" : ""}`;
        const [, start = "", literal = "", end = ""] = /^(\*?)([^]*?)(\*?)$/.exec(pattern) ?? [];
        const any = (asterisk: string): string => (asterisk === "" ? "" : "[^]*");
        const escaped = literal.replace(/[*.\\]/g, String.raw`\$&`);
        const oracle = new RegExp(`^${any(start)}${escaped}${any(end)}$`);
        expect(matches(`{ $.a = ${quoted(pattern)} }`, { a: text })).toBe(oracle.test(text));
        expect(matches(`{ $.a != ${quoted(pattern)} }`, { a: text })).toBe(!oracle.test(text));
      }),
      { numRuns: 500 },
    );
  });

  it("of a missing field, null, a boolean, an array or an object is false, != as well as =", () => {
    const none = fc.constantFrom({}, { a: null }, { a: true }, { a: ["x"] }, { a: { b: "x" } });
    fc.assert(
      fc.property(none, fc.constantFrom("=", "!="), fc.constantFrom("x", '"*"', "1", "%.%"), (on, operator, value) => {
        expect(matches(`{ $.a ${operator} ${value} }`, on)).toBe(false);
      }),
    );
  });

  it("is true exactly of existing fields when it is not NOT EXISTS", () => {
    fc.assert(
      fc.property(event, (on) => {
        expect(matches("{ $.a NOT EXISTS }", on)).toBe(!("a" in on));
        expect(matches("{ $.a IS NULL }", on)).toBe(on.a === null);
      }),
    );
  });
});

it("fields that a pattern does not name change nothing", () => {
  // A wildcard names all fields, so only patterns without are asked.
  const plain = condition.filter((it) => !/"any (?:property|element)"/.test(JSON.stringify(it)));
  const others = fc.dictionary(
    fc.string().map((it) => `other ${it}`),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(plain, event, others, (of, on, more) => {
      expect(isTrue(of, { ...on, ...more })).toBe(isTrue(of, on));
      expect(isTrue(of, { ...more, ...on })).toBe(isTrue(of, on));
    }),
  );
});

describe("arbitrary text", () => {
  const scraps = fc.constantFrom(
    ...'{ } ( ) [ ] $ $. $.a $.* [*] [0] .[\'x\'] = != < <= > >= && || & | ! % %a% " \\ "b" c * 1 -1 1e3 IS NULL NOT EXISTS ? - , ü'.split(
      " ",
    ),
    " ",
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(scraps, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.array(scraps, { maxLength: 12 }).map((parts) => `{ ${parts.join(" ")} }`),
    condition.chain((of) => {
      const text = print(json(of));
      return fc.tuple(fc.nat(text.length), scraps).map(([at, scrap]) => text.slice(0, at) + scrap + text.slice(at + 1));
    }),
  );

  it("is parsed, or refused with a position in it; what is parsed can be asked", () => {
    fc.assert(
      fc.property(texts, fc.oneof(fc.json(), fc.string()), (text, message) => {
        try {
          expect(typeof matchesFilterPattern(parseFilterPattern(text), message)).toBe("boolean");
        } catch (error) {
          if (!(error instanceof FilterPatternError)) {
            throw error;
          }
          expect(error.offset).toBeGreaterThanOrEqual(0);
          expect(error.offset).toBeLessThanOrEqual(text.length);
          expect(error.message).toMatch(/^offset \d+: got [^]+, allowed is [^]+$/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("in quotes, as a term, is searched as it is", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 4 }), fc.string(), fc.string(), (term, before, after) => {
        expect(matches(quoted(term), before + term + after)).toBe(true);
        expect(matches(`-${quoted(term)}`, before + term + after)).toBe(false);
      }),
    );
  });
});
