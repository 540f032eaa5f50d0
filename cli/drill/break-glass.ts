import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, paginateDescribeMetricFilters } from "@aws-sdk/client-cloudwatch-logs";
import type { MetricFilter } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeRuleCommand, EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { ENABLED_WITH_READS } from "../../aws/event-rule-state";
import type { Account } from "../../config/accounts/settings";
import { API_CALL, CARRIERS } from "../../config/detection/definition";
import type { Carrier } from "../../config/detection/definition";
import type { LandingZone } from "../../config/landing-zone";
import { matchesEventPattern, parseEventPattern } from "../../patterns/event-pattern";
import { matchesFilterPattern, parseFilterPattern } from "../../patterns/filter-pattern";
import { forwardedEvents } from "../../stacks/event-forwarding";
import type { AccountClients } from "../../terraform/account-clients";
import { listenTo } from "./listener";
import type { Listener } from "./listener";
import { equip } from "./person";
import type { Person } from "./person";
import type { Entry, Protocol, Way } from "./protocol";
import { accountOf, assumedRoleRecord } from "./record";

/**
 * Keys of what reports that the role was assumed: the rule by each of its carriers, of which that of tampering and the alarm have
 * nothing in common but CloudTrail.
 */
const ALARM = "breakGlassUse";
const RULE = "breakGlassAssumed";
const SESSION = "drill";

export interface Drill {
  readonly landingZone: LandingZone;
  readonly clients: AccountClients;
  /** Whose role is assumed. */
  readonly account: Account;
  /** The time of the AWS that is asked. */
  readonly now: () => Promise<Date>;
  readonly onEntry: (entry: Entry) => void;
}

type CloudTrailRecord = Readonly<Record<string, unknown>>;

/**
 * Assumes the break-glass role as somebody who may would do it, makes one harmless call, and follows the record of it on all
 * ways to the topics: over the rules that are deployed, and by the metric filter and alarm that are.
 */
export async function drillBreakGlass(drill: Drill): Promise<Protocol> {
  const { account, clients, landingZone } = drill;
  const { breakGlass, homeRegion, partition } = landingZone;
  const entries: Entry[] = [];
  const note = async (what: string, ok = true): Promise<void> => {
    const entry = { time: (await drill.now()).toISOString(), what, ok };
    entries.push(entry);
    drill.onEntry(entry);
  };
  const roleArn = `arn:${partition}:iam::${await clients.accountId(account)}:role/${breakGlass.role}`;
  const { home, ...who } = await personOf(drill);
  const listeners = await listenersOf(drill);
  let person: Person | undefined;
  try {
    person = await equip(await clients.settings(home), { ...who, roleArn, now: drill.now });
    await note(`${person.arn} has an access key and the MFA device ${person.serialNumber}`);
    const record = await assume(drill, { person, roleArn, note });
    const since = performance.now();
    const ways = record === undefined ? [] : await waysOf(drill, record, listeners);
    for (const { by, details, name, reports } of ways) {
      await note(`${by} ${name}: ${details}`, reports);
    }
    return {
      drill: "break-glass",
      account: account.slug,
      region: homeRegion,
      role: breakGlass.role,
      person: person.arn,
      entries,
      ways: ways.map(({ heardAt, ...way }) => ({
        ...way,
        ...(heardAt === undefined ? {} : { seconds: Math.round((heardAt - since) / 100) / 10 }),
      })),
    };
  } finally {
    await person?.leave();
    for (const listener of listeners.values()) {
      await listener.stop();
    }
  }
}

