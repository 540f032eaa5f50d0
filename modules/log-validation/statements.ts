import type { Environment } from "../environment";
import { tableArn } from "../dynamodb/state-table";
import { ofSource } from "../events/of-source";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "../s3/bucket-arn";
import { queueArn } from "../sqs/queue";

export interface ValidatorStatementsProps {
  /** Where the validator is. */
  readonly environment: Environment;
  readonly bucketName: string;
  readonly trailArn: string;
  readonly organizationId: string;
  readonly queueName: string;
  readonly tableName: string;
  readonly busArns: readonly string[];
  /** Of its events. */
  readonly source: string;
  readonly metricNamespace: string;
  readonly securityHub: boolean;
}

/**
 * What the log validator may do besides writing its log: of the logs it reads all and changes nothing. The policies of the bucket
 * and of its key, which may be in another account, have to allow it as well.
 */
export function validatorStatements(props: ValidatorStatementsProps): PolicyStatement[] {
  const { busArns, environment, metricNamespace, organizationId, queueName, securityHub, source, tableName } = props;
  const { accountId, partition, region } = environment;
  const bucket = bucketArn(environment, props.bucketName);
  return [
    {
      Sid: "ListLogs",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"],
      Resource: bucket,
    },
    { Sid: "ReadLogs", Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: `${bucket}/*` },
    {
      // Which keys logs were and are encrypted with, and in which account these are, changes; their policies name who decrypts.
      Sid: "DecryptLogs",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: `arn:${partition}:kms:${region}:*:key/*`,
      Condition: {
        StringEquals: { "aws:ResourceOrgID": organizationId },
        StringLike: { "kms:ViaService": `s3.${region}.*` },
      },
    },
    {
      Sid: "ReadPublicKeysAndAccounts",
      Effect: "Allow",
      Action: ["cloudtrail:ListPublicKeys", "organizations:DescribeOrganization", "organizations:ListAccounts"],
      Resource: "*",
    },
    {
      // Members see the organization's trail: why a digest is not there.
      Sid: "LookAtTrail",
      Effect: "Allow",
      Action: ["cloudtrail:GetTrail", "cloudtrail:GetTrailStatus"],
      Resource: props.trailArn,
    },
    {
      Sid: "WorkThroughQueue",
      Effect: "Allow",
      Action: ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"].map((action) => `sqs:${action}`),
      Resource: queueArn(environment, queueName),
    },
    {
      Sid: "Remember",
      Effect: "Allow",
      Action: ["GetItem", "PutItem", "Query"].map((action) => `dynamodb:${action}`),
      Resource: tableArn(environment, tableName),
    },
    {
      Sid: "TellOfFindings",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: busArns,
      Condition: ofSource(source),
    },
    {
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": metricNamespace } },
    },
    ...(securityHub
      ? [
          {
            Sid: "ImportFindings",
            Effect: "Allow" as const,
            Action: "securityhub:BatchImportFindings",
            Resource: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
          },
        ]
      : []),
  ];
}
