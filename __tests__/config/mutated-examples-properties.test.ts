// Whatever becomes of an example on somebody's keyboard: it is refused with a place and a reason, or it synthesizes.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { parseLandingZone } from "../../config/load";
import { ConfigurationError } from "../../config/source/problem";
import type { Problem } from "../../config/source/problem";
import type { LandingZone } from "../../config/landing-zone";
import { synthesizeLandingZone } from "../support/landing-zones";
import { anyText } from "./support";

type Path = readonly (number | string)[];
type Container = Record<number | string, unknown>;

const EXAMPLES = new Map(
  ["landing-zone.yaml", ...readdirSync("examples").map((file) => `examples/${file}`)]
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => [file, readFileSync(file, "utf8")]),
);
const VALUES = [...EXAMPLES.values()].map((text) => parse(text) as unknown);
/** Then no further file is tried. */
const MILLISECONDS = 20_000;
/** More than any text of a problem has; without a bound a wrong value could fill a terminal. */
const LONGEST = 600;

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, part]) =>
    pathsIn(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? below : [path, ...below];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, part) => (inner as Container)[part], value);
}

const ALL_VALUES = VALUES.flatMap((value) => pathsIn(value).map((path) => valueAt(value, path)));

const anyValue = fc.oneof(
  fc.constantFrom(...ALL_VALUES),
  fc.constantFrom<unknown>(null, true, "yes", "", 0, -1, 1.5, 1e9, "1", [], {}, [[]], ["a", "a"], { a: 1 }),
  fc.constantFrom("${a}", "%{if}", "${TfToken[TOKEN.0]}", "String Map Token Value", "arn:aws:iam::1:root"),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty"),
  anyText(12),
  fc.jsonValue({ maxDepth: 2 }),
);

type Edit = (value: unknown) => unknown;

/** A change of something in the value of a file. */
const anyEdit: fc.Arbitrary<Edit> = fc
  .tuple(fc.nat(), fc.constantFrom("drop", "replace", "rename", "repeat"), anyValue)
  .map(([position, kind, other]) => (value) => {
    const copy = structuredClone(value);
    const paths = pathsIn(copy);
    const path = paths[position % Math.max(paths.length, 1)] ?? [];
    const key = path.at(-1);
    if (key === undefined) return other;
    const parent = valueAt(copy, path.slice(0, -1)) as Container;
    const before = parent[key];
    if (kind === "replace") parent[key] = other;
    else if (Array.isArray(parent)) parent.splice(Number(key), 1, ...(kind === "repeat" ? [before, before] : []));
    else Reflect.deleteProperty(parent, key);
    if (kind === "rename" && !Array.isArray(parent)) parent[typeof other === "string" ? other : `${key}x`] = before;
    return copy;
  });

/** A change of the characters of a file. */
const anySlip: fc.Arbitrary<(text: string) => string> = fc
  .tuple(fc.nat(), fc.constantFrom("cut", "double", "join", "indent", "truncate", "insert"), anyText(4))
  .map(([position, kind, garbage]) => (text) => {
    const lines = text.split("\n");
    const index = position % lines.length;
    const [line = ""] = lines.slice(index, index + 1);
    if (kind === "truncate") return text.slice(0, position % (text.length + 1));
    if (kind === "insert") {
      const at = position % (text.length + 1);
      return `${text.slice(0, at)}${garbage}${text.slice(at)}`;
    }
    const replaced = { cut: [], double: [line, line], join: [line.trimStart()], indent: [` ${line}`] }[kind];
    return lines.toSpliced(index, 1, ...replaced).join("\n");
  });

const anyFile = fc
  .tuple(fc.constantFrom(...EXAMPLES.keys()), fc.array(anyEdit, { maxLength: 3 }), fc.array(anySlip, { maxLength: 2 }))
  .map(([file, edits, slips]) => {
    const text = EXAMPLES.get(file) ?? "";
    const edited =
      edits.length === 0 ? text : stringify(edits.reduce<unknown>((value, edit) => edit(value), parse(text)));
    return { file, text: slips.reduce((slipped, slip) => slip(slipped), edited) };
  });

function load(text: string, file: string): { landingZone?: LandingZone; problems: readonly Problem[] } {
  try {
    const { landingZone, warnings } = parseLandingZone(text, file);
    return { landingZone, problems: warnings };
  } catch (error) {
    if (error instanceof ConfigurationError) return { problems: error.problems };
    throw error;
  }
}

it("is refused with places and bounded reasons, or synthesizes", () => {
  fc.assert(
    fc.property(anyFile, ({ file, text }) => {
      const { landingZone, problems } = load(text, file);
      const lines = text.split("\n");
      for (const { allowed = "", column, fix = "", got = "", line, message, path } of problems) {
        expect(message).not.toBe("");
        expect(Math.max(...[allowed, fix, got, message, path].map(({ length }) => length))).toBeLessThan(LONGEST);
        expect([allowed, fix, got, message, path].join("")).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
        expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
      }
      if (landingZone === undefined) {
        expect(problems).not.toEqual([]);
      } else {
        // What was written is read as JSON here, and would throw.
        expect(Object.keys(synthesizeLandingZone(landingZone).stacks)).not.toEqual([]);
      }
    }),
    {
      numRuns: 250,
      interruptAfterTimeLimit: MILLISECONDS,
      markInterruptAsFailure: false,
    },
  );
}, 120_000);
