import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import { at } from "../place";
import type { Place } from "../place";
import { topicArn } from "../sns/topic-arn";

export interface TrailDeliveryTopicProps {
  /** Account and home region of the trail. */
  readonly place: Place;
  readonly topicName: string;
  /** ARN of the only trail that may publish. */
  readonly trailArn: string;
}

/**
 * The topic to which CloudTrail announces every log file it delivers. The volume is high: subscribe queues, not people.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html
 */
export class TrailDeliveryTopic extends Construct {
  readonly topicName: string;
  /** CloudTrail checks this policy when the trail is created. */
  readonly policy: SnsTopicPolicy;

  constructor(scope: Construct, id: string, { place, topicName, trailArn }: TrailDeliveryTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "Default", { ...at(place), name: topicName });
    this.topicName = topic.name;
    this.policy = new SnsTopicPolicy(this, "policy", {
      ...at(place),
      arn: topic.arn,
      policy: policyDocument({
        Sid: "TrailPublishes",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn(place, topicName),
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      }),
    });
  }
}
