import { GLOBAL_REGIONS } from "../../aws/regions";
import {
  ALIAS_CHANGES,
  BUCKET_RECONFIGURATION,
  CONFIG_TAMPERING,
  KEY_STORE_TAMPERING,
  LOG_ACCOUNT_TAMPERING,
  ORGANIZATION_TAMPERING,
  TRAIL_TAMPERING,
} from "../../aws/tampering";
import { LEFT_OPEN_ON } from "../../config/guardrails/left-open";
import type { LandingZone } from "../../config/landing-zone";
import { call } from "./call";
import type { Place, Tampering } from "./call";
import { changesOf, reportedChanges } from "./our-kinds";
import type { OurKind } from "./our-kinds";
import type { Way } from "./way";

/** How subscribers are told less, or nothing: calls that name the subscription. */
const SUBSCRIPTION_CHANGES = ["SetSubscriptionAttributes", "Unsubscribe"];

/** Names that AWS gives to keys and subscriptions. */
const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const SUBSCRIPTION_ID = "2bcfbf39-05c3-41de-beaa-fcfcc21c8f55";

/** Every call that is tampering: with what ways go through, and with all else. */
export async function tamperingWith(landingZone: LandingZone, ways: readonly Way[]): Promise<Tampering[]> {
  return [...(await callsOnMembers(landingZone, ways)), ...(await otherCalls(landingZone))];
}

/** Whatever is done to anything that a way goes through: it is taken to take that away, even where it may only change it. */
export async function callsOnMembers(landingZone: LandingZone, ways: readonly Way[]): Promise<Tampering[]> {
  const changes = await changesOfMembers();
  const { audit, homeRegion, management, partition } = landingZone;
  const inManagement: Place = { account: management.id, region: homeRegion };
  const inAudit = (region = homeRegion): Place => ({ account: audit.id ?? "", region });
  const members = [...new Set(ways.flatMap((way) => [...way.members]))];
  return members.flatMap((member): Tampering[] => {
    const [kind = "", first = "", second = "", third = ""] = member.split(" ");
    const takes = [member];
    const regionOf = (arn: string): string | undefined => arn.split(":")[3];
    const onRule = (name: string, bus: string, place: Place): Tampering[] =>
      changes.rules.map((eventName) =>
        call("events", eventName, { name, ...(bus === "" ? {} : { eventBusName: bus }) }, { ...place, takes }),
      );
    switch (kind) {
      case "logGroup":
        return changes.logGroups.map((name) => call("logs", name, { logGroupName: first }, { ...inManagement, takes }));
      case "metricFilter":
        return changes.metricFilters.map((name) =>
          call("logs", name, { logGroupName: first, filterName: second }, { ...inManagement, takes }),
        );
      case "alarm":
        return changes.alarms.map((name) =>
          call("monitoring", name, { alarmNames: [first] }, { ...inManagement, takes }),
        );
      case "topic":
        return changes.topics.map((name) =>
          call("sns", name, { topicArn: first }, { ...inAudit(regionOf(first)), takes }),
        );
      case "bus":
        return changes.rules.map((name) =>
          call(
            "events",
            name,
            { name: first.split("/")[1], eventBusName: first },
            { ...inAudit(regionOf(first)), takes },
          ),
        );
      case "rule":
        return onRule(second, first.split("/")[1] ?? "", inAudit(regionOf(first)));
      case "forwardingRule":
        return onRule(third, "", { account: first, region: second });
      case "key": {
        const place = { account: first, region: second, takes };
        return [
          ...changes.keys.map((name) => call("kms", name, { keyId: KEY_ID }, place)),
          ...ALIAS_CHANGES.map((action) => call("kms", nameOf(action), { aliasName: third }, place)),
        ];
      }
      case "subscription":
        return SUBSCRIPTION_CHANGES.map((name) =>
          call("sns", name, { subscriptionArn: `${first}:${SUBSCRIPTION_ID}` }, { ...inAudit(regionOf(first)), takes }),
        );
      case "stackSet":
        return changes.stackSets.map((name) =>
          call("cloudformation", name, { stackSetName: first }, { ...inManagement, takes }),
        );
      case "role":
        return changes.roles.map((name) =>
          call("iam", name, { roleName: second }, { account: first, region: GLOBAL_REGIONS[partition], takes }),
        );
      case "trail":
        // The row of what both ways share.
        return TRAIL_TAMPERING.map((name) => call("cloudtrail", name, { name: first }, inManagement));
      default:
        return [];
    }
  });
}

/** Names of calls that change a member, by its kind. */
async function changesOfMembers() {
  const logs = await reportedChanges("logGroups");
  const ofFilters = (name: string): boolean => name.endsWith("MetricFilter");
  return {
    logGroups: logs.filter((name) => !ofFilters(name)),
    metricFilters: logs.filter(ofFilters),
    alarms: await reportedChanges("alarms"),
    rules: await reportedChanges("eventRules"),
    topics: await reportedChanges("topics"),
    keys: await keyChanges(),
    // Passing a role changes nothing of it.
    roles: (await changesOf("iam", ["role"])).filter((name) => name !== "PassRole"),
    // CloudFormation tags stack sets by other calls.
    stackSets: await changesOf("cloudformation", ["stackset"], /Write|Permissions management/),
  };
}

/** What is done to keys but what the guardrails leave open, what names an alias, and what is no call. */
async function keyChanges(): Promise<string[]> {
  const left = LEFT_OPEN_ON.key.flatMap(({ actions }): readonly string[] => actions);
  const named = ALIAS_CHANGES.map(nameOf);
  return (await changesOf("kms", ["key"])).filter(
    (name) => ![...left, ...named, "SynchronizeMultiRegionKey"].includes(name),
  );
}

/** Tampering with what no way goes through. */
async function otherCalls({ audit, homeRegion, management, names, partition }: LandingZone): Promise<Tampering[]> {
  const named: [OurKind, string, object][] = [
    ["queues", "sqs", { queueName: names.tamperingDeadLetterQueue }],
    ["functions", "lambda", { functionName: names.trailProbe }],
    ["streams", "firehose", { deliveryStreamName: names.findingStream }],
  ];
  const here: Place = { account: audit.id ?? "", region: homeRegion };
  const globally: Place = { account: management.id, region: GLOBAL_REGIONS[partition] };
  const ofKinds = await Promise.all(
    named.map(async ([kind, service, parameters]) =>
      (await reportedChanges(kind)).map((name) => call(service, name, parameters, here)),
    ),
  );
  return [
    ...ofKinds.flat(),
    ...Object.values(CONFIG_TAMPERING)
      .flat()
      .map((name) => call("config", name, {}, here)),
    ...KEY_STORE_TAMPERING.map((name) => call("kms", name, { customKeyStoreId: "cks-1" }, here)),
    ...ORGANIZATION_TAMPERING.map((name) => call("organizations", name, {}, globally)),
    ...LOG_ACCOUNT_TAMPERING.map((name) =>
      call(
        "logs",
        name,
        { policyName: "all" },
        { account: management.id, region: homeRegion, takes: [`logGroup ${names.trailLogGroup}`] },
      ),
    ),
    ...BUCKET_RECONFIGURATION.map((action) => call("s3", nameOf(action), { bucketName: names.trailBucket }, here)),
    call("ec2", "DeleteFlowLogs", {}, here),
  ];
}

function nameOf(action: string): string {
  return action.slice(action.indexOf(":") + 1);
}
