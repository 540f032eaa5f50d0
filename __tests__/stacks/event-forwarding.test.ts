import type { EventPattern } from "../../config/detection/definition";
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
  const byFirst = (patterns: readonly EventPattern[]) => patterns.map((pattern) => ({ by: "first" as const, pattern }));
  const detection = {
    ...landingZone.detection,
    forwarded: byFirst(forwarded),
    globallyForwarded: byFirst(globallyForwarded),
  };
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
});

describe("the rules that forward", () => {
  const small = existingLandingZone();
  const there = (events: readonly ForwardedEvents[]) => events.filter(({ region }) => region === "us-east-1");

  it("are called as the first one has always been, and what comes after the name", () => {
    expect(there(forwardedEvents(small)).map(({ ruleName, suffix }) => [ruleName, suffix])).toEqual([
      ["small-to-security-bus", ""],
      ["small-to-security-bus-2", "-2"],
      ["small-to-security-bus-3", "-3"],
      ["small-to-security-bus-4", "-4"],
      ["small-to-security-bus-5", "-5"],
      ["small-to-security-bus-reads", "-reads"],
    ]);
  });

  it("are told of calls that only read by one of them, and of nothing there where nobody looks for such", () => {
    expect(there(forwardedEvents(small)).map(({ readsToo }) => readsToo)).toEqual([
      ...Array<boolean>(5).fill(false),
      true,
    ]);
    const without = existingLandingZone(
      "detection: { rules: { breakGlassAssumed: { disabled: true, reason: The SIEM reports these } } }",
    );
    expect(there(forwardedEvents(without)).map(({ suffix }) => suffix)).toEqual(["", "-2", "-3", "-4", "-5"]);
  });

  it("have one on data events where the trail records reads of logs", () => {
    const reads = existingLandingZone("trail: { dataEvents: { logBuckets: reads } }");
    const more = there(forwardedEvents(reads)).filter(({ suffix }) => suffix === "-data");
    expect(more.map(({ readsToo, ruleName }) => ({ readsToo, ruleName }))).toEqual([
      { readsToo: false, ruleName: "small-to-security-bus-data" },
    ]);
    expect(there(forwardedEvents(small)).some(({ suffix }) => suffix === "-data")).toBe(false);
  });

  it("change alone when what they forward changes", () => {
    const without = existingLandingZone(
      "detection: { rules: { logBucketTampering: { disabled: true, reason: The SIEM reports these } } }",
    );
    const before = new Map(there(forwardedEvents(small)).map(({ pattern, suffix }) => [suffix, pattern]));
    const after = there(forwardedEvents(without));
    expect(after.filter(({ pattern, suffix }) => before.get(suffix) !== pattern).map(({ suffix }) => suffix)).toEqual([
      "-2",
    ]);
  });

  it("are not there where nobody looks for anything that they forward", () => {
    const without = existingLandingZone(
      "detection: { rules: { detectionTampering: { disabled: true, reason: The SIEM reports these } } }",
    );
    expect(there(forwardedEvents(without)).map(({ suffix }) => suffix)).not.toContain("-3");
  });
});
