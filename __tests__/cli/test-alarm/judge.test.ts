import { judgeOf } from "../../../cli/test-alarm/judge";
import type { Verdict } from "../../../cli/test-alarm/judge";
import type { JsonObject } from "../../../cli/test-alarm/tested-event";
import { existingLandingZone } from "../../support/landing-zones";
import { sample, samples, tested } from "./support";

/** The account of most samples. */
const WORKLOAD =
  '  workloads: [{ name: Web, id: "444444444444", email: web@example.com, organizationalUnit: Security }]';
const landingZone = existingLandingZone(WORKLOAD);
const judge = judgeOf(landingZone);
const judged = (event: JsonObject): Verdict => judge(tested(event));
const keysOf = ({ matches }: Verdict): string[] => matches.map(({ kind, key }) => `${kind} ${key}`);

describe("an event of root", () => {
  it.each(samples("rootLogin", "match-"))("%s triggers the alarm rootLogin, which is critical", (name) => {
    expect(judged(sample(name)).matches).toContainEqual(
      expect.objectContaining({
        kind: "alarm",
        key: "rootLogin",
        name: "small-root-login",
        severity: "critical",
        threshold: 1,
        topic: expect.stringMatching(/-alerts-critical$/) as string,
      }),
    );
  });

  it.each(samples("rootLogin", "miss-"))("%s does not", (name) => {
    expect(keysOf(judged(sample(name)))).not.toContain("alarm rootLogin");
  });
});

describe("a rule", () => {
  it.each(samples("rootSignIn", "match-"))("matches %s, and the alarm does with it", (name) => {
    expect(keysOf(judged(sample(name)))).toEqual(expect.arrayContaining(["alarm rootLogin", "rule rootSignIn"]));
  });

  it("matches a CloudTrail record as it does the event that EventBridge makes of it", () => {
    const event = sample("trailTampering/match-stopped");
    expect(keysOf(judged(event.detail as JsonObject))).toEqual(keysOf(judged(event)));
    expect(keysOf(judged(event))).toContain("rule trailTampering");
  });

  it("says the topic of its severity and its targets", () => {
    const arn = "arn:aws:sqs:eu-west-1:333333333333:soc";
    const withTarget = judgeOf(
      existingLandingZone(WORKLOAD, `detection: { rules: { trailTampering: { targets: ['${arn}'] } } }`),
    );
    const { matches } = withTarget(tested(sample("trailTampering/match-stopped")));
    expect(matches.find(({ kind }) => kind === "rule")).toMatchObject({
      topic: "small-alerts-critical",
      notifies: { emails: ["audit@example.com"], targets: [arn] },
    });
  });
});

describe("what rules do not see", () => {
  const stopped = sample("trailTampering/match-stopped");
  const detail = stopped.detail as JsonObject;

  it("is what only reads, and it is said", () => {
    const { blind } = judged(sample("unauthorizedApiCalls/match-denied-iam-list-users"));
    expect(blind).toEqual([
      {
        kind: "rule",
        reason: "it only reads, and EventBridge does not pass on such calls by default",
        wouldMatch: [],
      },
    ]);
  });

  it("is what happens in a region that is not governed, where the alarms still see it", () => {
    const verdict = judged({ ...detail, awsRegion: "ap-south-1" });
    expect(keysOf(verdict)).toEqual(["alarm trailChanges"]);
    expect(verdict.blind).toEqual([
      {
        kind: "rule",
        reason: "ap-south-1 is not governed: it forwards nothing to the security bus",
        wouldMatch: ["trailTampering"],
      },
    ]);
  });

  it("is not what happens in the region of global services, governed or not", () => {
    const elsewhere = judgeOf({ ...landingZone, regions: ["eu-west-1"] });
    expect(keysOf(elsewhere(tested(sample("rootSignIn/match-success"))))).toContain("rule rootSignIn");
  });

  it("is Trusted Advisor anywhere but in the region of global services", () => {
    const advice = sample("trustedAdvisor/match-open-port");
    expect(keysOf(judged(advice))).toEqual(["rule trustedAdvisorSecurity"]);
    const verdict = judged({ ...advice, region: "eu-west-1" });
    expect(keysOf(verdict)).toEqual([]);
    expect(verdict.blind).toContainEqual({
      kind: "rule",
      reason: "eu-west-1 does not forward this event to the security bus",
      wouldMatch: ["trustedAdvisorSecurity"],
    });
  });

  it("is not reported where there are no rules, nor where none asks for the event", () => {
    const none = judgeOf({
      ...landingZone,
      detection: { ...landingZone.detection, rules: [], forwarded: [], globallyForwarded: [] },
    });
    expect(none(tested(stopped)).blind).toEqual([]);
    expect(judged({ ...sample("vpcChanges/match-create-vpc"), awsRegion: "eu-west-1" }).blind).toEqual([]);
  });
});

