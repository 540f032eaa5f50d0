// The catalogs as JSON say what the functions of the library do, for programs in other languages.
import { readFileSync } from "node:fs";
import {
  cisAlarms,
  configRules,
  eventRules,
  guardrailStatements,
  logAlarms,
  resourceGuardrailStatements,
} from "../../catalogs";
import type { AlarmChoice, CisVersion, Guarded, Variant } from "../../catalogs";

const read = (name: string): unknown => JSON.parse(readFileSync(`catalogs/${name}.json`, "utf8"));

interface Form {
  readonly pattern: string;
  readonly threshold: number;
}
type Alarms = Record<
  string,
  { readonly title: string; readonly cis: Record<string, string[]> } & Readonly<Record<Variant, Form>>
>;
type Rules = Record<
  string,
  { readonly identifier: string; readonly accountWide: boolean; readonly absentFrom: string[] }
>;

describe("the catalog of alarms", () => {
  const alarms = read("alarms") as Alarms;

  it.each<Variant>(["exact", "tuned"])("has each of the library, %s", (variant) => {
    const forms = Object.entries(alarms).map(([key, alarm]) => [key, { ...alarm[variant], title: alarm.title }]);
    const expected = Object.entries(logAlarms({ variant })).map(([key, { pattern, threshold, title }]) => [
      key,
      { pattern, threshold, title },
    ]);
    expect(Object.fromEntries(forms)).toEqual(Object.fromEntries(expected));
  });

  it.each<CisVersion>(["1.4", "3.0", "5.0", "7.0"])("says which are of CIS %s", (version) => {
    const keys = Object.entries(alarms).flatMap(([key, { cis }]) => (version in cis ? [key] : []));
    const choice: AlarmChoice = { version };
    expect(keys.sort()).toEqual(Object.keys(cisAlarms(choice)).sort());
  });
});

describe("the catalog of rules of AWS Config", () => {
  const rules = read("config-rules") as Rules;

  it.each(["eu-west-1", "us-east-1", "ap-southeast-7", "cn-north-1"])(
    "has those of %s, and says which are of an account",
    (region) => {
      const there = Object.entries(rules).filter(([, { absentFrom }]) => !absentFrom.includes(region));
      const keysOf = (entries: readonly [string, unknown][]) => entries.map(([key]) => key).sort();
      expect(keysOf(there)).toEqual(Object.keys(configRules({ region })).sort());
      expect(keysOf(there.filter(([, { accountWide }]) => !accountWide))).toEqual(
        Object.keys(configRules({ region, accountWide: false })).sort(),
      );
    },
  );
});

it("the catalog of event rules has those of the library", () => {
  expect(read("event-rules")).toEqual(eventRules());
});

it("the catalog of guardrails has those of the library, once its placeholders are names", () => {
  const { placeholders, resourceControlPolicy, serviceControlPolicy } = read("guardrails") as Record<string, object> & {
    readonly placeholders: Record<keyof Guarded, string | readonly string[]>;
  };
  const names: Guarded & { readonly organizationId: string } = {
    breakGlassRole: "emergency",
    deploymentRole: "pipeline",
    keyAliases: ["alias/logs"],
    logBuckets: ["our-logs"],
    namePrefix: "sec",
    organizationId: "o-exampleorgid",
    trailName: "audit",
  };
  const named = (statements: object | undefined): unknown =>
    JSON.parse(
      Object.entries(placeholders).reduce(
        (text, [key, placeholder]) =>
          text.replaceAll([placeholder].flat()[0] ?? "?", [names[key as keyof Guarded] ?? "?"].flat()[0] ?? "?"),
        JSON.stringify(statements),
      ),
    );
  expect(Object.keys(placeholders).sort()).toEqual(Object.keys(names).sort());
  expect(named(serviceControlPolicy)).toEqual(guardrailStatements(names));
  expect(named(resourceControlPolicy)).toEqual(resourceGuardrailStatements(names));
});
