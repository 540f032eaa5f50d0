// How tampering is reported, as the proof judges it, in landing zones of several shapes: of the calls that the proof looks at, and of
// the sample events of all alarms and rules besides. And that it finds fault with stacks that were weakened.
import { EVENT_RULES } from "../../config/detection";
import { ALARMS_BEYOND_CIS } from "../../config/detection/beyond-cis";
import { CARRIER_LOSSES } from "../../config/detection/carrier-losses";
import { API_CALL, CARRIERS, SERVICE_EVENT, SIGN_IN } from "../../config/detection/definition";
import type { AlarmDefinition, RuleDefinition } from "../../config/detection/definition";
import { SHARED_BY_WAYS } from "../../config/detection/shared-by-ways";
import type { LandingZone } from "../../config/landing-zone";
import { parseLandingZone } from "../../config/load";
import type { Block } from "../../proof/kinds";
import { synthesized } from "../../proof/stacks";
import type { SynthesizedStack } from "../../proof/stacks";
import { call } from "../../proof/told-twice/call";
import type { Tampering } from "../../proof/told-twice/call";
import { callsOnMembers, tamperingWith } from "../../proof/told-twice/calls";
import { faultOf, kindOf, mayBeShared, sharedBy } from "../../proof/told-twice/faults";
import { toldTwice } from "../../proof/told-twice";
import { failuresOfTelling } from "../../proof/told-twice/failures";
import type { Recorded } from "../../proof/told-twice/way";
import { waysOf } from "../../proof/told-twice/ways";
import { samplesOf } from "../config/detection/support";

const MANAGEMENT = "111111111111";
const LOG_ARCHIVE = "222222222222";
const AUDIT = "333333333333";
const HOME = "eu-west-1";
const GLOBAL = "us-east-1";

interface Shape {
  readonly regions: readonly string[];
  /** How member accounts get their baseline. */
  readonly deployment?: "stacksets" | "terraform";
  /** Who is notified: lines of YAML. @default - the e-mail address of the audit account */
  readonly alerts?: string;
  readonly detection?: string;
}

function landingZoneOf({ alerts, deployment = "terraform", detection, regions }: Shape): LandingZone {
  const yaml = [
    "name: example",
    `homeRegion: ${HOME}`,
    `regions: [${regions.join(", ")}]`,
    "organization: { id: o-exampleorgid, trustedServices: [], policyTypes: [] }",
    "accounts:",
    `  management: { id: "${MANAGEMENT}", email: management@example.com }`,
    `  logArchive: { id: "${LOG_ARCHIVE}", email: log-archive@example.com }`,
    `  audit: { id: "${AUDIT}", email: audit@example.com }`,
    `baseline: { deployment: ${deployment} }`,
    "trail: { dataEvents: { logBuckets: reads } }",
    // What the sample events call the bucket of Terraform's states.
    `state: { backend: s3, bucket: terraform-states, region: ${HOME} }`,
    ...(alerts === undefined ? [] : [`alerts: ${alerts}`]),
    ...(detection === undefined ? [] : [`detection: ${detection}`]),
  ];
  return parseLandingZone(yaml.join("\n"), "test.yaml").landingZone;
}

/** Alarms beyond CIS that are about something else than tampering: people who read logs as their work take nothing away. */
const NO_TAMPERING = ["logReadsByPeople", "securityGroupRuleChanges"];

/**
 * The sample events of all rules that are carried twice, and of the alarms beyond CIS, made to occur in a place that forwards.
 */
function samples(deployment: Shape["deployment"] = "terraform"): Tampering[] {
  const isThere = ({ onlyWith }: Pick<RuleDefinition, "onlyWith">): boolean =>
    [undefined, deployment].includes(onlyWith);
  const ofRules = Object.entries<RuleDefinition>(EVENT_RULES)
    .filter(([, { carriers = CARRIERS }]) => carriers.includes("tampering"))
    .filter(([, rule]) => isThere(rule))
    .map(([key]) => key);
  const ofAlarms = Object.entries<AlarmDefinition>(ALARMS_BEYOND_CIS)
    .filter(([, alarm]) => isThere(alarm))
    .map(([key]) => key);
  return [...ofRules, ...ofAlarms]
    .filter((key) => !NO_TAMPERING.includes(key))
    .flatMap((key) => samplesOf(key))
    .filter(({ isMatch }) => isMatch)
    .map(({ event, file }) => {
      const delivered = event as { detail?: Recorded["record"]; "detail-type"?: string };
      const record = delivered.detail ?? (event as Recorded["record"]);
      const isEvent = record.eventType === "AwsServiceEvent";
      const type =
        delivered["detail-type"] ??
        (isEvent ? SERVICE_EVENT : String(record.eventType).startsWith("AwsConsole") ? SIGN_IN : API_CALL);
      const region = record.awsRegion === GLOBAL ? GLOBAL : HOME;
      return { row: file, type, record, account: AUDIT, region, takes: [] };
    });
}

