import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { policyDocument } from "../iam/policy-document";
import { denyInsecureTransport, queueArn, RETENTION_SECONDS } from "./queue";

/** How often AWS Lambda recommends that a message is received before it is set aside, at least. */
const ATTEMPTS = 5;
/** AWS recommends six times as long as the function may take. */
const VISIBILITY_TIMES = 6;

export interface WorkQueueProps {
  readonly environment: Environment;
  /** At most 80 letters, digits, `-` and `_`. */
  readonly queueName: string;
  /** Name of the queue for messages that were received five times and not deleted. */
  readonly deadLetterQueueName: string;
  /** Seconds that the function may take for a batch: at most 7,200. */
  readonly functionSeconds: number;
  /** ARN of the EventBridge rule, in this account and region, that sends events. */
  readonly ruleArn: string;
}

/**
 * A queue that a function of this account works through: events of a rule, and what the function gives itself to do. With a
 * dead-letter queue. Messages name objects and hold no secrets: they are encrypted with SQS's own keys, so that EventBridge needs
 * no key.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class WorkQueue extends Construct {
  readonly arn: string;
  readonly url: string;
  /** The queue itself. */
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { deadLetterQueueName, environment, functionSeconds, queueName, ruleArn } = props;
    const arn = queueArn(environment, queueName);
    const common = {
      ...inEnvironment(environment),
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
      lifecycle: PREVENT_DESTROY,
    };
    const deadLetters = new SqsQueue(this, "dead-letters", {
      ...common,
      name: deadLetterQueueName,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
      policy: policyDocument(denyInsecureTransport(queueArn(environment, deadLetterQueueName))),
    });
    const queue = new SqsQueue(this, "Default", {
      ...common,
      name: queueName,
      visibilityTimeoutSeconds: VISIBILITY_TIMES * functionSeconds,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: ATTEMPTS }),
      policy: policyDocument(
        {
          Sid: "RuleSends",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn,
          Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
        },
        denyInsecureTransport(arn),
      ),
    });
    this.arn = queue.arn;
    this.url = queue.url;
    this.queue = queue;
  }
}
