import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { IResolvable, ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { NotificationKey } from "../kms/notification-key";
import { checkFormat, checkFormats, checkOneOf, isKnown, nameOf, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import type { Format } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { checkTopic, Topic, topicArn } from "./topic";

/** A subscriber that gets every alert, and how. */
export interface Subscription {
  /**
   * AWS sends e-mail and https endpoints a message to confirm; until then nothing is delivered to them. Queues and
   * functions are not asked, but their own policies have to let `sns.amazonaws.com` deliver.
   */
  readonly protocol: "email" | "https" | "sqs" | "lambda";
  /** The address, the URL, or the ARN of the queue or function, which may be of the same stack. */
  readonly endpoint: string;
  /**
   * Part of Terraform's address of the subscription.
   * @default - the endpoint; where it is a reference to a resource, the protocol and its place among such in the list
   */
  readonly id?: string;
}

export interface AlertTopicProps extends EnvironmentProps {
  /**
   * Letters, digits, hyphens and underscores; at most 256 characters.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly topicName?: string;
  /**
   * What the sender of e-mail is called; at most 100 characters.
   * @default - the name of the topic
   */
  readonly displayName?: string;
  /**
   * ARN of the key that encrypts the messages at rest; its policy has to let CloudWatch and EventBridge use it.
   * @default - a key is made for this topic, `alias/<name of the topic>`: AWS's own lets neither of them publish
   */
  readonly kmsKeyArn?: string;
  /**
   * The accounts whose alarms publish to the topic, twelve digits each. Alarms have to be in the topic's region.
   * @default - the topic's own account
   */
  readonly alarmAccountIds?: readonly string[];
  /**
   * Ids of other accounts, twelve digits each, that see who is subscribed: AWS Security Hub says WARNING of alarms of an
   * account that may not list the subscriptions of their topic.
   * @default - none
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
   */
  readonly readerAccountIds?: readonly string[];
  /**
   * Who gets every alert; a text is an e-mail address.
   * @default - none
   */
  readonly subscriptions?: readonly (Subscription | string)[];
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
  /** ARN of the topic. */
  readonly topicArn: string;
  /** Name of the topic. */
  readonly topicName: string;
  /** The topic itself. */
  readonly topic: SnsTopic;
  /** The topic's policy: whatever publishes waits for it. */
  readonly ready: ITerraformDependable;
  /** Whether each endpoint that is asked to confirm has yet to do so. */
  readonly unconfirmed: Readonly<Record<string, IResolvable>>;

  constructor(scope: Construct, id: string, props: AlertTopicProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { topicName = nameOf(where) } = props;
    checkTopic(where, { ...props, topicName });
    checkFormats(where, props, { alarmAccountIds: FORMATS.accountId });
    const environment = environmentOf(scope, id, props);
    const {
      alarmAccountIds = [environment.accountId],
      displayName,
      mayMove = false,
      readerAccountIds,
      subscriptions = [],
    } = props;
    const suffix = mayMove ? `-${environment.region}` : "";
    const topic = new Topic(this, "Default", {
      environment,
      topicName,
      displayName,
      kmsKeyArn: props.kmsKeyArn ?? this.makeKey(environment, topicName),
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
    let references = 0;
    for (const [index, subscriber] of subscriptions.entries()) {
      const {
        endpoint,
        id: own,
        protocol,
      }: Subscription = typeof subscriber === "string" ? { protocol: "email", endpoint: subscriber } : subscriber;
      checkEndpoint(`${where}: subscriptions[${index}]`, protocol, endpoint);
      // What is unknown is no part of an address.
      const name = own ?? (isKnown(endpoint) ? `${protocol}-${endpoint}` : `${protocol}-${++references}`);
      const subscription = new SnsTopicSubscription(this, `${name}${suffix}`, {
        ...inEnvironment(environment),
        topicArn: topic.topicArn,
        protocol,
        endpoint,
      });
      if (protocol === "email" || protocol === "https") {
        unconfirmed[endpoint] = subscription.pendingConfirmation;
      }
    }
    this.unconfirmed = unconfirmed;
    this.topicArn = topic.topicArn;
    this.topicName = topic.topicName;
    this.topic = topic.topic;
    this.ready = topic.ready;
  }

  private makeKey(environment: Environment, topicName: string): string {
    const to = { topicArn: topicArn(environment, topicName) };
    return new NotificationKey(this, "key", {
      environment,
      alias: `alias/${topicName}`,
      encrypters: [
        { sid: "AlarmsPublish", service: "cloudwatch.amazonaws.com", to },
        { sid: "EventRulesPublish", service: "events.amazonaws.com", to },
      ],
    }).keyArn;
  }
}

const ENDPOINTS: Readonly<Record<Subscription["protocol"], Format>> = {
  email: FORMATS.email,
  https: FORMATS.httpsUrl,
  sqs: FORMATS.queueArn,
  lambda: FORMATS.functionArn,
};

function checkEndpoint(where: string, protocol: Subscription["protocol"], endpoint: string): void {
  checkOneOf(where, "protocol", protocol, Object.keys(ENDPOINTS) as Subscription["protocol"][]);
  checkFormat(where, "endpoint", endpoint, ENDPOINTS[protocol]);
}
