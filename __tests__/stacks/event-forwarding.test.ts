import type { EventPattern } from "../../config/detection/definition";
import { parseLandingZone } from "../../config/load";
import { forwardedEvents } from "../../stacks/event-forwarding";
import type { ForwardedEvents } from "../../stacks/event-forwarding";
import { matchesEventPattern, parseEventPattern } from "../../patterns/event-pattern";
import { existingLandingZone } from "../support/landing-zones";

const SIGN_IN: EventPattern = { source: ["aws.signin"] };
const CALL: EventPattern = { source: ["aws.kms"] };
const ADVICE: EventPattern = { source: ["aws.trustedadvisor"] };

interface Case {
  readonly regions: readonly string[];
  readonly partition?: "aws" | "aws-cn" | "aws-us-gov";
  readonly forwarded?: readonly EventPattern[];
  readonly globallyForwarded?: readonly EventPattern[];
}

function forwardedIn({
  forwarded = [CALL],
  globallyForwarded = [],
  partition = "aws",
  regions,
}: Case): ForwardedEvents[] {
  const landingZone = existingLandingZone();
  const detection = { ...landingZone.detection, forwarded, globallyForwarded };
  return forwardedEvents({ ...landingZone, partition, regions, detection });
}

const regionsOf = (forwarded: readonly ForwardedEvents[]): string[] => forwarded.map(({ region }) => region);

/** Which of the sources a region forwards. */
function sourcesOf(forwarded: readonly ForwardedEvents[], region: string): string[] {
  const text = forwarded.find((entry) => entry.region === region)?.pattern;
  if (text === undefined) return [];
  const pattern = parseEventPattern(JSON.parse(text));
  return ["aws.signin", "aws.kms", "aws.trustedadvisor", "aws.ec2"].filter((source) =>
    matchesEventPattern(pattern, { source }),
  );
}

describe("the regions that forward events", () => {
  it.each<[Case, string[]]>([
    [{ regions: ["eu-west-1", "us-east-1"] }, ["eu-west-1", "us-east-1"]],
    [{ regions: ["eu-central-1", "eu-west-1"] }, ["eu-central-1", "eu-west-1", "us-east-1"]],
    [{ regions: ["cn-northwest-1"], partition: "aws-cn" }, ["cn-northwest-1", "cn-north-1"]],
    [{ regions: ["us-gov-east-1"], partition: "aws-us-gov" }, ["us-gov-east-1", "us-gov-west-1"]],
    [{ regions: ["us-gov-west-1"], partition: "aws-us-gov" }, ["us-gov-west-1"]],
  ])("are the governed ones and that of global services, each once: %j", (given, regions) => {
    expect(regionsOf(forwardedIn(given))).toEqual(regions);
  });

  it("are none where nothing is forwarded", () => {
    expect(forwardedIn({ regions: ["eu-west-1"], forwarded: [] })).toEqual([]);
  });

  it("are that of global services alone where only advice is", () => {
    const advice = forwardedIn({ regions: ["eu-west-1"], forwarded: [], globallyForwarded: [ADVICE] });
    expect(regionsOf(advice)).toEqual(["us-east-1"]);
    expect(sourcesOf(advice, "us-east-1")).toEqual(["aws.trustedadvisor"]);
  });
});

describe("what is forwarded", () => {
  const forwarded = forwardedIn({
    regions: ["eu-west-1"],
    forwarded: [SIGN_IN, CALL],
    globallyForwarded: [ADVICE],
  });

  it("is advice in the region of global services only, and everything else in every region", () => {
    expect(sourcesOf(forwarded, "eu-west-1")).toEqual(["aws.signin", "aws.kms"]);
    expect(sourcesOf(forwarded, "us-east-1")).toEqual(["aws.signin", "aws.kms", "aws.trustedadvisor"]);
  });

  it("is one pattern that EventBridge takes, in a landing zone with a long name that forwards everything", () => {
    const text = [
      `name: ${"a".repeat(39)}`,
      "homeRegion: eu-west-1",
      "regions: [eu-west-1]",
      "accounts:",
      '  management: { id: "111111111111", email: management@example.com }',
      "  logArchive: { email: log-archive@example.com }",
      "  audit: { email: audit@example.com }",
      "hosts: { agent: { enabled: true } }",
    ].join("\n");
    const all = forwardedEvents(parseLandingZone(text, "long.yaml").landingZone);
    expect(regionsOf(all)).toEqual(["eu-west-1", "us-east-1"]);
    for (const { pattern } of all) {
      expect(pattern.length).toBeLessThanOrEqual(2048);
      expect(() => parseEventPattern(JSON.parse(pattern))).not.toThrow();
    }
  });
});
