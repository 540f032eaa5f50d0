import { GetSubscriptionAttributesCommand, paginateListSubscriptionsByTopic } from "@aws-sdk/client-sns";
import type { SNSClient, Subscription } from "@aws-sdk/client-sns";
import type { AlertRoute } from "../../config/alerts/settings";
import { SEVERITIES } from "../../config/detection/severity";
import type { LandingZone } from "../../config/landing-zone";
import { isMissing } from "./check";
import type { Check, Difference } from "./check";

/** What SNS calls the ARN of a subscription that nobody has confirmed. */
const PENDING = "PendingConfirmation";
const CONFIRM =
  "Have the message confirmed that AWS sent there: until then nothing is delivered. Where it is lost, AWS gives the " +
  "subscription up after some days, and the next deployment of alerting asks again.";

const SHARED =
  "An outage of the region silences both. Where a second region is governed, the topic of tampering is there: see " +
  "docs/detection.md.";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const subscriptions: Check = {
  id: "subscriptions",
  title: "Everybody who is to be alerted is subscribed to all of it, and has confirmed it",
  concerns: ({ account, landingZone, region }) =>
    account.slug === landingZone.audit.slug && routesIn(landingZone, region).length > 0,
  async run({ account, landingZone, region }, { accountId, sns }) {
    const id = await accountId(account);
    const differences: Difference[] = [];
    for (const route of routesIn(landingZone, region)) {
      const found = await subscriptionsOf(sns, `arn:${landingZone.partition}:sns:${region}:${id}:${route.topicName}`);
      differences.push(
        ...(found === undefined
          ? [{ what: `there is no topic ${route.topicName}` }]
          : [...topicDifferences(route, found), ...(await filtered(sns, route, found))]),
      );
    }
    if (landingZone.alerts.tampering.region === landingZone.homeRegion) {
      differences.push({
        what: `alarms and the topic of tampering share the region ${region}`,
        advice: SHARED,
        isNote: true,
      });
    }
    return differences;
  },
};

/** Who is subscribed and told of some messages only, which Terraform does not look for where the file has no filter. */
async function filtered(
  client: SNSClient,
  { topicName, ...route }: AlertRoute,
  found: readonly Subscription[],
): Promise<Difference[]> {
  const wanted = endpointsOf(route).map((endpoint) => endpoint.toLowerCase());
  const differences: Difference[] = [];
  for (const { Endpoint = "", SubscriptionArn = PENDING } of found) {
    if (SubscriptionArn === PENDING || !wanted.includes(Endpoint.toLowerCase())) {
      continue;
    }
    const { Attributes = {} } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    const { FilterPolicy = "{}" } = Attributes;
    if (!["", "{}"].includes(FilterPolicy.trim())) {
      differences.push({
        what: `${Endpoint} is told of some messages to ${topicName} only: the subscription has a filter policy`,
        advice: "Unless somebody wants it so, find out who set it, and take it off: alerts may reach nobody.",
      });
    }
  }
  return differences;
}

function endpointsOf({ emails, functions, https, queues }: Omit<AlertRoute, "topicName">): string[] {
  return [...emails, ...https, ...queues, ...functions];
}

/** The alert topics are in the home region, that of tampering in another one, if there is one. */
function routesIn({ alerts, homeRegion }: LandingZone, region: string): AlertRoute[] {
  return [
    ...(region === homeRegion ? SEVERITIES.map((severity) => alerts.routes[severity]) : []),
    ...(region === alerts.tampering.region ? [alerts.tampering] : []),
  ];
}

function topicDifferences(route: AlertRoute, found: readonly Subscription[]): Difference[] {
  const { topicName } = route;
  const byEndpoint = new Map(found.map((subscription) => [subscription.Endpoint?.toLowerCase(), subscription]));
  return endpointsOf(route).flatMap((endpoint): Difference[] => {
    const subscription = byEndpoint.get(endpoint.toLowerCase());
    if (subscription === undefined) {
      return [{ what: `${endpoint} is not subscribed to ${topicName}` }];
    }
    return subscription.SubscriptionArn === PENDING
      ? [{ what: `${endpoint} has not confirmed that it is subscribed to ${topicName}`, advice: CONFIRM }]
      : [];
  });
}

/** Absent where there is no such topic. */
async function subscriptionsOf(client: SNSClient, TopicArn: string): Promise<Subscription[] | undefined> {
  const found: Subscription[] = [];
  try {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
      found.push(...Subscriptions);
    }
  } catch (error) {
    if (isMissing(error, "NotFoundException", "NotFound")) {
      return undefined;
    }
    throw error;
  }
  return found;
}
