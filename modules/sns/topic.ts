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
  /** ARN of the key that encrypts the messages at rest; its policy has to let the publisher use it. */
  readonly kmsKeyArn: string;
  /** The one AWS service that publishes, and for what it may. */
  readonly publisher: {
    /** Letters and digits: what the statement of the policy is called. */
    readonly sid: string;
    /** Service principal such as `cloudwatch.amazonaws.com`. */
    readonly service: string;
    /** On whose behalf the service may publish. */
    readonly condition: NonNullable<PolicyStatement["Condition"]>;
    /**
     * Whether nobody else may publish, whatever IAM policies allow.
     * @default false
     */
    readonly exclusive?: boolean;
  };
}

/**
 * A topic that one AWS service publishes to, encrypted at rest.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export class Topic extends Construct {
  readonly arn: string;
  readonly topicName: string;
  /** Services check that they may publish: what makes them do so waits for this. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, { kmsKeyArn, place, publisher, topicName }: TopicProps) {
    super(scope, id);
    const arn = topicArn(place, topicName);
    const topic = new SnsTopic(this, "Default", { ...at(place), name: topicName, kmsMasterKeyId: kmsKeyArn });
    this.arn = topic.arn;
    this.topicName = topic.name;
    this.policy = new SnsTopicPolicy(this, "policy", {
      ...at(place),
      arn: topic.arn,
      policy: policyDocument(
        {
          Sid: publisher.sid,
          Effect: "Allow",
          Principal: { Service: publisher.service },
          Action: "sns:Publish",
          Resource: arn,
          Condition: publisher.condition,
        },
        ...(publisher.exclusive === true ? [denyOtherPublishers(arn, publisher.service)] : []),
        {
          Sid: "DenyInsecureTransport",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ),
    });
  }
}

function denyOtherPublishers(arn: string, service: string): PolicyStatement {
  return {
    Sid: "DenyOtherPublishers",
    Effect: "Deny",
    Principal: "*",
    Action: "sns:Publish",
    Resource: arn,
    Condition: { StringNotEquals: { "aws:PrincipalServiceName": service } },
  };
}

/** ARN of a topic, known before the topic is. */
export function topicArn({ accountId, partition, region }: Place, topicName: string): string {
  return `arn:${partition}:sns:${region}:${accountId}:${topicName}`;
}
