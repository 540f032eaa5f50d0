import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { eventRuleArn } from "../events/arns";
import { checkFormats, nameOf, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { denyInsecureTransport, queueArn, RETENTION_SECONDS } from "./queue";

/** An AWS service that puts aside what it could not deliver. */
export interface DeadLetterSender {
  /** Letters and digits, unique within the queue: what the statement of its policy is called. */
  readonly sid: string;
  /** Service principal such as `events.amazonaws.com`. */
  readonly service: string;
  /** ARN, or pattern of ARNs with `*`, of what the service sends for: of EventBridge rules, for one. */
  readonly sourceArn: string;
}

/** Services reach no queue of another region than that of what fails to be delivered. */
export interface DeadLetterQueueProps extends EnvironmentProps {
  /**
   * At most 80 letters, digits, `-` and `_`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly queueName?: string;
  /**
   * ARN of the key that encrypts the messages at rest; its policy has to let the senders use it.
   * @default - SQS's own key, which any sender may use
   */
  readonly kmsKeyArn?: string;
  /**
   * The services that may send, and for what.
   * @default - rules of EventBridge of this account and region
   */
  readonly senders?: readonly DeadLetterSender[];
}

/**
 * A queue for what AWS services could not deliver. Messages are kept for fourteen days; IAM policies of its account decide
 * who reads them and sends them again.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class DeadLetterQueue extends Construct {
  /** ARN of the queue. */
  readonly queueArn: string;
  /** URL that messages are received by. */
  readonly queueUrl: string;
  /** Name of the queue. */
  readonly queueName: string;
  /** The queue itself. */
  readonly queue: SqsQueue;
  /** The queue with its policy: whoever sends waits for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { kmsKeyArn, queueName = nameOf(where) } = props;
    checkFormats(where, { ...props, queueName }, { queueName: FORMATS.queueName, kmsKeyArn: FORMATS.keyArn });
    const environment = environmentOf(scope, id, props);
    const senders = props.senders ?? [
      { sid: "RulesSend", service: "events.amazonaws.com", sourceArn: eventRuleArn(environment, "*") },
    ];
    const arn = queueArn(environment, queueName);
    const queue = new SqsQueue(this, "Default", {
      ...inEnvironment(environment),
      name: queueName,
      ...(kmsKeyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: kmsKeyArn }),
      messageRetentionSeconds: RETENTION_SECONDS,
      lifecycle: PREVENT_DESTROY,
      // An argument, not a resource of its own: the provider waits half a minute for each of those.
      policy: policyDocument(...senders.map((sender) => letSend(sender, arn)), denyInsecureTransport(arn)),
    });
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.queue = queue;
    this.ready = queue;
    this.queueName = queue.name;
  }
}

function letSend({ service, sid, sourceArn }: DeadLetterSender, arn: string): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sqs:SendMessage",
    Resource: arn,
    Condition: { ArnLike: { "aws:SourceArn": sourceArn } },
  };
}
