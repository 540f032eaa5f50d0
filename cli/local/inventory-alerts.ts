import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ListSubscriptionsByTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { SEVERITIES } from "../../config/detection/severity";
import type { Account, LandingZone } from "../../config/landing-zone";
import { hostAlarmPrefix } from "../../config/names";
import type { ClientSettings } from "./inventory";

/** What SNS calls the ARN of a subscription that nobody has confirmed yet. */
const PENDING = "PendingConfirmation";
const MOST_A_PAGE = 100;

export interface AlarmState {
  /** Key of the account in the landing zone. */
  readonly account: string;
  readonly name: string;
  /** ARNs of the topics that are told. */
  readonly actions: readonly string[];
  /** Whether EventBridge hands its changes of state on, so that it needs no topic. */
  readonly byEvent: boolean;
}

export interface SubscriptionState {
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** Whether the subscriber has yet to confirm, and is told nothing until then. */
  readonly pending: boolean;
}

interface Clients {
  settings(account: Account): Promise<ClientSettings>;
}

/** The alarms of the home region in the accounts that have some, by account and name. */
export async function readAlarms(landingZone: LandingZone, clients: Clients): Promise<AlarmState[]> {
  const { audit, management, name } = landingZone;
  const alarms: AlarmState[] = [];
  for (const account of [management, audit]) {
    const client = new CloudWatchClient(await clients.settings(account));
    let NextToken: string | undefined;
    do {
      const page = await client.send(new DescribeAlarmsCommand({ MaxRecords: MOST_A_PAGE, NextToken }));
      for (const { AlarmActions = [], AlarmName = "" } of page.MetricAlarms ?? []) {
        const byEvent = AlarmName.startsWith(hostAlarmPrefix(name));
        alarms.push({ account: account.key, name: AlarmName, actions: AlarmActions, byEvent });
      }
      ({ NextToken } = page);
    } while (NextToken !== undefined);
  }
  return alarms.sort((a, b) => byText(b.account, a.account) || byText(a.name, b.name));
}

/** Who subscribes to the alert topics, most urgent topic first. */
export async function readSubscriptions(
  { alerts, audit, homeRegion, partition }: LandingZone,
  clients: Clients & { accountId(account: Account): Promise<string> },
): Promise<SubscriptionState[]> {
  const client = new SNSClient(await clients.settings(audit));
  const accountId = await clients.accountId(audit);
  const subscriptions: SubscriptionState[] = [];
  for (const { topicName } of SEVERITIES.map((severity) => alerts.routes[severity])) {
    const TopicArn = `arn:${partition}:sns:${homeRegion}:${accountId}:${topicName}`;
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
      for (const { Endpoint = "", Protocol = "", SubscriptionArn } of page.Subscriptions ?? []) {
        const pending = SubscriptionArn === PENDING;
        subscriptions.push({ topic: topicName, protocol: Protocol, endpoint: Endpoint, pending });
      }
      ({ NextToken } = page);
    } while (NextToken !== undefined);
  }
  return subscriptions;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
