import { LogValidator } from "../../../modules/log-validation";
import { TrailBucket } from "../../../modules/s3";
import type { Uses } from "./uses";

const trail = {
  trailName: "security",
  accountId: "222222222222",
  region: "eu-west-1",
  organizationId: "o-exampleorgid",
};

/** Every prop of the constructs of `modules/log-validation`. */
export const LOG_VALIDATION: Uses = {
  LogValidator: (stack) =>
    new LogValidator(stack, "validator", {
      trail,
      bucket: new TrailBucket(stack, "bucket", { bucketName: "example-trail-logs", trail, emitsEvents: true }),
      bucketAccountId: "222222222222",
      regions: ["eu-west-1", "eu-central-1"],
      busName: "default",
      furtherBusArn: "arn:aws:events:eu-west-1:333333333333:event-bus/security",
      deadLetterQueueArn: "arn:aws:sqs:eu-west-1:222222222222:undelivered",
      sweepMinutes: 30,
      graceMinutes: 180,
      maximumConcurrency: 10,
      securityHub: true,
      functionName: "log-validator",
      tableName: "log-validator",
      queueName: "log-validator",
      deadLetterQueueName: "log-validator-dead-letters",
      digestRuleName: "log-validator-digests",
      metricNamespace: "log-validation",
      eventSource: "example.log-validation",
    }),
};