/** Why an event is reported by one way only: a closed list. */
const ONCE: ReadonlyMap<string, string> = new Map([
  ["cloudHsmCalls/match-hsm-created.json", "creates something new, and takes nothing away"],
  ["cloudHsmCalls/match-cluster-of-backup.json", "creates something new; that the backup was shared is reported twice"],
]);

const TWO_REGIONS: Shape = { regions: [HOME, "us-east-1"] };

describe.each<[what: string, shape: Shape, mayShare: string[]]>([
  ["three regions", { regions: ["eu-central-1", HOME, "us-east-1"] }, ["account", "source", "trail"]],
  ["a single region", { regions: [HOME] }, ["account", "region", "source", "trail"]],
  ["stack sets", { ...TWO_REGIONS, deployment: "stacksets" }, ["account", "source", "trail"]],
  [
    "stack sets, the region of global services not governed",
    { regions: ["eu-central-1", HOME], deployment: "stacksets" },
    ["account", "source", "trail"],
  ],
  [
    "chat channels alone",
    { ...TWO_REGIONS, alerts: "{ emails: [], slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }] }" },
    ["account", "source", "trail"],
  ],
])("in a landing zone of %s", (_, shape, mayShare) => {
  const landingZone = landingZoneOf(shape);
  const ways = waysOf(landingZone, synthesized(landingZone));

  it("tampering is reported by an alarm and a rule that share nothing, one of which it does not take away", async () => {
    const events = [...(await tamperingWith(landingZone, ways)), ...samples(shape.deployment)];
    expect(events.length).toBeGreaterThan(500);
    const faults = new Map(
      events.flatMap((event) => {
        const fault = faultOf(event, ways, mayBeShared(landingZone));
        return fault === undefined ? [] : [[event.row, fault.text] as const];
      }),
    );
    expect([...faults].filter(([row]) => !ONCE.has(row)).map(([row, fault]) => `${row}: ${fault}`)).toEqual([]);
    expect([...ONCE.keys()].filter((row) => !faults.has(row))).toEqual([]);
  });

  it("what takes a member of a way away is known to test-alarm as such", async () => {
    const events = await callsOnMembers(landingZone, ways);
    const kinds = new Set(ways.flatMap(({ members }) => [...members].map(kindOf)));
    for (const [name, { member }] of [...CARRIER_LOSSES].filter((loss) => kinds.has(loss[1].member))) {
      const [source = "", eventName = ""] = name.split(" ");
      const taken = events
        .filter(({ record }) => record.eventSource === source && record.eventName === eventName)
        .flatMap(({ takes }) => takes.map(kindOf));
      expect({ name, taken }).toEqual({ name, taken: expect.arrayContaining([member]) as string[] });
    }
    expect(kinds.has("stackSet")).toBe(shape.deployment === "stacksets");
  });

  it("all that both share is in the table, and each row of it is needed", () => {
    const alarm = ways.find(({ kind }) => kind === "alarm");
    const rule = ways.find(({ kind, name }) => kind === "rule" && name.endsWith("example-tampering"));
    const both = alarm && rule ? sharedBy(alarm, rule, []).map(kindOf) : [];
    // That a call is recorded where it is made no stack says.
    expect([...new Set([...both, "source"])].sort()).toEqual(mayShare);
    expect(mayBeShared(landingZone).sort()).toEqual(mayShare);
    expect([...SHARED_BY_WAYS.keys()]).toEqual(expect.arrayContaining(mayShare));
  });

  it.each([
    ["its topic", /^topic .*:example-tampering$/],
    ["its key", /^key .* alias\/example-tampering$/],
    ["its bus", /\/example-tampering$/],
  ])("the second carrier has %s to itself", (_what, pattern) => {
    const users = ways.filter(({ members }) => [...members].some((member) => pattern.test(member)));
    expect(new Set(users.map(({ kind }) => kind))).toEqual(new Set(["rule"]));
  });
});

