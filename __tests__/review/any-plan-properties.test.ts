// Plans are files that anybody may have written, or a program that nobody here knows: whatever is in one, a review ends.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { markdown } from "../../cli/review/markdown";
import { pageOf } from "../../cli/review/html/page";
import { sarif } from "../../cli/review/sarif";
import { terminalText } from "../../cli/review/terminal";
import type { PlanJson } from "../../review/plan-json";
import { parseReport } from "../../review/report-json";
import { reviewed } from "./plans";

const FOLDER = join(__dirname, "recorded");
const RECORDED = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), "utf8"));
const WORDS = ["__proto__", "constructor", "toString", "address", "policy", "tags", "", "a.b", "Statement"];
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(...WORDS),
  fc.constantFrom(...WORDS).map((key) => JSON.parse(`{${JSON.stringify(key)}: {"a": [null, 1, true]}}`) as unknown),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify({ Statement: value })),
);

/** Places of values in a value, as paths of keys. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  return typeof value === "object" && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))]
    : [path];
}

function put(value: unknown, [key, ...rest]: readonly string[], odd: unknown): unknown {
  if (key === undefined || typeof value !== "object" || value === null) return odd;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  copy[key] = put(copy[key], rest, odd);
  return copy;
}

const READ = ["resource_changes", "resource_drift", "configuration", "output_changes", "variables", "deferred_changes"];

const anyPlan = fc
  .constantFrom(...RECORDED)
  .chain((text) => {
    const plan = JSON.parse(text) as Record<string, unknown>;
    const places = READ.flatMap((part) => [[part], ...placesIn(plan[part], [part])]);
    return fc
      .array(fc.tuple(fc.constantFrom(...places), odd), { minLength: 1, maxLength: 3 })
      .map((changes) => changes.reduce<unknown>((changed, [place, value]) => put(changed, place, value), plan));
  })
  .map((plan) => plan as PlanJson);

it("reviews any plan, shows it in every form, and its report is what its schema says", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const report = reviewed({ a: { ...plan, format_version: "1.2" } });
      expect(parseReport(JSON.parse(JSON.stringify(report)))).toEqual(report);
      for (const text of [markdown(report), terminalText(report), sarif(report), pageOf(report)]) {
        expect(text).not.toContain("[object Object]");
      }
    }),
    { numRuns: 100 },
  );
});
