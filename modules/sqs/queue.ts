import type { PolicyStatement } from "../iam/policy-document";
import type { Environment } from "../environment";

/** SQS's longest, fourteen days: a consumer that is broken over a long weekend loses nothing. */
export const RETENTION_SECONDS = 14 * 24 * 60 * 60;

/** ARN of a queue, known before the queue is. */
export function queueArn({ accountId, partition, region }: Environment, queueName: string): string {
  return `arn:${partition}:sqs:${region}:${accountId}:${queueName}`;
}

/** The statement of a queue's policy that denies everything that does not come by TLS. */
export function denyInsecureTransport(arn: string): PolicyStatement {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: arn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
