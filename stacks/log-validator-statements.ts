import type { LandingZone } from "../config/landing-zone";
import { validatorSource } from "../config/log-validation/findings";
import type { LogValidation } from "../config/log-validation/settings";
import type { Environment } from "../modules/environment";
import { tableArn } from "../modules/dynamodb/state-table";
import { eventBusArn } from "../modules/events/arns";
import { queueArn } from "../modules/sqs/queue";
import { ofSource } from "../modules/events/of-source";
import type { PolicyStatement } from "../modules/iam/policy-document";
import { bucketArn } from "../modules/s3/bucket-arn";

export interface ValidatorStatementsProps {
  /** The audit account at home. */
  readonly environment: Environment;
  readonly landingZone: LandingZone;
  readonly settings: Pick<LogValidation, "securityHub">;
  readonly organizationId: string;
  readonly tamperingBusArn: string;
}

/**
 * What the log validator may do besides writing its log: of the logs it reads all and changes nothing. The policies of the bucket
 * and of its key, which are in another account, have to allow it as well.
 */
export function validatorStatements(props: ValidatorStatementsProps): PolicyStatement[] {
  const { environment, landingZone, organizationId, settings, tamperingBusArn } = props;
  const { arns, name, names } = landingZone;
  const { accountId, partition, region } = environment;
  const bucket = bucketArn(environment, names.trailBucket);
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
      Resource: arns.trail,
    },
    {
      Sid: "WorkThroughQueue",
      Effect: "Allow",
      Action: ["DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"].map((action) => `sqs:${action}`),
      Resource: queueArn(environment, names.logValidationQueue),
    },
    {
      Sid: "Remember",
      Effect: "Allow",
      Action: ["GetItem", "PutItem", "Query"].map((action) => `dynamodb:${action}`),
      Resource: tableArn(environment, names.logValidationTable),
    },
    {
      Sid: "TellOfFindings",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: [eventBusArn(environment, names.securityBus), tamperingBusArn],
      Condition: ofSource(validatorSource(name)),
    },
    {
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": names.logValidationNamespace } },
    },
    ...(settings.securityHub
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
