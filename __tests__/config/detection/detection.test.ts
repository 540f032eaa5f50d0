import { ALARMS, EVENT_RULES } from "../../../config/detection";
import { controlsOf } from "../../../config/detection/cis-controls";
import { CIS_VERSIONS, VARIANTS } from "../../../config/detection/definition";
import type { AlarmDefinition, CisVersion, RuleDefinition } from "../../../config/detection/definition";
import { HEALTH_ALARMS } from "../../../config/detection/health";
import type { HealthAlarmDefinition } from "../../../config/detection/health";
import { hostAlarmPattern } from "../../../config/detection/host-alarms";
import { LONGEST_EVENT_PATTERN } from "../../../patterns/event-pattern";
import {
  CHECK_NAMES,
  trustedAdvisorForwarding,
  trustedAdvisorPatterns,
} from "../../../config/detection/trusted-advisor";
import type { TrustedAdvisorChoice } from "../../../config/detection/trusted-advisor";
import { TRUSTED_ADVISOR_CATEGORIES, TRUSTED_ADVISOR_CHECKS } from "../../../aws/trusted-advisor-checks";
import { union } from "../../../config/detection/union";
import { hostAlarmPrefix } from "../../../config/names";
import { matchesEventPattern, parseEventPattern } from "../../../patterns/event-pattern";
import { LONGEST_FILTER_PATTERN, parseFilterPattern } from "../../../patterns/filter-pattern";
import { INPUT, LONGEST_INPUT } from "./support";

const alarms = Object.entries<AlarmDefinition>(ALARMS);
const rules = Object.entries<RuleDefinition>(EVENT_RULES);

/** https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html: other texts fail the control. */
const SECURITY_HUB: Readonly<Record<string, string>> = {
  "CloudWatch.1":
    '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  "CloudWatch.2": '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  "CloudWatch.3":
    '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  "CloudWatch.4":
    "{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}",
  "CloudWatch.5":
    "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
  "CloudWatch.6": '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  "CloudWatch.7":
    "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
  "CloudWatch.8":
    "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}",
  "CloudWatch.9":
    "{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}",
  "CloudWatch.10":
    "{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}",
  "CloudWatch.11":
    "{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}",
  "CloudWatch.12":
    "{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}",
  "CloudWatch.13":
    "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}",
  "CloudWatch.14":
    "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || ($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || ($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}",
};

describe.each(alarms)("the alarm %s", (_, { advice, patterns, title, tunedThreshold }) => {
  it.each(VARIANTS)(
    "has a filter pattern that CloudWatch Logs takes, whatever the landing zone is called: %s",
    (variant) => {
      const pattern = patterns[variant](LONGEST_INPUT);
      expect(() => parseFilterPattern(pattern)).not.toThrow();
      expect(pattern.length).toBeLessThanOrEqual(LONGEST_FILTER_PATTERN);
    },
  );

  it("says what happened and what to do", () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(advice).toMatch(/^[A-Z].*\.$/);
    expect(tunedThreshold ?? 2).toBeGreaterThan(1);
  });
});

describe("Security Hub's controls", () => {
  it("are each of one alarm", () => {
    const controls = alarms.flatMap(([, { securityHub }]) => securityHub ?? []);
    expect(controls.sort()).toEqual(Object.keys(SECURITY_HUB).sort());
  });

  it.each(alarms.filter(([, { securityHub }]) => securityHub !== undefined))(
    "are demanded to the letter: %s",
    (_, { patterns, securityHub = "" }) => {
      expect(patterns.exact(INPUT)).toBe(SECURITY_HUB[securityHub]);
    },
  );
});

