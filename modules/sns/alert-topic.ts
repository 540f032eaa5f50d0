import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import { at } from "../place";
import type { Place } from "../place";
import { topicArn } from "./topic-arn";

export interface AlertTopicProps {
  readonly place: Place;
  readonly topicName: string;
  /**
   * Addresses that receive every alert. AWS sends each a message to confirm; until then nothing is delivered to it.
   * @default - none
   */
  readonly emails?: readonly string[];
}

/**
 * The topic that alarms of this account publish to, and the people who subscribe to it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export class AlertTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { place, topicName, emails = [] }: AlertTopicProps) {
    super(scope, id);
    const arn = topicArn(place, topicName);
    const topic = new SnsTopic(this, "Default", { ...at(place), name: topicName });
    new SnsTopicPolicy(this, "policy", {
      ...at(place),
      arn: topic.arn,
      policy: policyDocument({
        Sid: "AlarmsOfThisAccountPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: arn,
        Condition: { StringEquals: { "aws:SourceAccount": place.accountId } },
      }),
    });
    for (const email of emails) {
      new SnsTopicSubscription(this, `email-${email}`, {
        ...at(place),
        topicArn: topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
    this.arn = topic.arn;
  }
}
