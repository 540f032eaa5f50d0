import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { at } from "../place";
import type { Place } from "../place";
import { Topic } from "./topic";

export interface AlertTopicProps {
  readonly place: Place;
  readonly topicName: string;
  /** ARN of the key that encrypts the messages at rest; its policy has to let CloudWatch use it. */
  readonly kmsKeyArn: string;
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

  constructor(scope: Construct, id: string, { emails = [], kmsKeyArn, place, topicName }: AlertTopicProps) {
    super(scope, id);
    const topic = new Topic(this, "Default", {
      ...{ place, topicName, kmsKeyArn },
      publisher: {
        sid: "AlarmsOfThisAccountPublish",
        service: "cloudwatch.amazonaws.com",
        condition: { StringEquals: { "aws:SourceAccount": place.accountId } },
      },
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
