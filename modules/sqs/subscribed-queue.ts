import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { accountRootArn } from "../iam/arns";
import { checkFormats, checkNotEmpty, nameOf, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { policyDocument } from "../iam/policy-document";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { denyInsecureTransport, queueArn, RETENTION_SECONDS } from "./queue";

/** Six times the longest time a consumer should take for a message, as AWS recommends for Lambda functions. */
const VISIBILITY_SECONDS = 6 * 60;
const ATTEMPTS = 5;

/** The account and region of the topic. */
export interface SubscribedQueueProps extends EnvironmentProps {
  /**
   * At most 80 letters, digits, `-` and `_`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly queueName?: string;
  /**
   * Name of the queue for messages that were received five times and not deleted.
   * @default - `<queueName>-dead-letters`
   */
  readonly deadLetterQueueName?: string;
  /** ARN of the topic, of whichever account, that it is subscribed to. */
  readonly topicArn: string;
  /** ARN of the key that encrypts the messages at rest; its policy has to let SNS use it. */
  readonly kmsKeyArn: string;
  /**
   * ARNs of account roots whose own IAM policies decide who receives messages.
   * @default - the queue's own account
   */
  readonly consumers?: readonly string[];
  /**
   * ARN of the one role, of the queue's account, that may send dead letters back to the queue; the key's policy has to let it.
   * @default - none: consumers take them from the dead-letter queue
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
   */
  readonly redriverArn?: string;
}

/**
 * A queue behind a topic, for programs that work through its messages, with a dead-letter queue. Messages are kept for
 * fourteen days, received for six minutes, five times at most.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html
 */
export class SubscribedQueue extends Construct {
  /** ARN of the queue. */
  readonly queueArn: string;
  /** URL that messages are received by. */
  readonly queueUrl: string;
  /** The queue itself. */
  readonly queue: SqsQueue;
  /** The queue for what could not be worked through. */
  readonly deadLetterQueue: SqsQueue;
  /** The subscription: from then on messages arrive. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SubscribedQueueProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { kmsKeyArn, queueName = nameOf(where), topicArn } = props;
    checkFormats(
      where,
      { ...props, queueName },
      {
        queueName: FORMATS.queueName,
        deadLetterQueueName: FORMATS.queueName,
        topicArn: FORMATS.topicArn,
        kmsKeyArn: FORMATS.keyArn,
        redriverArn: FORMATS.roleArn,
      },
    );
    checkNotEmpty(where, "consumers", props.consumers);
    const environment = environmentOf(scope, id, props);
    const deadLetterQueueName = props.deadLetterQueueName ?? `${queueName}-dead-letters`;
    const arn = queueArn(environment, queueName);
    const deadLetterArn = queueArn(environment, deadLetterQueueName);
    const common = {
      ...inEnvironment(environment),
      kmsMasterKeyId: kmsKeyArn,
      messageRetentionSeconds: RETENTION_SECONDS,
      lifecycle: PREVENT_DESTROY,
    };
    // Policies are arguments of the queues, not resources of their own: the provider waits half a minute for each of those.
    const deadLetters = new SqsQueue(this, "dead-letters", {
      ...common,
      name: deadLetterQueueName,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
      policy: policyDocument(denyInsecureTransport(deadLetterArn)),
    });
    const queue = new SqsQueue(this, "Default", {
      ...common,
      name: queueName,
      visibilityTimeoutSeconds: VISIBILITY_SECONDS,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: ATTEMPTS }),
      policy: policyDocument(
        {
          Sid: "TopicSends",
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn,
          Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
        },
        {
          Sid: "ConsumersReceive",
          Effect: "Allow",
          Principal: { AWS: props.consumers ?? [accountRootArn(environment, environment.accountId)] },
          Action: [
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            // Programs find a queue by its name, the provider and the SDKs' examples too.
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
          ],
          Resource: arn,
        },
        {
          Sid: "DenyOtherSenders",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:SendMessage",
          Resource: arn,
          Condition: {
            StringNotEquals: { "aws:PrincipalServiceName": "sns.amazonaws.com" },
            // SQS asks whoever starts a redrive for the permission to send to the queue.
            ...(props.redriverArn === undefined ? {} : { ArnNotEquals: { "aws:PrincipalArn": props.redriverArn } }),
          },
        },
        denyInsecureTransport(arn),
      ),
    });
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.queue = queue;
    this.deadLetterQueue = deadLetters;
    this.ready = new SnsTopicSubscription(this, "subscription", {
      ...inEnvironment(environment),
      topicArn,
      protocol: "sqs",
      endpoint: queue.arn,
      // The consumer gets what the publisher sent, not SNS's envelope around it.
      rawMessageDelivery: true,
    });
  }
}
