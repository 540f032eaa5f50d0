import type { Construct } from "constructs";
import type { PolicyStatement } from "../iam/policy-document";
import { ofBucket } from "./bucket-context";
import { CustomerManagedKey } from "./customer-managed-key";
import type { KeyProps } from "./customer-managed-key";

export interface LogKeyProps extends KeyProps {
  /** ARN of the trail that encrypts its log files with this key. */
  readonly trailArn: string;
  /** Twelve digits: the account that owns the trail. */
  readonly trailAccountId: string;
  /** `o-...`: AWS Config of every account of this organization may encrypt its deliveries. */
  readonly organizationId: string;
  /** ARN of the bucket that AWS Config delivers to. */
  readonly configBucketArn: string;
  /** ARNs of account roots (`arn:aws:iam::<account>:root`): these accounts' own IAM policies decide who decrypts. */
  readonly readers: readonly string[];
}

/**
 * The key that encrypts CloudTrail's log files and AWS Config's deliveries in the log archive; in the archive's region,
 * in its account or in another one.
 *
 * Readers decrypt log files with CloudTrail's encryption context only, and Config's deliveries with that of their bucket
 * only: no key is good for what it was not given for.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export class LogKey extends CustomerManagedKey {
  constructor(scope: Construct, id: string, props: LogKeyProps) {
    super(scope, id, {
      ...props,
      description: "Encrypts the logs of the organization",
      statements: [...serviceStatements(props), ...readerStatements(props)],
    });
  }
}

function serviceStatements({ organizationId, environment, trailAccountId, trailArn }: LogKeyProps): PolicyStatement[] {
  const cloudTrail = { Service: "cloudtrail.amazonaws.com" };
  const byThisTrail = { "aws:SourceArn": trailArn };
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
          "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${environment.partition}:cloudtrail:*:${trailAccountId}:trail/*`,
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
    {
      Sid: "ConfigEncryptsDeliveries",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceOrgID": organizationId } },
    },
  ];
}

function readerStatements({ configBucketArn, readers }: LogKeyProps): PolicyStatement[] {
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
    decrypt("ReadersDecryptConfig", ofBucket(configBucketArn)),
  ];
}