/** An IAM user whom the role trusts: one that the file names, or else one made where IAM policies say who may. */
async function personOf({
  clients,
  landingZone: { accounts, breakGlass, management, name },
}: Drill): Promise<{ home: Account; isMade: boolean; userName: string }> {
  const { trustedUsers } = breakGlass;
  const user = trustedUsers.find((arn) => arn.includes(":user/"));
  const id = accountOf(user ?? trustedUsers[0] ?? "");
  let home: Account = management;
  for (const account of accounts) {
    if ((await clients.accountId(account)) === id) {
      home = account;
    }
  }
  return user === undefined
    ? { home, isMade: true, userName: `${name}-drill` }
    : { home, isMade: false, userName: user.replace(/^.*\//, "") };
}

/** Who listens, by the names of topics. */
type Listeners = ReadonlyMap<string, Listener>;

/** Somebody at each topic that is told, whichever severity the file gives alarm and rule. */
async function listenersOf({ clients, landingZone }: Drill): Promise<Listeners> {
  const { alerts, audit, detection, homeRegion, name, partition } = landingZone;
  const severities = [
    detection.alarms.find(({ key }) => key === ALARM)?.severity,
    detection.rules.find(({ key }) => key === RULE)?.severity,
  ];
  const topics: { end: string; region: string; topicName: string }[] = [
    ...[...new Set(severities)].flatMap((severity) =>
      severity === undefined ? [] : { end: severity, region: homeRegion, topicName: alerts.routes[severity].topicName },
    ),
    { ...alerts.tampering, end: "tampering" },
  ];
  const accountId = await clients.accountId(audit);
  const listeners = new Map<string, Listener>();
  for (const { end, region, topicName } of topics) {
    const settings = await clients.settings(audit, region);
    const topicArn = `arn:${partition}:sns:${region}:${accountId}:${topicName}`;
    listeners.set(topicName, await listenTo(settings, topicArn, `${name}-drill-${end}`));
  }
  return listeners;
}

/** One after the other: over each carrier that the rule has, and by the alarm. */
async function waysOf(drill: Drill, record: CloudTrailRecord, listeners: Listeners): Promise<HeardWay[]> {
  const ways: HeardWay[] = [];
  for (const carrier of CARRIERS) {
    ways.push(await byEvent(drill, record, listeners, carrier));
  }
  return [...ways, await byAlarm(drill, record, listeners)];
}

/** The record of the role that was assumed; nothing where it could not be. */
async function assume(
  { clients, landingZone: { homeRegion }, account, now }: Drill,
  { note, person, roleArn }: { note: (what: string, ok?: boolean) => Promise<void>; person: Person; roleArn: string },
): Promise<CloudTrailRecord | undefined> {
  const { endpoint, region } = await clients.settings(account);
  const sts = new STSClient({ endpoint, region, credentials: person.credentials });
  const asked = { RoleArn: roleArn, RoleSessionName: SESSION, DurationSeconds: 3600 };
  const refusal = await refusalOf(sts.send(new AssumeRoleCommand(asked)));
  await note(
    refusal === undefined ? "the role was assumed WITHOUT MFA" : `without MFA the role is not assumed: ${refusal}`,
    refusal === "AccessDenied",
  );
  const time = await now();
  try {
    const mfa = { SerialNumber: person.serialNumber, TokenCode: person.code(time) };
    const { $metadata, AssumedRoleUser, Credentials } = await sts.send(new AssumeRoleCommand({ ...asked, ...mfa }));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = Credentials ?? {};
    const sessionArn = AssumedRoleUser?.Arn ?? "";
    await note(`with MFA it is: ${sessionArn}`);
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const { Arn } = await new STSClient({ endpoint, region, credentials }).send(new GetCallerIdentityCommand({}));
    await note(`one harmless call, sts:GetCallerIdentity: ${Arn ?? "nobody"}`, Arn === sessionArn);
    return assumedRoleRecord({
      time,
      region: homeRegion,
      userArn: person.arn,
      accessKeyId: person.credentials.accessKeyId,
      roleArn,
      sessionName: SESSION,
      serialNumber: person.serialNumber,
      answered: { sessionArn, accessKeyId: AccessKeyId, requestId: $metadata.requestId ?? "" },
    });
  } catch (error) {
    await note(`with MFA the role is not assumed: ${String(error)}`, false);
    return undefined;
  }
}

async function refusalOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

interface HeardWay extends Omit<Way, "seconds"> {
  readonly heardAt?: number;
}

/** Over the rule that forwards, in the account of the role, and the rule on the bus of a carrier. */
async function byEvent(
  drill: Drill,
  record: CloudTrailRecord,
  listeners: Listeners,
  carrier: Carrier,
): Promise<HeardWay> {
  const { account, clients, landingZone } = drill;
  const { alerts, audit, detection, homeRegion, names } = landingZone;
  const rule = detection.rules.find(({ key }) => key === RULE);
  const by = "event rule";
  const silent = (details: string): HeardWay => ({ by, name: rule?.ruleName ?? RULE, reports: false, details });
  if (rule === undefined) {
    return silent("detection.rules disables it");
  }
  const { busName, region, topicName } =
    carrier === "alerts"
      ? { ...alerts.routes[rule.severity], busName: names.securityBus, region: homeRegion }
      : { ...alerts.tampering, busName: names.tamperingBus };
  const events = new EventBridgeClient(await clients.settings(account));
  const bus = new EventBridgeClient(await clients.settings(audit, region));
  const delivered = { source: "aws.sts", "detail-type": API_CALL, detail: record };
  const forwarder = forwardedEvents(landingZone).find((one) => one.key === "reads" && one.region === homeRegion);
  const deployed = [
    [events, { Name: forwarder?.ruleName ?? names.forwardingRule }, account.slug],
    [bus, { Name: rule.ruleName, EventBusName: busName }, audit.slug],
  ] as const;
  for (const [client, which, slug] of deployed) {
    const { EventPattern = "{}", State } = await client.send(new DescribeRuleCommand(which));
    const reason = matchesEventPattern(parseEventPattern(JSON.parse(EventPattern)), delivered)
      ? State === ENABLED_WITH_READS
        ? undefined
        : `is in the state ${String(State)}, in which calls that only read do not reach it`
      : "does not match the record";
    if (reason !== undefined) {
      return silent(`the rule ${which.Name} of ${slug} ${reason}`);
    }
  }
  const entry = { Source: delivered.source, DetailType: delivered["detail-type"], Detail: JSON.stringify(record) };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  const isHeard = await listeners.get(topicName)?.hears(String(record.eventID));
  return isHeard === true
    ? {
        by,
        name: rule.ruleName,
        reports: true,
        details: `heard from the topic ${topicName}`,
        heardAt: performance.now(),
      }
    : silent(`nothing was heard from the topic ${topicName}`);
}

/** By the filter on the trail's log group: that it matches is computed, and the alarm on its metric is set off by hand. */
async function byAlarm(drill: Drill, record: CloudTrailRecord, listeners: Listeners): Promise<HeardWay> {
  const { clients, landingZone } = drill;
  const { alerts, detection, management, names } = landingZone;
  const alarm = detection.alarms.find(({ key }) => key === ALARM);
  const by = "alarm";
  const silent = (details: string): HeardWay => ({ by, name: alarm?.alarmName ?? ALARM, reports: false, details });
  if (alarm === undefined) {
    return silent("detection.alarms disables it");
  }
  const settings = await clients.settings(management);
  const filter = await filterOf(new CloudWatchLogsClient(settings), names.trailLogGroup, alarm.metricName);
  if (filter === undefined) {
    return silent(`the log group ${names.trailLogGroup} has no filter for its metric ${alarm.metricName}`);
  }
  if (!matchesFilterPattern(parseFilterPattern(filter.filterPattern ?? ""), JSON.stringify(record))) {
    return silent(`the filter ${filter.filterName ?? ""} does not match the record`);
  }
  const cloudWatch = new CloudWatchClient(settings);
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [alarm.alarmName] }));
  const reason = deafness(MetricAlarms[0], filter);
  if (reason !== undefined) {
    return silent(reason);
  }
  const state = { AlarmName: alarm.alarmName, StateReason: "Drill: landing-zone drill break-glass" };
  await cloudWatch.send(new SetAlarmStateCommand({ ...state, StateValue: "ALARM" }));
  const { topicName } = alerts.routes[alarm.severity];
  const isHeard = await listeners.get(topicName)?.hears(alarm.alarmName);
  const heardAt = performance.now();
  await cloudWatch.send(new SetAlarmStateCommand({ ...state, StateValue: "OK" }));
  return isHeard === true
    ? { by, name: alarm.alarmName, reports: true, details: `heard from the topic ${topicName}`, heardAt }
    : silent(`nothing was heard from the topic ${topicName}`);
}

async function filterOf(
  client: CloudWatchLogsClient,
  logGroupName: string,
  metricName: string,
): Promise<MetricFilter | undefined> {
  for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client }, { logGroupName })) {
    const found = metricFilters.find(({ metricTransformations = [] }) =>
      metricTransformations.some((transformation) => transformation.metricName === metricName),
    );
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Why an alarm would not tell of one record that the filter counts. */
function deafness(alarm: MetricAlarm | undefined, { metricTransformations = [] }: MetricFilter): string | undefined {
  if (alarm === undefined) {
    return "there is no such alarm";
  }
  const isOnMetric = metricTransformations.some(
    ({ metricName, metricNamespace }) => metricName === alarm.MetricName && metricNamespace === alarm.Namespace,
  );
  if (!isOnMetric) {
    return `looks at ${alarm.Namespace ?? ""} ${alarm.MetricName ?? ""}, which the filter does not count`;
  }
  if (alarm.ActionsEnabled === false) {
    return "its actions are disabled";
  }
  return (alarm.Threshold ?? 1) > 1 ? `takes ${String(alarm.Threshold)} uses within five minutes` : undefined;
}
