import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { IResolvable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { Topic } from "./topic";

/** A subscriber that gets every alert, and how. */
export interface Subscription {
  /**
   * AWS sends e-mail and https endpoints a message to confirm; until then nothing is delivered to them. Queues and
   * functions are not asked, but their own policies have to let `sns.amazonaws.com` deliver.
   */
  readonly protocol: "email" | "https" | "sqs" | "lambda";
  /** The address, the URL, or the ARN of the queue or function. */
  readonly endpoint: string;
}

export interface AlertTopicProps {
  readonly environment: Environment;
  /** Letters, digits, hyphens and underscores; at most 256 characters. */
  readonly topicName: string;
  /**
   * What the sender of e-mail is called; at most 100 characters.
   * @default - the name of the topic
   */
  readonly displayName?: string;
  /** ARN of the key that encrypts the messages at rest; its policy has to let CloudWatch and EventBridge use it. */
  readonly kmsKeyArn: string;
  /** The accounts whose alarms publish to the topic, twelve digits each. Alarms have to be in the topic's region. */
  readonly alarmAccountIds: readonly string[];
  /**
   * Ids of other accounts, twelve digits each, that see who is subscribed: AWS Security Hub says WARNING of alarms of an
   * account that may not list the subscriptions of their topic.
   * @default - none
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
   */
  readonly readerAccountIds?: readonly string[];
  /** @default - none */
  readonly subscriptions?: readonly Subscription[];
  /**
   * Whether the topic may be in another region one day: the ids of its subscriptions name the region, so that Terraform deletes
   * and makes them, rather than looks for those of one region in another.
   * @default false
   */
  readonly mayMove?: boolean;
}

/**
 * The topic that alarms and EventBridge rules publish to, and those who subscribe to it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export class AlertTopic extends Construct {
  readonly arn: string;
  readonly topicName: string;
  /** Whether each endpoint that is asked to confirm has yet to do so. */
  readonly unconfirmed: Readonly<Record<string, IResolvable>>;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    const {
      alarmAccountIds,
      displayName,
      kmsKeyArn,
      environment,
      mayMove = false,
      readerAccountIds,
      subscriptions = [],
      topicName,
    } = props;
    const suffix = mayMove ? `-${environment.region}` : "";
    const topic = new Topic(this, "Default", {
      environment,
      topicName,
      displayName,
      kmsKeyArn,
      readerAccountIds,
      publishers: [
        {
          sid: "AlarmsPublish",
          service: "cloudwatch.amazonaws.com",
          condition: { StringEquals: { "aws:SourceAccount": alarmAccountIds } },
        },
        // AWS supports no conditions in topic policies for EventBridge: one would never be met, and the events would
        // be lost. So a rule of any account that knows the topic's ARN may publish to it.
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
        { sid: "EventRulesPublish", service: "events.amazonaws.com" },
      ],
    });
    const unconfirmed: Record<string, IResolvable> = {};
    for (const { endpoint, protocol } of subscriptions) {
      const subscription = new SnsTopicSubscription(this, `${protocol}-${endpoint}${suffix}`, {
        ...inEnvironment(environment),
        topicArn: topic.arn,
        protocol,
        endpoint,
      });
      if (protocol === "email" || protocol === "https") {
        unconfirmed[endpoint] = subscription.pendingConfirmation;
      }
    }
    this.unconfirmed = unconfirmed;
    this.arn = topic.arn;
    this.topicName = topic.topicName;
  }
}