describe("events of accounts that the file does not name", () => {
  const stopped = {
    ...(sample("trailTampering/match-stopped").detail as JsonObject),
    recipientAccountId: "555555555555",
  };
  const rulesOf = (verdict: Verdict) => keysOf(verdict).filter((key) => key.startsWith("rule"));

  it("reach no rule, and the alarms see what the organization's trail records", () => {
    const verdict = judged(stopped);
    expect(keysOf(verdict)).toEqual(["alarm trailChanges"]);
    expect(verdict.blind).toEqual([
      {
        kind: "rule",
        reason: "555555555555 is no account of the file: nothing there forwards events to the security bus",
        wouldMatch: ["trailTampering"],
      },
    ]);
  });

  it.each([
    [
      "StackSets deploy to accounts that it does not name",
      existingLandingZone("baseline: { deployment: stacksets }"),
      /^that 555555555555, which the file does not name, is in an organizational unit/,
    ],
    [
      "it has accounts without an id",
      existingLandingZone("  workloads: [{ name: Web, email: web@example.com, organizationalUnit: Security }]"),
      /^that 555555555555 is one of the 1 accounts whose id/,
    ],
  ])("are assumed to be forwarded where %s", (_, uncertain, assumed) => {
    const verdict = judgeOf(uncertain)(tested(stopped));
    expect(rulesOf(verdict)).toEqual(["rule trailTampering"]);
    expect(verdict.assumes).toEqual([expect.stringMatching(assumed)]);
    expect(judgeOf(uncertain)(tested({ ...stopped, recipientAccountId: "333333333333" })).assumes).toEqual([]);
  });

  it("reach no rule where the account is leaving", () => {
    const leaving = existingLandingZone(WORKLOAD.replace(" }]", ", leaving: true }]"));
    const verdict = judgeOf(leaving)(tested({ ...stopped, recipientAccountId: "444444444444" }));
    expect(rulesOf(verdict)).toEqual([]);
    expect(verdict.blind[0]?.reason).toMatch(/^444444444444 is leaving/);
  });
});

describe("what is no management event", () => {
  const { detection } = landingZone;
  const rules = detection.rules
    .slice(0, 1)
    .map((rule) => ({ ...rule, key: "any", pattern: JSON.stringify({ source: ["aws.cloudtrail", "aws.s3"] }) }));
  const asks = judgeOf({ ...landingZone, detection: { ...detection, rules } });
  const details = {
    eventName: "StopLogging",
    eventSource: "cloudtrail.amazonaws.com",
    insightType: "ApiCallRateInsight",
  };
  const of = { awsRegion: "eu-west-1", recipientAccountId: "444444444444" };

  it.each([
    ["Insights", { ...of, eventType: "AwsCloudTrailInsight", insightDetails: details }, /^the trail has no Insights/],
    [
      "network activity",
      { ...of, eventCategory: "NetworkActivity", eventName: "StopLogging", eventSource: "cloudtrail.amazonaws.com" },
      /^the trail has management events only/,
    ],
    ["data", { ...of, eventCategory: "Data", eventName: "GetObject", eventSource: "s3.amazonaws.com" }, /management/],
  ])("is seen by nobody where no trail records it: %s", (_, event, reason) => {
    const verdict = asks(tested(event));
    expect(verdict.matches).toEqual([]);
    expect(verdict.destroyed).toEqual([]);
    expect(verdict.blind).toEqual([
      expect.objectContaining({ kind: "alarm", reason: expect.stringMatching(reason) as string }),
      {
        kind: "rule",
        reason: "EventBridge gets such events only where a trail records them, and the landing zone's does not",
        wouldMatch: ["any"],
      },
    ]);
  });
});

