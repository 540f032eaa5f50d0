import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { at } from "../place";
import type { Place } from "../place";

export interface TopicProps {
  readonly place: Place;
  readonly topicName: string;
  /** The one AWS service that publishes, and for what it may. */
  readonly publisher: {
    /** Letters and digits: what the statement of the policy is called. */
    readonly sid: string;
    /** Service principal such as `cloudwatch.amazonaws.com`. */
    readonly service: string;
    /** On whose behalf the service may publish. */
    readonly condition: NonNullable<PolicyStatement["Condition"]>;
  };
}

/**
 * A topic that one AWS service publishes to.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export class Topic extends Construct {
  readonly arn: string;
  readonly topicName: string;
  /** Services check that they may publish: what makes them do so waits for this. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, { place, publisher, topicName }: TopicProps) {
    super(scope, id);
    const { accountId, partition, region } = place;
    const topic = new SnsTopic(this, "Default", { ...at(place), name: topicName });
    this.arn = topic.arn;
    this.topicName = topic.name;
    this.policy = new SnsTopicPolicy(this, "policy", {
      ...at(place),
      arn: topic.arn,
      policy: policyDocument({
        Sid: publisher.sid,
        Effect: "Allow",
        Principal: { Service: publisher.service },
        Action: "sns:Publish",
        Resource: `arn:${partition}:sns:${region}:${accountId}:${topicName}`,
        Condition: publisher.condition,
      }),
    });
  }
}
