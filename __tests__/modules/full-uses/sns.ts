import { AlertTopic } from "../../../modules/sns";
import { DeadLetterQueue } from "../../../modules/sqs";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/sns`. */
export const SNS: Uses = {
  AlertTopic: (stack) =>
    new AlertTopic(stack, "alerts", {
      topicName: "alerts",
      displayName: "Security alerts",
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      alarmAccountIds: ["222222222222", "333333333333"],
      readerAccountIds: ["444444444444"],
      subscriptions: [
        "security@example.com",
        { protocol: "https", endpoint: "https://example.com/alerts" },
        { protocol: "sqs", endpoint: new DeadLetterQueue(stack, "siem").queueArn, id: "siem" },
      ],
      mayMove: true,
    }),
};
