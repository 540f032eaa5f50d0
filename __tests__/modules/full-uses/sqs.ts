import { DeadLetterQueue, SubscribedQueue } from "../../../modules/sqs";
import type { Uses } from "./uses";

const kmsKeyArn = "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** Every prop of the constructs of `modules/sqs`. */
export const SQS: Uses = {
  DeadLetterQueue: (stack) =>
    new DeadLetterQueue(stack, "undelivered", {
      queueName: "undelivered",
      kmsKeyArn,
      senders: [
        {
          sid: "Rules",
          service: "events.amazonaws.com",
          sourceArn: "arn:aws:events:eu-west-1:222222222222:rule/security/*",
        },
      ],
    }),
  SubscribedQueue: (stack) =>
    new SubscribedQueue(stack, "alerts", {
      queueName: "alerts",
      deadLetterQueueName: "alerts-not-read",
      topicArn: "arn:aws:sns:eu-west-1:222222222222:alerts",
      kmsKeyArn,
      consumers: ["arn:aws:iam::333333333333:root"],
      redriverArn: "arn:aws:iam::222222222222:role/redriver",
    }),
};