describe("what alarms do not see", () => {
  it("is what CloudTrail does not write", () => {
    expect(judged(sample("trustedAdvisor/match-open-port")).blind).toEqual([
      { kind: "alarm", reason: "CloudTrail does not write this event", wouldMatch: [] },
    ]);
  });

  it("is data events but those that the trail's selectors select", () => {
    const reads = judgeOf(existingLandingZone(WORKLOAD, "trail: { dataEvents: { logBuckets: reads } }"));
    const text = JSON.stringify(sample("logReads/match-get-object")).replaceAll("example-", "small-");
    const read = JSON.parse(text) as JsonObject;
    const unread = { ...read, readOnly: false, eventName: "DeleteObject" };
    expect(keysOf(reads(tested(read)))).toEqual(["alarm logReads", "rule logBucketReads"]);
    expect(reads(tested(unread)).blind).toContainEqual({
      kind: "alarm",
      reason: "neither trail.dataEvents nor trail.networkActivity selects it",
      wouldMatch: [],
    });
  });

  it("is data events, of which the trail has none", () => {
    const data = { ...sample("rootLogin/match-api-call"), eventCategory: "Data", managementEvent: false };
    expect(judged(data)).toMatchObject({
      matches: [],
      blind: [
        {
          kind: "alarm",
          reason: "the trail has management events only",
          wouldMatch: expect.arrayContaining(["rootLogin"]) as string[],
        },
      ],
      nearMisses: [],
    });
  });
});

describe("an alarm", () => {
  it("says how many events it takes", () => {
    const threshold = judgeOf(existingLandingZone("detection: { alarms: { rootLogin: { threshold: 5 } } }"));
    const { matches } = threshold(tested(sample("rootLogin/match-console-login")));
    expect(matches.find(({ key }) => key === "rootLogin")).toMatchObject({ threshold: 5 });
  });

  it("of one's own counts as well", () => {
    const custom = judgeOf(
      existingLandingZone(
        "detection:",
        "  customAlarms:",
        "    vpcMade: { title: A VPC was made, advice: Look at it., severity: low, pattern: '{$.eventName=CreateVpc}' }",
      ),
    );
    expect(keysOf(custom(tested(sample("vpcChanges/match-create-vpc"))))).toContain("alarm vpcMade");
  });
});

describe("a near miss", () => {
  const assumed = (roleArn: string, eventName = "AssumeRole"): JsonObject => ({
    ...sample("breakGlassUse/miss-other-role"),
    eventName,
    requestParameters: { roleArn },
  });

  it("is an alarm that names the event and does not match", () => {
    const { matches, nearMisses } = judged(assumed("arn:aws:iam::444444444444:role/reader"));
    expect(matches).toEqual([]);
    expect(nearMisses).toEqual([{ key: "breakGlassUse", pattern: expect.stringContaining('"AssumeRole*"') as string }]);
  });

  it("is one whose pattern has the beginning of the name and an asterisk", () => {
    const { nearMisses } = judged(assumed("arn:aws:iam::444444444444:role/reader", "AssumeRoleWithSAML"));
    expect(nearMisses.map(({ key }) => key)).toEqual(["breakGlassUse"]);
  });

  it("is not reported when something matches", () => {
    expect(judged(sample("trailChanges/match-stop-logging")).nearMisses).toEqual([]);
  });

  it("is no part of a longer name", () => {
    expect(judged(assumed("arn:aws:iam::444444444444:role/reader", "Assume")).nearMisses).toEqual([]);
  });
});

