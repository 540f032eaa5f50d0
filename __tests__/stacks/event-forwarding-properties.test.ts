import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { GLOBAL_REGIONS } from "../../aws/regions";
import { EVENT_RULES } from "../../config/detection";
import type { LandingZone } from "../../config/landing-zone";
import { parseLandingZone } from "../../config/load";
import { LONGEST_EVENT_PATTERN, matchesEventPattern, parseEventPattern } from "../../patterns/event-pattern";
import { forwardedEvents } from "../../stacks/event-forwarding";
import { SAMPLED_KEYS, samplesOf } from "../config/detection/support";

const EXAMPLES = readdirSync("examples")
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => join("examples", file));
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_RULES = 300;

interface Call {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const calls: readonly Call[] = SAMPLED_KEYS.flatMap(samplesOf).map(({ event }) =>
  deliveredOf(event as Call & Call["detail"]),
);

/** Records of the trail as EventBridge gets them. */
function deliveredOf(event: Call & Call["detail"]): Call {
  return "detail-type" in event
    ? event
    : {
        source: `aws.${String((event as Call["detail"]).eventSource).replace(/[.].*/, "")}`,
        "detail-type":
          (event as Call["detail"]).eventType === "AwsConsoleSignIn"
            ? "AWS Console Sign In via CloudTrail"
            : "AWS API Call via CloudTrail",
        detail: event,
      };
}

const matcher = (text: string): ((event: unknown) => boolean) => {
  const pattern = parseEventPattern(JSON.parse(text));
  return (event) => matchesEventPattern(pattern, event);
};

/** Samples, and calls that are put together from one's service and another's name and parameters. */
const events = fc
  .tuple(fc.constantFrom(...calls), fc.constantFrom(...calls), fc.constantFrom(...calls))
  .map(([first, second, third]): Call => ({
    source: first.source,
    "detail-type": second["detail-type"],
    detail: { ...third.detail, eventName: second.detail.eventName },
  }));
const anyEvent = fc.oneof(fc.constantFrom(...calls), events);

function expectFitting(landingZone: LandingZone): void {
  const forwarded = forwardedEvents(landingZone);
  for (const { pattern, ruleName } of forwarded) {
    expect(pattern.length).toBeLessThanOrEqual(LONGEST_EVENT_PATTERN);
    expect(() => parseEventPattern(JSON.parse(pattern))).not.toThrow();
    expect(ruleName).toMatch(/^[\w.-]{1,64}$/);
  }
  const regions = new Set(forwarded.map(({ region }) => region));
  for (const there of regions) {
    const names = forwarded.filter(({ region }) => region === there).map(({ ruleName }) => ruleName);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeLessThan(MOST_RULES);
  }
}

/** Together the rules of a region forward what the rules on the bus look for there, each to those that are told of reads too. */
function expectExact(landingZone: LandingZone, sampled: readonly Call[]): void {
  const { detection, partition } = landingZone;
  const globalRegion = GLOBAL_REGIONS[partition];
  const forwarded = forwardedEvents(landingZone).map(({ pattern, readsToo, region }) => ({
    region,
    readsToo,
    matches: matcher(pattern),
  }));
  for (const there of new Set(forwarded.map(({ region }) => region))) {
    const defined = [...detection.forwarded, ...(there === globalRegion ? detection.globallyForwarded : [])].map(
      ({ by, pattern }) => ({ readsToo: by === "reads", matches: matcher(JSON.stringify(pattern)) }),
    );
    for (const event of sampled) {
      for (const reads of [false, true]) {
        const isTold = (rules: typeof defined): boolean =>
          rules.some(({ matches, readsToo }) => (readsToo || !reads) && matches(event));
        expect(isTold(forwarded.filter(({ region }) => region === there))).toBe(isTold(defined));
      }
    }
  }
}

describe.each(EXAMPLES)("what %s forwards", (file) => {
  const { landingZone } = parseLandingZone(readFileSync(file, "utf8"), file);

  it("fits into its rules, and is exactly what its rules on the bus look for", () => {
    expectFitting(landingZone);
    expectExact(landingZone, calls);
  });
});

describe("what any landing zone forwards", () => {
  const names = fc.constantFrom("abc", "example", "a".repeat(39));
  const disabled = fc.subarray(Object.keys(EVENT_RULES));
  const homes = fc.constantFrom("eu-west-1", "us-east-1", "cn-northwest-1", "us-gov-east-1");
  const landingZones = fc
    .record({ name: names, disabled, home: homes, agent: fc.boolean(), advice: fc.boolean(), longRole: fc.boolean() })
    .map(({ advice, agent, disabled: off, home, longRole, name }) => {
      const reason = "Chosen by a property test";
      const text = JSON.stringify({
        // Buckets have the region in their names.
        name: home === "eu-west-1" ? name : name.slice(0, 36),
        homeRegion: home,
        regions: [home],
        accounts: {
          management: { id: "111111111111", email: "management@example.com" },
          logArchive: { email: "log-archive@example.com" },
          audit: { email: "audit@example.com" },
        },
        ...(longRole ? { breakGlass: { role: "b".repeat(64) } } : {}),
        hosts: { agent: { enabled: agent } },
        detection: {
          trustedAdvisor: advice ? {} : { disabled: true, reason },
          rules: Object.fromEntries(off.map((key) => [key, { disabled: true, reason }])),
        },
      });
      return parseLandingZone(text, "any.yaml").landingZone;
    });

  it("fits into its rules, whatever it is called and whichever rules it has", () => {
    fc.assert(fc.property(landingZones, expectFitting), { numRuns: 60 });
  });

  it("is exactly what its rules on the bus look for", () => {
    fc.assert(fc.property(landingZones, fc.array(anyEvent, { minLength: 20, maxLength: 20 }), expectExact), {
      numRuns: 60,
    });
  });
});
