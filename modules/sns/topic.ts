import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountRootArn } from "../iam/arns";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { PREVENT_DESTROY } from "../data-protection";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkNotEmpty, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";

/** An AWS service that may publish to a topic. */
export interface Publisher {
  /** Letters and digits, unique in the topic: what the statement of the policy is called. */
  readonly sid: string;
  /** Service principal such as `cloudwatch.amazonaws.com`. */
  readonly service: string;
  /**
   * On whose behalf the service may publish.
   * @default - any account; use this only for services that send none of these condition keys
   */
  readonly condition?: PolicyStatement["Condition"];
}

export interface TopicProps extends EnvironmentProps {
  /** Letters, digits, hyphens and underscores; at most 256 characters. */
  readonly topicName: string;
  /**
   * What the sender of e-mail is called; at most 100 characters.
   * @default - the name of the topic
   */
  readonly displayName?: string;
  /** ARN of the key that encrypts the messages at rest; its policy has to let the publishers use it. */
  readonly kmsKeyArn: string;
  /** The AWS services that may publish, and on whose behalf. The whole policy has at most 30,720 bytes. */
  readonly publishers: readonly Publisher[];
  /**
   * Whether nobody but these services may publish, whatever IAM policies allow.
   * @default false
   */
  readonly exclusive?: boolean;
  /**
   * Ids of other accounts, twelve digits each, whose IAM policies decide who of them sees the topic's attributes and
   * subscribers.
   * @default - none: only the topic's own account sees them
   */
  readonly readerAccountIds?: readonly string[];
}

/**
 * A topic that AWS services publish to, encrypted at rest.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export class Topic extends Construct {
  /** ARN of the topic, known before it is made. */
  readonly topicArn: string;
  /** Name of the topic. */
  readonly topicName: string;
  /** The topic itself. */
  readonly topic: SnsTopic;
  /** The policy. Services check that they may publish: what makes them do so waits for this. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkTopic(where, props);
    checkNotEmpty(where, "publishers", props.publishers);
    const environment = environmentOf(scope, id, props);
    const { exclusive = false, publishers, readerAccountIds = [] } = props;
    const arn = topicArn(environment, props.topicName);
    const topic = new SnsTopic(this, "Default", {
      ...inEnvironment(environment),
      name: props.topicName,
      displayName: props.displayName,
      kmsMasterKeyId: props.kmsKeyArn,
      lifecycle: PREVENT_DESTROY,
    });
    this.topic = topic;
    this.topicArn = topic.arn;
    this.topicName = topic.name;
    this.ready = new SnsTopicPolicy(this, "policy", {
      ...inEnvironment(environment),
      arn: topic.arn,
      policy: policyDocument(
        ...publishers.map((publisher) => allowPublisher(arn, publisher)),
        ...(readerAccountIds.length === 0 ? [] : [allowReaders(environment, arn, readerAccountIds)]),
        ...(exclusive ? [denyOtherPublishers(arn, publishers)] : []),
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

/** Refuses what SNS does. */
export function checkTopic(
  where: string,
  props: Partial<Pick<TopicProps, "kmsKeyArn" | "readerAccountIds" | "topicName">>,
): void {
  checkFormats(where, props, { topicName: FORMATS.topicName, kmsKeyArn: FORMATS.keyArn });
  for (const [index, accountId] of (props.readerAccountIds ?? []).entries()) {
    checkFormat(where, `readerAccountIds[${index}]`, accountId, FORMATS.accountId);
  }
}

function allowPublisher(arn: string, { condition, service, sid }: Publisher): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: arn,
    Condition: condition,
  };
}

function allowReaders(environment: Environment, arn: string, accountIds: readonly string[]): PolicyStatement {
  return {
    Sid: "AccountsSeeSubscribers",
    Effect: "Allow",
    Principal: { AWS: accountIds.map((accountId) => accountRootArn(environment, accountId)) },
    Action: ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"],
    Resource: arn,
  };
}

function denyOtherPublishers(arn: string, publishers: readonly Publisher[]): PolicyStatement {
  const services = [...new Set(publishers.map(({ service }) => service))];
  const [only, ...others] = services;
  return {
    Sid: "DenyOtherPublishers",
    Effect: "Deny",
    Principal: "*",
    Action: "sns:Publish",
    Resource: arn,
    Condition: {
      StringNotEquals: { "aws:PrincipalServiceName": only !== undefined && others.length === 0 ? only : services },
    },
  };
}

/** ARN of a topic, known before the topic is. */
export function topicArn({ accountId, partition, region }: Environment, topicName: string): string {
  return `arn:${partition}:sns:${region}:${accountId}:${topicName}`;
}
