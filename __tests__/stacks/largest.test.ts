// The largest landing zone of each partition: 150 accounts, as many regions as three, the longest name that they take, and whatever
// can be switched on together. All that AWS limits fits, and there is room left.
import { POLICY_LIMITS } from "../../aws/policy-limits";
import { REGIONS } from "../../aws/regions";
import { describeGuardrailRoom } from "../../cli/guardrail-room";
import { FORWARDING_RULES } from "../../config/detection/definition";
import { roomOf } from "../../config/guardrails/room";
import type { LandingZone } from "../../config/landing-zone";
import { parseLandingZone } from "../../config/load";
import { LONGEST_EVENT_PATTERN, parseEventPattern } from "../../patterns/event-pattern";
import { LONGEST_FILTER_PATTERN, parseFilterPattern } from "../../patterns/filter-pattern";
import { forwardedEvents } from "../../stacks/event-forwarding";
import { synthesizeLandingZone } from "../support/landing-zones";

const ACCOUNTS = 150;
const CORE = 3;
const MANAGEMENT = "111111111111";
const AUDIT = "333333333333";

/** Who is notified, one kind alone or all of them. */
const SUBSCRIBERS = {
  email: "routes: {}",
  https: route('https: ["https://on-call.example.com/aws"]'),
  sqs: route('queues: ["arn:<partition>:sqs:<home>:333333333333:tickets"]'),
  lambda: route('functions: ["arn:<partition>:lambda:<home>:333333333333:function:triage"]'),
  slack: "emails: [], slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }]",
};

function route(subscribers: string): string {
  const severities = ["critical", "high", "medium", "low"];
  return `emails: [], routes: { ${severities.map((severity) => `${severity}: { ${subscribers} }`).join(", ")} }`;
}

/** A file with everything on; with the longest name, given the regions, and roles of the longest names. */
function largest(
  regions: readonly string[],
  deployment: "stacksets" | "terraform",
  alerts: string = SUBSCRIBERS.email,
  accounts = ACCOUNTS,
): string {
  const [home = "", second = ""] = regions;
  const { partition = "" } = REGIONS.get(home) ?? {};
  const longestRegion = Math.max(home.length, second.length);
  const name = "n".repeat(Math.min(63 - "-access-logs-".length - longestRegion, 39));
  const account = (index: number): string => String(400000000000 + index);
  return [
    `name: ${name}`,
    `homeRegion: ${home}`,
    `regions: [${regions.join(", ")}]`,
    "organization:",
    "  id: o-exampleorgid",
    "  trustedServices: []",
    "  policyTypes: []",
    "  organizationalUnits: [{ name: Security }, { name: Workloads }]",
    "accounts:",
    `  management: { id: "${MANAGEMENT}", email: management@example.com }`,
    "  logArchive: { email: log-archive@example.com, organizationalUnit: Security }",
    `  audit: { id: "${AUDIT}", email: audit@example.com, organizationalUnit: Security }`,
    "  workloads:",
    ...Array.from(
      { length: accounts - CORE },
      (_, index) =>
        `    - { name: workload-${index}, id: "${account(index)}", email: workload-${index}@example.com, organizationalUnit: Workloads }`,
    ),
    `breakGlass: { role: ${"b".repeat(64)}, trustedPrincipals: ["arn:${partition}:iam::${MANAGEMENT}:user/security-lead"] }`,
    `deployment: { role: ${"d".repeat(64)} }`,
    `baseline: { deployment: ${deployment} }`,
    "archive:",
    "  objectLock: { mode: compliance, duration: 2 years }",
    "  logKeyAccount: audit",
    `  replica: { region: ${second}, account: workload-0 }`,
    "flowLogs: { destinations: [bucket, cloudwatch-logs] }",
    // Only a stack for each account can have these.
    ...(deployment === "stacksets"
      ? ["config: { recording: { notifications: true } }"]
      : [
          "config: { recording: { notifications: true, role: own } }",
          "hosts: { agent: { enabled: true }, sessions: { enabled: true } }",
        ]),
    "access:",
    "  identityAccount: audit",
    "  through: [users, identity-center]",
    `  identityCenter: { region: ${home} }`,
    "trail:",
    "  dataEvents:",
    "    logBuckets: readsAndChanges",
    `    logReaders: ["arn:${partition}:iam::${AUDIT}:role/siem"]`,
    "  networkActivity: [kms, s3]",
    `alerts: { ${alerts.replaceAll("<partition>", partition).replaceAll("<home>", home)} }`,
    ...(partition === "aws-cn" ? [] : ["inspector: { scans: [ec2, ecr] }"]),
  ].join("\n");
}

