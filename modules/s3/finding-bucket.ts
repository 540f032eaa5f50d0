import { Construct } from "constructs";
import type { Environment } from "../environment";
import { accountRootArn, roleArn } from "../iam/arns";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "./bucket-arn";
import { PrivateBucket } from "./private-bucket";
import type { BucketReference, LogBucketProps } from "./private-bucket";

/** What the keys of objects begin with. */
export const FINDING_PREFIXES = { findings: "findings/", undelivered: "errors/", results: "cis/" } as const;

export interface FindingBucketProps extends LogBucketProps {
  readonly environment: Environment;
  readonly accessLogBucket: BucketReference;
  /** ARN of the key that encrypts what is written; same region as the bucket. */
  readonly kmsKeyArn: string;
  /** Account and roles that write; they need not exist yet. */
  readonly writers: {
    readonly accountId: string;
    /** Name of the role of the Firehose stream of findings. */
    readonly streamRole: string;
    /** Name of the role of the function that collects the results of CIS scans. */
    readonly collectorRole: string;
  };
}

/**
 * The bucket of Amazon Inspector's findings, which Firehose delivers from another account, and of the results of CIS scans. Each
 * of the two roles writes below its own prefix. No default Object Lock: nothing published says that Firehose can deliver to a
 * bucket that has one.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#cross-account-delivery-s3
 */
export class FindingBucket extends Construct {
  constructor(scope: Construct, id: string, props: FindingBucketProps) {
    super(scope, id);
    const { environment, writers } = props;
    const writer = (role: string) => roleArn(environment, writers.accountId, role);
    new PrivateBucket(this, "Default", {
      ...props,
      writer: { roleArn: [writer(writers.streamRole), writer(writers.collectorRole)] },
      statements: writerStatements(props),
    });
  }
}

function writerStatements({ bucketName, environment, writers }: FindingBucketProps): PolicyStatement[] {
  const arn = bucketArn(environment, bucketName);
  const { findings, results, undelivered } = FINDING_PREFIXES;
  // A role that does not exist yet cannot be a principal of a policy, but its ARN can be a condition.
  const allow = (sid: string, role: string, actions: string[], resource: string | string[]): PolicyStatement => ({
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: accountRootArn(environment, writers.accountId) },
    Action: actions,
    Resource: resource,
    Condition: { ArnEquals: { "aws:PrincipalArn": roleArn(environment, writers.accountId, role) } },
  });
  return [
    allow(
      "FirehoseLooks",
      writers.streamRole,
      ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      arn,
    ),
    allow(
      "FirehoseWritesFindings",
      writers.streamRole,
      ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"],
      [findings, undelivered].map((prefix) => `${arn}/${prefix}*`),
    ),
    allow("CollectorWritesResults", writers.collectorRole, ["s3:PutObject"], `${arn}/${results}*`),
  ];
}
