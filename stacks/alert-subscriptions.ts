import type { AlertRoute } from "../config/alerts/settings";
import type { Subscription } from "../modules/sns/alert-topic";

/** Everybody who subscribes to a topic, in the order of the ways in which they are notified. */
export function subscriptionsOf({ emails, functions, https, queues }: Omit<AlertRoute, "topicName">): Subscription[] {
  const of = (protocol: Subscription["protocol"], endpoints: readonly string[]): Subscription[] =>
    endpoints.map((endpoint) => ({ protocol, endpoint }));
  return [...of("email", emails), ...of("https", https), ...of("sqs", queues), ...of("lambda", functions)];
}