describe("the controls of CIS AWS Foundations", () => {
  const controls = (version: CisVersion) =>
    alarms.flatMap(([, alarm]) => controlsOf(alarm, version)).filter((control) => control.startsWith("CIS"));
  const numbered = (version: CisVersion, section: number): string[] =>
    Array.from({ length: 15 }, (_, index) => `CIS ${version} ${section}.${index + 1}`);

  it.each<[CisVersion, number]>([
    ["1.4", 4],
    ["3.0", 4],
  ])("are fifteen, each of one alarm: %s", (version, section) => {
    expect(controls(version)).toEqual(numbered(version, section));
  });

  it.each<[CisVersion, number]>([
    ["5.0", 4],
    ["7.0", 5],
  ])("have rules of security groups that are modified in place in item 10 besides: %s", (version, section) => {
    expect(controls(version)).toEqual([...numbered(version, section), `CIS ${version} ${section}.10`]);
  });

  it.each(CIS_VERSIONS)("are before Security Hub's, which are of no version: %s", (version) => {
    const section = version === "7.0" ? 5 : 4;
    expect(controlsOf(ALARMS.rootLogin, version)).toEqual([`CIS ${version} ${section}.3`, "CloudWatch.1"]);
    expect(controlsOf(ALARMS.organizationChanges, version)).toEqual([`CIS ${version} ${section}.15`]);
    expect(controlsOf(ALARMS.filterChanges, version)).toEqual([]);
  });
});

describe.each(rules)("the rule %s", (_, { advice, pattern, title }) => {
  it("has an event pattern that EventBridge takes, whatever the landing zone is called", () => {
    expect(() => parseEventPattern(pattern(LONGEST_INPUT))).not.toThrow();
    expect(JSON.stringify(pattern(LONGEST_INPUT)).length).toBeLessThanOrEqual(LONGEST_EVENT_PATTERN);
  });

  it("says what happened and what to do", () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(advice).toMatch(/^[A-Z].*\.$/);
  });
});

describe("the rule on alarms of hosts", () => {
  const pattern = parseEventPattern(hostAlarmPattern(hostAlarmPrefix("example")));
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
  const event = (alarmName: string, value: string) => ({
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    detail: { alarmName, state: { value }, previousState: { value: "ALARM" } },
  });

  it.each([
    ["example-hosts-memory", "ALARM", true],
    ["example-hosts-memory", "OK", false],
    ["example-hosts-memory", "INSUFFICIENT_DATA", false],
    ["example-root-login", "ALARM", false],
    ["shop-hosts-memory", "ALARM", false],
  ])("reports those that are triggered: %s in state %s", (alarmName, state, isReported) => {
    expect(matchesEventPattern(pattern, event(alarmName, state))).toBe(isReported);
  });
});

