import type { Construct } from "constructs";
import type { EnvironmentProps } from "../environment";
import { Topic } from "../sns/topic";

/** Account and home region of the trail. */
export interface TrailDeliveryTopicProps extends EnvironmentProps {
  /** Letters, digits, hyphens and underscores; at most 256 characters. */
  readonly topicName: string;
  /** ARN of the key that encrypts the messages at rest; its policy has to let CloudTrail use it. */
  readonly kmsKeyArn: string;
  /** ARN of the only trail that may publish. */
  readonly trailArn: string;
}

/**
 * The topic to which CloudTrail announces every log file it delivers. The volume is high: subscribe queues, not people.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export class TrailDeliveryTopic extends Topic {
  constructor(scope: Construct, id: string, { kmsKeyArn, environment, topicName, trailArn }: TrailDeliveryTopicProps) {
    super(scope, id, {
      environment,
      topicName,
      kmsKeyArn,
      publishers: [
        {
          sid: "TrailPublishes",
          service: "cloudtrail.amazonaws.com",
          condition: { StringEquals: { "aws:SourceArn": trailArn } },
        },
      ],
      exclusive: true,
    });
  }
}
