import type { Construct } from "constructs";
import { checkNotEmpty, pathOf } from "../checks";
import { environmentOf } from "../environment";
import type { Environment } from "../environment";
import { accountRootArn } from "../iam/arns";
import type { PolicyStatement } from "../iam/policy-document";
import { CustomerManagedKey } from "./customer-managed-key";
import type { KeyProps } from "./customer-managed-key";

/** Messages of topics or queues that one AWS service encrypts. */
export interface Encrypter {
  /** Letters and digits: what the statement of the key policy is called. */
  readonly sid: string;
  /** Service principal such as `cloudwatch.amazonaws.com`. */
  readonly service: string;
  /** ARNs of the topics, or of the queues, that it writes to. */
  readonly to: { readonly topicArn: string | readonly string[] } | { readonly queueArns: readonly string[] };
}

export interface NotificationKeyProps extends KeyProps {
  /** The services that write; at least one. */
  readonly encrypters: readonly Encrypter[];
  /**
   * Who reads the messages of a queue: the ARNs of account roots, and of the queue.
   * @default - nobody besides the key's account
   */
  readonly consumers?: { readonly accountRoots: readonly string[]; readonly queueArn: string };
  /**
   * Who sends dead letters back: ARNs of a role of the key's account, which need not exist yet, and of both queues.
   * @default - nobody
   */
  readonly redriver?: { readonly roleArn: string; readonly queueArns: readonly string[] };
}

/**
 * The key of SNS topics and SQS queues. What a service may encrypt is said by the encryption context, which SNS and SQS
 * set to the ARN of the topic or queue, and not by source conditions: EventBridge sends none, and its messages would be
 * lost.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export class NotificationKey extends CustomerManagedKey {
  constructor(scope: Construct, id: string, props: NotificationKeyProps) {
    checkNotEmpty(pathOf(scope, id), "encrypters", props.encrypters);
    super(scope, id, {
      ...props,
      description: "Encrypts notifications: SNS topics and SQS queues",
      statements: [
        ...props.encrypters.map(encrypterStatement),
        ...consumerStatements(props.consumers),
        ...redriverStatements(environmentOf(scope, id, props), props),
      ],
    });
  }
}

function encrypterStatement({ service, sid, to }: Encrypter): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      StringEquals:
        "topicArn" in to
          ? { "kms:EncryptionContext:aws:sns:topicArn": to.topicArn }
          : { "kms:EncryptionContext:aws:sqs:arn": to.queueArns },
    },
  };
}

function consumerStatements(consumers: NotificationKeyProps["consumers"]): PolicyStatement[] {
  if (consumers === undefined) {
    return [];
  }
  return [
    {
      Sid: "ConsumersDecrypt",
      Effect: "Allow",
      Principal: { AWS: consumers.accountRoots },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sqs:arn": consumers.queueArn } },
    },
  ];
}

function redriverStatements(environment: Environment, { redriver }: NotificationKeyProps): PolicyStatement[] {
  if (redriver === undefined) {
    return [];
  }
  return [
    {
      Sid: "RedriverMoves",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(environment, environment.accountId) },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": redriver.roleArn },
        StringEquals: { "kms:EncryptionContext:aws:sqs:arn": redriver.queueArns },
      },
    },
  ];
}