describe("a call that takes away what would report it", () => {
  const CALL = { eventVersion: "1.11", eventType: "AwsApiCall", eventCategory: "Management", managementEvent: true };
  const inManagement = { recipientAccountId: "111111111111", awsRegion: "eu-west-1", readOnly: false };
  const call = (service: string, eventName: string, requestParameters: object, changes: object = {}): JsonObject => ({
    ...CALL,
    ...inManagement,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    requestParameters,
    ...changes,
  });
  const { names } = landingZone;
  const logGroup = { logGroupName: names.trailLogGroup };
  const alarm = (key: string) => landingZone.detection.alarms.find((one) => one.key === key);

  it("is not claimed by the alarms that read the log group which is deleted, and rules report it", () => {
    const verdict = judged(call("logs", "DeleteLogGroup", logGroup));
    expect(keysOf(verdict).filter((match) => match.startsWith("alarm"))).toEqual([]);
    expect(keysOf(verdict)).toContain("rule detectionTampering");
    expect(verdict.destroyed).toContainEqual({
      kind: "alarm",
      key: "logGroupChanges",
      topic: "small-alerts-critical",
      reason: `DeleteLogGroup takes away what reports it: ${names.trailLogGroup}`,
    });
  });

  it.each([
    ["failed", call("logs", "DeleteLogGroup", logGroup, { errorCode: "AccessDenied" })],
    ["is in another region", call("logs", "DeleteLogGroup", logGroup, { awsRegion: "us-east-1" })],
    ["is in another account", call("logs", "DeleteLogGroup", logGroup, { recipientAccountId: "222222222222" })],
  ])("takes nothing away when it %s", (_, event) => {
    expect(judged(event).destroyed).toEqual([]);
  });

  it.each([
    [
      "filter",
      "filterChanges",
      call("logs", "DeleteMetricFilter", { ...logGroup, filterName: alarm("filterChanges")?.metricName }),
    ],
    ["alarm", "alarmChanges", call("monitoring", "DeleteAlarms", { alarmNames: [alarm("alarmChanges")?.alarmName] })],
  ])("is not claimed by the alarm whose %s is deleted", (_, key, event) => {
    expect(judged(event)).toMatchObject({ destroyed: [{ kind: "alarm", key }] });
    expect(keysOf(judged(event))).not.toContain(`alarm ${key}`);
  });

  it("is claimed by an alarm when another one's filter is deleted", () => {
    const event = call("logs", "DeleteMetricFilter", { ...logGroup, filterName: alarm("rootLogin")?.metricName });
    expect(keysOf(judged(event))).toContain("alarm filterChanges");
  });

  it.each([
    ["by its name", "small-baseline", "222222222222", true],
    ["by its id", "small-baseline:1a2b3c4d-0000-4000-8000-123456789abc", "222222222222", true],
    ["in the management account, which forwards by itself", "small-baseline", "111111111111", false],
    ["of another name", "small-other", "222222222222", false],
  ])("is not claimed by rules that a stack set's forwarding leads to: %s", (_, stackSetName, account, isTaken) => {
    const judge = judgeOf(existingLandingZone("baseline: { deployment: stacksets }"));
    const event = call("cloudformation", "DeleteStackInstances", { stackSetName }, { recipientAccountId: account });
    expect(judge(tested(event)).destroyed.some(({ kind }) => kind === "rule")).toBe(isTaken);
  });

  it("is not claimed by what notifies the topic that is deleted", () => {
    const topicArn = `arn:aws:sns:eu-west-1:333333333333:${landingZone.alerts.routes.critical.topicName}`;
    const verdict = judged(call("sns", "DeleteTopic", { topicArn }, { recipientAccountId: "333333333333" }));
    expect(verdict.matches.map(({ severity }) => severity)).not.toContain("critical");
  });

  it("is claimed by the topic of tampering alone when the alerts' topic that would have the news is deleted", () => {
    const topicArn = `arn:aws:sns:eu-west-1:333333333333:${landingZone.alerts.routes.high.topicName}`;
    const { destroyed, matches } = judged(
      call("sns", "DeleteTopic", { topicArn }, { recipientAccountId: "333333333333" }),
    );
    expect(matches.map(({ key, kind, topics }) => ({ key, kind, topics }))).toEqual([
      { kind: "rule", key: "detectionTampering", topics: ["small-tampering"] },
    ]);
    expect(destroyed.map(({ key, kind, topic }) => [kind, key, topic])).toEqual([
      ["alarm", "topicChanges", "small-alerts-high"],
      ["rule", "detectionTampering", "small-alerts-high"],
    ]);
  });

  it.each([
    ["taken away", "Unsubscribe", {}, ["small-tampering"]],
    ["filtered", "SetSubscriptionAttributes", { attributeName: "FilterPolicy" }, ["small-tampering"]],
    [
      "told otherwise",
      "SetSubscriptionAttributes",
      { attributeName: "DeliveryPolicy" },
      ["small-alerts-high", "small-tampering"],
    ],
  ])("is claimed by the topics that have a subscriber left when the only one is %s", (_, name, parameters, topics) => {
    const subscriptionArn = `arn:aws:sns:eu-west-1:333333333333:small-alerts-high:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55`;
    const event = call("sns", name, { subscriptionArn, ...parameters }, { recipientAccountId: "333333333333" });
    expect([...new Set(judged(event).matches.flatMap((match) => match.topics))].sort()).toEqual(topics);
  });

  it("is claimed by a topic one of whose subscribers is taken away", () => {
    const judge = judgeOf(existingLandingZone("alerts: { emails: [one@example.com, two@example.com] }"));
    const subscriptionArn = `arn:aws:sns:eu-west-1:333333333333:small-alerts-high:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55`;
    const event = call("sns", "Unsubscribe", { subscriptionArn }, { recipientAccountId: "333333333333" });
    expect(judge(tested(event)).destroyed).toEqual([]);
  });

  it.each([
    ["topic", call("sns", "DeleteTopic", { topicArn: `arn:aws:sns:us-east-1:333333333333:${names.tamperingTopic}` })],
    ["bus", call("events", "DeleteEventBus", { name: names.tamperingBus })],
    ["rule", call("events", "DisableRule", { name: "small-detection-tampering", eventBusName: names.tamperingBus })],
  ])("is claimed by the alerts' topics alone when the %s of tampering is taken away", (_, event) => {
    const { matches } = judged(event);
    expect(matches.map(({ kind }) => kind).sort()).toEqual(["alarm", "rule"]);
    expect(new Set(matches.flatMap(({ topics }) => topics))).toEqual(new Set(["small-alerts-high"]));
  });

  it("is claimed by no rule when the role that forwards is deleted, and by no alarm when that of the trail is", () => {
    const deleted = (roleName: string) =>
      keysOf(judged(call("iam", "DeleteRole", { roleName }, { awsRegion: "us-east-1" })));
    expect(deleted(names.forwardingRole)).toEqual(["alarm accessChanges"]);
    expect(deleted(names.trailLogsRole)).toEqual(["rule accessTampering"]);
  });

  it("is not claimed by rules when the rule that forwards is deleted", () => {
    const event = call("events", "DeleteRule", { name: names.forwardingRule });
    expect(keysOf(judged(event)).filter((match) => match.startsWith("rule"))).toEqual([]);
  });
});
