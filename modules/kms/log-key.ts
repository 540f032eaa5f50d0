import type { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, checkNotEmpty, pathOf } from "../checks";
import { checkTrail, trailArn } from "../cloudtrail/trail-identity";
import type { TrailIdentity } from "../cloudtrail/trail-identity";
import { environmentOf } from "../environment";
import type { Environment } from "../environment";
import { accountRootArn } from "../iam/arns";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "../s3/bucket-arn";
import { onBehalfOf } from "../s3/on-behalf-of";
import { ofBucket } from "./bucket-context";
import { CustomerManagedKey } from "./customer-managed-key";
import type { KeyProps } from "./customer-managed-key";

export interface LogKeyProps extends KeyProps {
  /** The trail that encrypts its log files with this key; it need not exist yet. */
  readonly trail: TrailIdentity;
  /**
   * Name of the bucket that AWS Config delivers to: that of every account of the trail's organization, or of the key's account,
   * may encrypt with this key.
   * @default - AWS Config does not use the key
   */
  readonly configBucketName?: string;
  /**
   * ARNs of account roots (`arn:aws:iam::<account>:root`): these accounts' own IAM policies decide who decrypts.
   * @default - the key's own account
   */
  readonly readers?: readonly string[];
}

/**
 * The key that encrypts CloudTrail's log files and AWS Config's deliveries; in the region of their buckets,
 * in the buckets' account or in another one.
 *
 * Readers decrypt log files with CloudTrail's encryption context only, and Config's deliveries with that of their bucket
 * only: no key is good for what it was not given for.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export class LogKey extends CustomerManagedKey {
  constructor(scope: Construct, id: string, props: LogKeyProps) {
    const where = pathOf(scope, id);
    checkTrail(where, props.trail);
    checkNotEmpty(where, "readers", props.readers);
    checkFormats(where, props, { configBucketName: FORMATS.bucketName });
    const environment = environmentOf(scope, id, props);
    super(scope, id, {
      ...props,
      description: `Encrypts the logs of the ${props.trail.organizationId === undefined ? "account" : "organization"}`,
      statements: [...serviceStatements(environment, props), ...readerStatements(environment, props)],
    });
  }
}

function serviceStatements(environment: Environment, { configBucketName, trail }: LogKeyProps): PolicyStatement[] {
  const cloudTrail = { Service: "cloudtrail.amazonaws.com" };
  const byThisTrail = { "aws:SourceArn": trailArn(environment, trail) };
  return [
    {
      Sid: "CloudTrailEncryptsLogs",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: byThisTrail,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${environment.partition}:cloudtrail:*:${trail.accountId}:trail/*`,
        },
      },
    },
    {
      Sid: "CloudTrailDescribesKey",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: byThisTrail },
    },
    {
      // S3 Bucket Keys make CloudTrail decrypt the bucket's data key before it writes.
      Sid: "CloudTrailUsesBucketKey",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: byThisTrail },
    },
    ...(configBucketName === undefined
      ? []
      : [
          {
            Sid: "ConfigEncryptsDeliveries",
            Effect: "Allow",
            Principal: { Service: "config.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: "*",
            Condition: { StringEquals: onBehalfOf(environment, trail) },
          } as const,
        ]),
  ];
}

function readerStatements(environment: Environment, props: LogKeyProps): PolicyStatement[] {
  const { configBucketName, readers = [accountRootArn(environment, environment.accountId)] } = props;
  const decrypt = (sid: string, condition: PolicyStatement["Condition"]): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: readers },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: condition,
  });
  return [
    decrypt("ReadersDecryptTrail", { Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } }),
    ...(configBucketName === undefined
      ? []
      : [decrypt("ReadersDecryptConfig", ofBucket(bucketArn(environment, configBucketName)))]),
  ];
}
