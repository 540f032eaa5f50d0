import type { LandingZone } from "../../config/landing-zone";
import { addressOf } from "./found";
import type { Found, Resources } from "./found";

/** A topic that people, functions and the like are notified by. */
export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly found: Found;
  /** All that news goes through from here on. */
  readonly members: readonly string[];
  /** Why nobody gets all that is published to it; nothing where somebody does. */
  readonly broken?: string;
}

/** The topics of the stack `alerting`. */
export function topicsOf(resources: Resources, { partition }: Pick<LandingZone, "partition">): Topic[] {
  const subscriptions = resources.ofType("aws_sns_topic_subscription", isAlerting);
  const channels = resources.stacks
    .filter(({ id }) => isAlerting(id))
    .flatMap(({ resource }) => Object.entries(resource))
    .filter(([type]) => type.startsWith("aws_chatbot_"))
    .flatMap(([, blocks]) => Object.values(blocks));
  return resources.ofType("aws_sns_topic", isAlerting).map((found) => {
    const { account, region } = resources.place(found);
    const name = String(found.block.name);
    const arn = `arn:${partition}:sns:${region}:${account}:${name}`;
    const reference = `\${aws_sns_topic.${found.name}.arn}`;
    const subscribed = subscriptions.filter(({ block }) => block.topic_arn === reference);
    const isHeard =
      subscribed.some(({ block }) => block.filter_policy === undefined) ||
      channels.some(({ sns_topic_arns: topics }) => Array.isArray(topics) && topics.includes(reference));
    const [filtered] = subscribed;
    return {
      name,
      arn,
      found,
      members: [
        `topic ${arn}`,
        `subscription ${arn}`,
        resources.key(found, found.block.kms_master_key_id),
        `region ${region}`,
        `account ${account}`,
      ],
      broken: isHeard
        ? undefined
        : filtered === undefined
          ? `nobody is subscribed to ${addressOf(found)}`
          : `${addressOf(filtered)} has a filter policy, and nobody else gets what is published`,
    };
  });
}

function isAlerting(stack: string): boolean {
  return stack === "alerting";
}