const resolved = (...args: Parameters<typeof largest>): LandingZone =>
  parseLandingZone(largest(...args), "largest.yaml").landingZone;

const COMMERCIAL = ["eu-west-1", "eu-north-1", "us-east-1"];
const PARTITIONS: [partition: string, regions: string[]][] = [
  ["aws", COMMERCIAL],
  ["aws-us-gov", ["us-gov-west-1", "us-gov-east-1"]],
  ["aws-cn", ["cn-north-1", "cn-northwest-1"]],
];

describe.each(PARTITIONS)("the largest landing zone of partition %s", (_, regions) => {
  const deployed = (["stacksets", "terraform"] as const).map((deployment) => resolved(regions, deployment));

  it("has guardrails that AWS takes, and says how much room is left", () => {
    for (const { guardrails } of deployed) {
      const room = roomOf(guardrails);
      expect(room.map(({ type }) => type)).toEqual(Object.keys(POLICY_LIMITS));
      for (const { leftInFullest, most, policies } of room) {
        expect(leftInFullest).toBeGreaterThanOrEqual(0);
        // Somebody may want one of their own.
        expect(policies).toBeLessThan(most);
      }
      expect(describeGuardrailRoom({ guardrails })).toMatch(/the root +SCP +\d of \d+ +[\d,]+\n.*RCP +\d of \d/);
    }
  });

  it("has patterns that CloudWatch Logs and EventBridge take", () => {
    for (const landingZone of deployed) {
      const { alarms, rules } = landingZone.detection;
      for (const { key, pattern } of alarms) {
        expect({ key, isLonger: pattern.length > LONGEST_FILTER_PATTERN }).toEqual({ key, isLonger: false });
        expect(() => parseFilterPattern(pattern)).not.toThrow();
      }
      const forwarded = forwardedEvents(landingZone);
      expect(new Set(forwarded.map(({ key }) => key))).toEqual(new Set(Object.keys(FORWARDING_RULES)));
      for (const { pattern, ruleName } of [...rules, ...forwarded]) {
        expect({ ruleName, isLonger: pattern.length > LONGEST_EVENT_PATTERN }).toEqual({ ruleName, isLonger: false });
        expect(() => parseEventPattern(JSON.parse(pattern))).not.toThrow();
        expect(ruleName.length).toBeLessThanOrEqual(64);
      }
    }
  });

  it("is synthesized, templates of its stack sets and all", () => {
    const [withStackSets] = deployed;
    const { stacks } = withStackSets === undefined ? { stacks: {} } : synthesizeLandingZone(withStackSets);
    expect(Object.keys(stacks)).toEqual(expect.arrayContaining(["alerting", "baseline-stack-sets", "detection"]));
  });
});

describe("subscribers", () => {
  it.each(Object.entries(SUBSCRIBERS))("of one kind alone are told of both carriers: %s", (kind, alerts) => {
    const { stacks } = synthesizeLandingZone(resolved(COMMERCIAL, "terraform", alerts, CORE + 1));
    const { resource = {} } = stacks.alerting?.json ?? {};
    const topics = [
      ...Object.values(resource.aws_sns_topic_subscription ?? {}).map((block) => {
        expect(block.protocol).toBe(kind);
        return String(block.topic_arn);
      }),
      ...Object.values(resource.aws_chatbot_slack_channel_configuration ?? {}).flatMap(
        (block) => block.sns_topic_arns as string[],
      ),
    ];
    expect(new Set(topics).size).toBe(5);
  });

  it.each(PARTITIONS.slice(1))("in chat are refused where there is no such service, in words: %s", (_, regions) => {
    expect(() => resolved(regions, "terraform", SUBSCRIBERS.slack, CORE + 1)).toThrow(
      /in\s+the\s+commercial\s+partition\s+only/,
    );
  });

  it.each(PARTITIONS.slice(1))("of every other kind are in partition %s", (_, regions) => {
    for (const kind of ["email", "https", "sqs", "lambda"] as const) {
      const { alerts } = resolved(regions, "terraform", SUBSCRIBERS[kind], CORE + 1);
      const { emails, functions, https, queues } = alerts.tampering;
      expect([...emails, ...functions, ...https, ...queues]).toHaveLength(1);
    }
  });
});
