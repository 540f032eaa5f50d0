import { ALARMS, EVENT_RULES } from "../../../config/detection";
import { VARIANTS } from "../../../config/detection/definition";
import type { AlarmDefinition, EventPattern, RuleDefinition } from "../../../config/detection/definition";
import { trustedAdvisorPatterns } from "../../../config/detection/trusted-advisor";
import { matchesEventPattern, parseEventPattern } from "../../../patterns/event-pattern";
import { FilterPatternError, parseFilterPattern } from "../../../patterns/filter-pattern";
import { INPUT, matchesFilter, SAMPLED_KEYS, samplesOf } from "./support";
import type { Sample } from "./support";

const alarms = Object.entries<AlarmDefinition>(ALARMS);
const rules = Object.entries<RuleDefinition>(EVENT_RULES);
const ADVICE = "trustedAdvisor";
const STATUSES = ["ERROR", "WARN"];

const matchesRule = (pattern: EventPattern, event: unknown): boolean =>
  matchesEventPattern(parseEventPattern(pattern), event);
const count = (samples: readonly Sample[], isMatch: boolean): number =>
  samples.filter((sample) => sample.isMatch === isMatch).length;

describe("the sample events", () => {
  it("are of every alarm and rule, and of nothing else", () => {
    expect([...SAMPLED_KEYS].sort()).toEqual([...Object.keys(ALARMS), ...Object.keys(EVENT_RULES), ADVICE].sort());
  });

  it.each(SAMPLED_KEYS)("say where they are from and why they count, and are called match or miss: %s", (key) => {
    for (const { event, file, page, variant, why } of samplesOf(key)) {
      expect(file).toMatch(/^[a-zA-Z]+\/(match|miss)-[a-z0-9-]+\.json$/);
      expect({ file, page, why, event }).toEqual({
        file,
        page: expect.stringMatching(/^https:\/\/[^/\s]+\/\S+$/) as unknown,
        why: expect.stringMatching(/^\S.{8,}\.$/) as unknown,
        event: expect.any(Object) as unknown,
      });
      expect([undefined, ...VARIANTS]).toContain(variant);
    }
  });
});

describe.each(alarms)("the alarm %s", (key, { patterns }) => {
  describe.each(VARIANTS)("in its %s text", (variant) => {
    const pattern = patterns[variant](INPUT);
    const samples = samplesOf(key).filter((sample) => sample.variant === undefined || sample.variant === variant);

    it("has events it counts and near misses", () => {
      expect(count(samples, true)).toBeGreaterThanOrEqual(1);
      expect(count(samples, false)).toBeGreaterThanOrEqual(2);
    });

    it.each(samples)("counts what it should and nothing else: $file", ({ event, isMatch }) => {
      expect(matchesFilter(pattern, event)).toBe(isMatch);
    });
  });

  it("has no sample of one variant only where its texts are the same", () => {
    const differ = patterns.exact(INPUT) !== patterns.tuned(INPUT);
    expect(samplesOf(key).some(({ variant }) => variant !== undefined)).toBe(differ);
  });
});

describe.each([
  ...rules.map(([key, { pattern }]): [string, EventPattern[]] => [key, [pattern(INPUT)]]),
  [ADVICE, [...trustedAdvisorPatterns({ statuses: STATUSES, categories: ["security"], checks: [] }).values()]] as [
    string,
    EventPattern[],
  ],
])("the rule %s", (key, patterns) => {
  const samples = samplesOf(key);

  it("has events it reports and near misses", () => {
    expect(count(samples, true)).toBeGreaterThanOrEqual(1);
    expect(count(samples, false)).toBeGreaterThanOrEqual(2);
  });

  it.each(samples)("reports what it should and nothing else: $file", ({ event, isMatch }) => {
    expect(patterns.some((pattern) => matchesRule(pattern, event))).toBe(isMatch);
  });
});

/** Texts that are printed as remediation of item 1 of CIS AWS Foundations. */
describe("a text that CIS AWS Foundations prints and nobody should use", () => {
  const A = '($.errorCode = "*UnauthorizedOperation")';
  const B = '($.errorCode = "AccessDenied*")';
  const C = '($.sourceIPAddress!="delivery.logs.amazonaws.com")';
  const D = '($.eventName!="HeadBucket")';
  const wrongly = (pattern: string): string[] =>
    samplesOf("unauthorizedApiCalls")
      .filter(({ event, isMatch, variant }) => !isMatch && variant !== "exact" && matchesFilter(pattern, event))
      .map(({ file }) => file);

  it.each([
    [
      "1.4 to 3.0: every condition is enough, and the last two hold of nearly every event",
      `{ ${A} || ${B} || ${C} || ${D} }`,
    ],
    ["4.0: what is left out is left out of the second condition only", `{ ${A} || ${B} && ${C} && ${D} }`],
  ])("fails the very events above, in version %s", (_, pattern) => {
    expect(wrongly(pattern)).not.toEqual([]);
  });

  it("counts a call that nobody denied", () => {
    expect(wrongly(`{ ${A} || ${B} || ${C} || ${D} }`)).toContain("unauthorizedApiCalls/miss-describe-instances.json");
  });

  it("is fine with the brackets that it lacks, as far as it goes", () => {
    const pattern = `{ (${A} || ${B}) && ${C} && ${D} }`;
    expect(wrongly(pattern)).toEqual(["unauthorizedApiCalls/miss-denied-service-call-tuned.json"]);
  });

  it("is no pattern at all where a value of two words has no quotes", () => {
    expect(() =>
      parseFilterPattern("{ ($.eventName = ConsoleLogin) && ($.errorMessage = Failed authentication) }"),
    ).toThrow(FilterPatternError);
  });
});
