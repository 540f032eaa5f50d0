// The section `keyStore` may be taken out of the file, or get another type, while cluster, HSMs, key store and key stay in AWS:
// whatever guards them and whatever their alarms need has to be the same afterwards.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "yaml";
import type { LandingZone } from "../../config/landing-zone";
import { EXAMPLE_FILES, landingZoneOf } from "../support/examples";
import type { Sections } from "../support/examples";
import { synthesizeStack } from "../support/landing-zones";

const CLOUDHSM = {
  type: "cloudhsm",
  trustAnchor: "customerCA.crt",
  availabilityZones: ["eu-west-1a", "eu-west-1b"],
};
const EXTERNAL = {
  type: "external",
  connectivity: "public-endpoint",
  endpoint: "https://xks.example.com",
  keyId: "logs",
};

const read = (file: string): Sections => parse(readFileSync(file, "utf8")) as Sections;
/** Those whose bucket is where the zones below are, with the log key beside it. */
const inIreland = EXAMPLE_FILES.map(read).filter((sections) => {
  const { homeRegion }: Readonly<Record<string, unknown>> = sections;
  return homeRegion === "eu-west-1" && sections.archive?.logKeyAccount !== "audit";
});

const withKeyStore = (sections: Sections, keyStore: object, isUsed: boolean): LandingZone =>
  landingZoneOf({
    ...sections,
    keyStore,
    archive: { ...sections.archive, encryption: isUsed ? (keyStore as { type: string }).type : "kms" },
  });

const without = (sections: Sections): LandingZone =>
  landingZoneOf({ ...sections, keyStore: undefined, archive: { ...sections.archive, encryption: undefined } });

/** What protects, that the file alone decides. */
const protection = ({ detection, guardrails }: LandingZone): object => ({
  guardrails,
  alarms: detection.alarms,
  rules: detection.rules,
  forwarded: detection.forwarded,
});

const examples = fc.constantFrom(...inIreland);
const keyStores = fc.oneof(
  fc.constantFrom("cluster", "store", "active").map((phase) => ({ ...CLOUDHSM, phase })),
  fc.constantFrom("store", "active").map((phase) => ({ ...EXTERNAL, phase })),
);

describe("a key store that leaves the file", () => {
  it("takes no statement of a guardrail, no alarm on events and no event rule with it, whichever it was", () => {
    expect(inIreland.length).toBeGreaterThan(1);
    fc.assert(
      fc.property(examples, keyStores, fc.boolean(), (sections, keyStore, isUsed) => {
        expect(protection(without(sections))).toEqual(protection(withKeyStore(sections, keyStore, isUsed)));
      }),
      { numRuns: 25 },
    );
  });

  it("nor does one that gets another type", () => {
    fc.assert(
      fc.property(examples, keyStores, keyStores, (sections, before, after) => {
        expect(protection(withKeyStore(sections, after, true))).toEqual(
          protection(withKeyStore(sections, before, true)),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("leaves the alert topics open to its alarms, and the policies of the organization as they are", () => {
    const sections = read("examples/cloudhsm.yaml");
    const left = without(sections);
    const stayed = landingZoneOf(sections);
    const topics = synthesizeStack(left, "alerting").resources("aws_sns_topic_policy");
    expect(topics.length).toBeGreaterThan(1);
    expect(topics).toEqual(synthesizeStack(stayed, "alerting").resources("aws_sns_topic_policy"));
    // No alarm but that on its own queue notifies the topic of tampering.
    const alerts = topics.filter(({ policy }) => !String(policy).includes("-tampering"));
    expect(alerts).toHaveLength(topics.length - 1);
    for (const { policy } of alerts) expect(policy).toMatch(/"aws:SourceAccount":\[[^\]]*account-log-archive/);
    for (const stack of ["alerting", "organization"]) {
      expect(synthesizeStack(left, stack).text).toBe(synthesizeStack(stayed, stack).text);
    }
  }, 120_000);
});