describe("stacks that were weakened", () => {
  const landingZone = landingZoneOf(TWO_REGIONS);
  const stacks = synthesized(landingZone);
  const ways = waysOf(landingZone, stacks);
  const mayShare = mayBeShared(landingZone);
  const stopped = call("config", "StopConfigurationRecorder", {}, { account: AUDIT, region: HOME });

  const DISABLED = { state: "DISABLED" };
  const nothingMatched = '{"source":["none"]}';

  // prettier-ignore
  it.each<[what: string, stack: string, type: string, address: string, changed: Block | undefined, why: RegExp]>([
    ["a rule is disabled", "alerting", "aws_cloudwatch_event_rule", "tampering-rule-configTampering", DISABLED, /share something/],
    ["every such rule is disabled", "alerting", "aws_cloudwatch_event_rule", "rule-configTampering", DISABLED, /alerting\/aws_cloudwatch_event_rule\..*rule-configTampering is disabled/],
    ["rules match nothing", "alerting", "aws_cloudwatch_event_rule", "rule-configTampering", { event_pattern: nothingMatched }, /alone/],
    ["a pattern is none", "alerting", "aws_cloudwatch_event_rule", "rule-configTampering", { event_pattern: "{" }, /alone/],
    ["rules have no target", "alerting", "aws_cloudwatch_event_target", "rule-configTampering", undefined, /rule-configTampering notifies no topic/],
    ["events are not forwarded", "baseline-audit", "aws_cloudwatch_event_target", "example-tampering", undefined, /share something/],
    ["forwarding has no role", "baseline-audit", "aws_cloudwatch_event_target", "", { role_arn: undefined }, /baseline-audit\/aws_cloudwatch_event_target\.\S+ has no role/],
    ["forwarding is disabled", "baseline-audit", "aws_cloudwatch_event_rule", "security-events", DISABLED, /baseline-audit\/aws_cloudwatch_event_rule\.\S+ is disabled/],
    ["nobody is subscribed to the topic of tampering", "alerting", "aws_sns_topic_subscription", "tampering_", undefined, /share something/],
    ["subscribers of the topic of tampering get some messages only", "alerting", "aws_sns_topic_subscription", "tampering_", { filter_policy: "{}" }, /share something/],
    ["nobody is subscribed to the alert topics", "alerting", "aws_sns_topic_subscription", "alerts-", undefined, /nobody is subscribed to alerting\/aws_sns_topic\.alerts-/],
    ["subscribers of alerts get some messages only", "alerting", "aws_sns_topic_subscription", "alerts-", { filter_policy: "{}" }, /aws_sns_topic_subscription\.\S+ has a filter policy/],
    ["alarms notify nobody", "detection", "aws_cloudwatch_metric_alarm", "", { actions_enabled: false }, /the actions of detection\/aws_cloudwatch_metric_alarm\.\S+ are disabled/],
    ["alarms have no actions", "detection", "aws_cloudwatch_metric_alarm", "", { alarm_actions: [] }, /notifies nothing in place/],
    ["alarms notify another topic", "detection", "aws_cloudwatch_metric_alarm", "", { alarm_actions: ["arn:aws:sns:eu-west-1:999999999999:x"] }, /in place of an alert topic/],
    ["alarms wait for more", "detection", "aws_cloudwatch_metric_alarm", "", { threshold: 100 }, /does not go off at one event/],
    ["alarms wait longer", "detection", "aws_cloudwatch_metric_alarm", "", { evaluation_periods: 5 }, /waits for 5 periods/],
    ["filters match nothing", "detection", "aws_cloudwatch_log_metric_filter", "", { pattern: "{ $.eventName = none }" }, /alone/],
    ["a filter pattern is none", "detection", "aws_cloudwatch_log_metric_filter", "", { pattern: "{ $.eventName" }, /alone/],
    ["filters read another log group", "detection", "aws_cloudwatch_log_metric_filter", "", { log_group_name: "other" }, /does not read the trail's log group/],
  ])("are found fault with where %s", (_what, id, type, address, changed, why) => {
    const isChanged = (name: string): boolean => name.includes(address);
    const weakened = stacks.map((stack) => {
      const blocks = Object.entries(stack.resource[type] ?? {});
      const left = blocks
        .filter(([name]) => changed !== undefined || !isChanged(name))
        .map(([name, block]) => [name, isChanged(name) ? { ...block, ...changed } : block]);
      return stack.id === id
        ? { ...stack, resource: { ...stack.resource, [type]: Object.fromEntries(left) as Record<string, Block> } }
        : stack;
    });
    expect(JSON.stringify(weakened)).not.toBe(JSON.stringify(stacks));
    const fault = faultOf(stopped, waysOf(landingZone, weakened), mayShare);
    expect(`${fault?.call ?? ""} ${fault?.text ?? ""} ${fault?.why ?? ""}`).toMatch(why);
  });

  it("are not found fault with before", () => {
    expect(faultOf(stopped, ways, mayShare)).toBeUndefined();
  });

  it("are said to lack what the file has, where no resource shows why", async () => {
    const changed = stacks.map((stack) => {
      const { "alarm-configChanges": filter, ...filters } = stack.resource.aws_cloudwatch_log_metric_filter ?? {};
      const resource = { ...stack.resource, aws_cloudwatch_log_metric_filter: filters };
      return filter === undefined ? stack : { ...stack, resource };
    });
    const { faults, open } = await toldTwice(landingZone, changed);
    expect(open).toEqual([]);
    expect(failuresOfTelling(faults).map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^config:\w+ \(and \d+ more calls\): reported by example-config-tampering alone; no alarm reports it: detection\/alarm-configChanges: not there, or of another pattern$/,
      ),
    ]);
  });

  it("are what the file asks for where it leaves out an alarm or a rule, or makes one wait", async () => {
    const left = landingZoneOf({
      ...TWO_REGIONS,
      detection:
        "{ alarms: { configChanges: { disabled: true, reason: Somebody else looks }, topicChanges: { threshold: 9 } }, " +
        "rules: { deliveryTampering: { disabled: true, reason: Somebody else looks } } }",
    });
    const { faults, open } = await toldTwice(left, synthesized(left));
    expect(faults).toEqual([]);
    expect([...new Set(open.map(({ leftOut }) => leftOut))].sort()).toEqual([
      "configChanges",
      "deliveryTampering",
      "topicChanges",
    ]);
  });

  describe("by stack sets", () => {
    const withStackSets = landingZoneOf({ ...TWO_REGIONS, deployment: "stacksets" });
    const intact = synthesized(withStackSets);
    const changedBy = (changed: (template: string) => string): SynthesizedStack[] =>
      intact.map((stack) => {
        const sets = Object.entries(stack.resource.aws_cloudformation_stack_set ?? {}).map(([name, block]) => [
          name,
          { ...block, template_body: changed(String(block.template_body)) },
        ]);
        const made = Object.fromEntries(sets) as Record<string, Block>;
        return { ...stack, resource: { ...stack.resource, aws_cloudformation_stack_set: made } };
      });

    it.each<[what: string, changed: (template: string) => string, why: RegExp]>([
      [
        "the role that forwards may not put events on the bus",
        (text) => text.replaceAll("events:PutEvents", "events:ListRules"),
        /no stack set makes a role example-to-security-bus that may put events/,
      ],
      [
        "the rules are disabled",
        (text) => text.replaceAll('"EventPattern":', '"State":"DISABLED","EventPattern":'),
        /the rule \S+ of the stack set example-baseline\S* is disabled/,
      ],
      ["the rules have no target", (text) => text.replaceAll(/"Targets":\[[^\]]*\]/g, '"Targets":[]'), /alone/],
    ])("are found fault with where %s", (_what, changed, why) => {
      const weakened = changedBy(changed);
      expect(JSON.stringify(weakened)).not.toBe(JSON.stringify(changedBy((text) => text)));
      const fault = faultOf(stopped, waysOf(withStackSets, weakened), mayShare);
      expect(`${fault?.text ?? ""} ${fault?.why ?? ""}`).toMatch(why);
      expect(faultOf(stopped, waysOf(withStackSets, intact), mayShare)).toBeUndefined();
    });
  });

  it("are found fault with where nothing looks for key policies", () => {
    const put = call("kms", "PutKeyPolicy", { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }, stopped);
    expect(faultOf(put, ways, mayShare)).toBeUndefined();
    const without = ways.filter(({ name }) => !name.includes("key-policy"));
    expect(faultOf(put, without, mayShare)).toMatchObject({ way: "alarm", text: "reported by nothing alone" });
  });

  it("are found fault with where no rule notifies the topic of tampering, and where nothing reports", () => {
    const without = ways.filter(({ name }) => !name.endsWith("example-tampering"));
    expect(faultOf(stopped, without, mayShare)?.text).toContain("all ways share something: ");
    expect(faultOf(stopped, [], [])?.text).toBe("reported by nothing alone");
  });

  it("are found fault with where a call takes both ways away, and where a region is shared and must not be", () => {
    const all = [...new Set(ways.flatMap(({ members }) => [...members]))];
    expect(faultOf({ ...stopped, takes: all }, ways, mayShare)?.text).toContain("takes both of its ways");
    const single = landingZoneOf({ regions: [HOME] });
    expect(faultOf(stopped, waysOf(single, synthesized(single)), mayShare)?.text).toContain(`region ${HOME}`);
  });

  it("leave samples out only where there are some", () => {
    const keys = [...Object.keys(EVENT_RULES), ...Object.keys(ALARMS_BEYOND_CIS)];
    expect(NO_TAMPERING.filter((key) => !keys.includes(key))).toEqual([]);
  });
});