describe("advice of Trusted Advisor", () => {
  const choice = (chosen: Partial<TrustedAdvisorChoice>): TrustedAdvisorChoice => ({
    statuses: ["ERROR", "WARN"],
    categories: [],
    checks: [],
    ...chosen,
  });
  const checksIn = (chosen: Partial<TrustedAdvisorChoice>): [string, string[]][] =>
    [...trustedAdvisorPatterns(choice(chosen))].map(([key, { detail }]) => [
      key,
      (detail as { "check-name": string[] })["check-name"],
    ]);
  const keys = (chosen: Partial<TrustedAdvisorChoice>): string[] => checksIn(chosen).map(([key]) => key);

  it.each([
    ["every category", choice({ categories: TRUSTED_ADVISOR_CATEGORIES })],
    ["every check", choice({ checks: CHECK_NAMES })],
    ["every check of one status", choice({ checks: CHECK_NAMES, statuses: ["WARN"] })],
  ])("has patterns that EventBridge takes, and as many as it needs: %s", (_, chosen) => {
    const patterns = [...trustedAdvisorPatterns(chosen).values()];
    for (const pattern of patterns) {
      expect(() => parseEventPattern(pattern)).not.toThrow();
      expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(LONGEST_EVENT_PATTERN);
    }
    expect(checksIn(chosen).flatMap(([, checks]) => checks)).toEqual(CHECK_NAMES);
  });

  it("names each category's rules, and numbers the second and what follows", () => {
    // prettier-ignore
    expect(keys({ categories: TRUSTED_ADVISOR_CATEGORIES })).toEqual([
      "trustedAdvisorCostOptimizing", "trustedAdvisorCostOptimizing2",
      "trustedAdvisorPerformance", "trustedAdvisorPerformance2",
      "trustedAdvisorSecurity",
      "trustedAdvisorFaultTolerance", "trustedAdvisorFaultTolerance2", "trustedAdvisorFaultTolerance3",
      "trustedAdvisorOperationalExcellence", "trustedAdvisorServiceLimits",
    ]);
  });

  it("is of single checks besides, once, unless their category is reported anyway", () => {
    const [mfa, idle] = ["MFA on Root Account", "Low Utilization Amazon EC2 Instances"];
    expect(checksIn({ checks: [mfa, idle, mfa] })).toEqual([["trustedAdvisorChecks", [mfa, idle]]]);
    expect(checksIn({ categories: ["security"], checks: [mfa, idle] })).toEqual([
      ["trustedAdvisorSecurity", TRUSTED_ADVISOR_CHECKS.security],
      ["trustedAdvisorChecks", [idle]],
    ]);
    expect(keys({ categories: ["security"], checks: [mfa] })).toEqual(["trustedAdvisorSecurity"]);
    expect(keys({})).toEqual([]);
  });

  it("has the statuses that are chosen, also where it is forwarded", () => {
    const [pattern] = trustedAdvisorPatterns(choice({ categories: ["security"], statuses: ["ERROR"] })).values();
    expect(pattern?.detail).toMatchObject({ status: ["ERROR"] });
    expect(trustedAdvisorForwarding(["WARN"])).toEqual({
      source: ["aws.trustedadvisor"],
      "detail-type": ["Trusted Advisor Check Item Refresh Notification"],
      detail: { status: ["WARN"] },
    });
  });

  it("knows each check once", () => {
    expect(new Set(CHECK_NAMES).size).toBe(CHECK_NAMES.length);
  });
});

describe("one pattern for several", () => {
  const type = "AWS API Call via CloudTrail";
  const call = (name: string) => ({ source: [name], "detail-type": [type], detail: { eventName: [name] } });
  const rest = (name: string) => ({ source: [name], detail: { eventName: [name] } });
  const signIn = { source: ["c"], "detail-type": ["sign-in"] };
  const untyped = (name: string) => ({ source: [name] });
  const either = (...names: string[]) => ({ "detail-type": [type], $or: names.map(rest) });

  it.each([
    ["none of none", [], undefined],
    ["the only one", [call("a")], call("a")],
    ["of one kind", [call("a"), call("b")], either("a", "b")],
    ["of two kinds", [call("a"), signIn], { $or: [call("a"), signIn] }],
    ["of several kinds, in whatever order", [call("a"), signIn, call("b")], { $or: [either("a", "b"), signIn] }],
    ["of alternatives, which need no level of their own", [either("a", "b"), call("c")], either("a", "b", "c")],
    ["of no kind", [untyped("a"), untyped("b")], { $or: [untyped("a"), untyped("b")] }],
  ])("is %s", (_, patterns, expected) => {
    const text = union(patterns);
    expect(text === undefined ? undefined : JSON.parse(text)).toEqual(expected);
  });
});

describe("the alarms on the detection itself", () => {
  it.each(Object.entries<HealthAlarmDefinition>(HEALTH_ALARMS))("look at what is deployed: %s", (_, { metric }) => {
    const { names } = INPUT;
    const deployed = [
      names.trailLogGroup,
      names.deliveryDeadLetterQueue,
      names.securityDeadLetterQueue,
      names.tamperingDeadLetterQueue,
    ];
    expect(deployed).toEqual(expect.arrayContaining(Object.values(metric(names).dimensions)));
  });

  it("are triggered when the trail is silent, and where there is no data as well", () => {
    expect(HEALTH_ALARMS.trailSilent.metric(INPUT.names)).toMatchObject({
      comparison: "<",
      threshold: 1,
      missingData: "breaching",
    });
  });
});
