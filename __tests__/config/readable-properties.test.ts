import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "yaml";
import { parseLandingZone } from "../../config/load";
import { readable, wholeParts } from "../../config/readable";
import { schema } from "../../config/schema";
import type { Configuration } from "../../config/schema";
import { ConfigurationError } from "../../config/source/problem";

const FILES = ["landing-zone.yaml", "examples/strictest.yaml", "examples/existing-organization.yaml"];
const EXAMPLES = FILES.map((file) => parse(readFileSync(file, "utf8")) as Record<string, unknown>);
const SECTIONS = Object.entries(schema.shape) as [keyof Configuration, (typeof schema.shape)[keyof Configuration]][];

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(path.length === 0 ? [] : [path]), ...entries.flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, made: unknown): unknown {
  if (key === undefined) return made;
  if (Array.isArray(value)) {
    return value.map((inner: unknown, index) => (index === key ? replaced(inner, rest, made) : inner));
  }
  const fields = typeof value === "object" && value !== null ? value : {};
  return { ...fields, [key]: replaced((fields as Record<string, unknown>)[key], rest, made) };
}

/** An example with other values in a few of its places, or with keys that it does not have. */
const mutated = fc.constantFrom(...EXAMPLES).chain((example) => {
  const strange = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("eu-west-1", "", "x".repeat(300), [[]], [null], {}, -1, 1.5),
  );
  const edit = fc.tuple(
    fc.constantFrom(...pathsIn(example)),
    fc.option(fc.constantFrom("id", "email", "rules", "enabled", "unknown"), { nil: undefined, freq: 4 }),
    strange,
  );
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce<unknown>(
        (value, [path, key, made]) => replaced(value, key === undefined ? path : [...path, key], made),
        example,
      ),
    );
});

describe("what can be read of a changed example", () => {
  it("is what the schema makes of each section that is right, and not whole of any other", () => {
    fc.assert(
      fc.property(mutated, (value) => {
        const reading = readable(value);
        for (const [key, section] of SECTIONS) {
          const { data, success } = section.safeParse((value as Record<string, unknown>)[key]);
          expect(wholeParts(reading, key)?.[key]).toEqual(success ? data : undefined);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never makes a rule fail: there are problems, or the file is resolved", () => {
    fc.assert(
      fc.property(mutated, (value) => {
        try {
          parseLandingZone(JSON.stringify(value), "changed.yaml");
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigurationError);
        }
      }),
      { numRuns: 200 },
    );
  });
});
