import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import { SEVERITIES } from "../../config/detection/severity";
import type { LandingZone } from "../../config/landing-zone";
import { hostAlarmPrefix } from "../../config/names";
import type { AccountClients } from "../../terraform/account-clients";

/** What SNS calls the ARN of a subscription that nobody has confirmed yet. */
const PENDING = "PendingConfirmation";

export interface AlarmState {
  /** Slug of the account in the landing zone. */
  readonly account: string;
  readonly name: string;
  /** ARNs of the topics that it notifies. */
  readonly actions: readonly string[];
  /** Whether EventBridge forwards its changes of state, so that it needs no topic. */
  readonly byEvent: boolean;
}

export interface SubscriptionState {
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** Whether the subscriber has yet to confirm, and gets nothing until then. */
  readonly pending: boolean;
}

/** The alarms of the regions that topics are in, in the accounts that have some, by account and name. */
export async function readAlarms(landingZone: LandingZone, clients: AccountClients): Promise<AlarmState[]> {
  const { alerts, audit, homeRegion, management, name } = landingZone;
  const alarms: AlarmState[] = [];
  const places = [
    [management, homeRegion],
    [audit, homeRegion],
    ...(alerts.tampering.region === homeRegion ? [] : ([[audit, alerts.tampering.region]] as const)),
  ] as const;
  for (const [account, region] of places) {
    const client = new CloudWatchClient(await clients.settings(account, region));
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, {})) {
      for (const { AlarmActions = [], AlarmName = "" } of MetricAlarms) {
        const byEvent = AlarmName.startsWith(hostAlarmPrefix(name));
        alarms.push({ account: account.slug, name: AlarmName, actions: AlarmActions, byEvent });
      }
    }
  }
  return alarms.sort((a, b) => byText(b.account, a.account) || byText(a.name, b.name));
}

/** Who subscribes to the alert topics, most urgent topic first, and to that of tampering. */
export async function readSubscriptions(
  { alerts, audit, homeRegion, partition }: LandingZone,
  clients: AccountClients,
): Promise<SubscriptionState[]> {
  const accountId = await clients.accountId(audit);
  const subscriptions: SubscriptionState[] = [];
  const topics = [
    ...SEVERITIES.map((severity) => ({ region: homeRegion, topicName: alerts.routes[severity].topicName })),
    alerts.tampering,
  ];
  for (const { region, topicName } of topics) {
    const client = new SNSClient(await clients.settings(audit, region));
    const TopicArn = `arn:${partition}:sns:${region}:${accountId}:${topicName}`;
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
      for (const { Endpoint = "", Protocol = "", SubscriptionArn } of Subscriptions) {
        const pending = SubscriptionArn === PENDING;
        subscriptions.push({ topic: topicName, protocol: Protocol, endpoint: Endpoint, pending });
      }
    }
  }
  return subscriptions;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
