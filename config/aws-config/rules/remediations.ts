import type { RemediationDefinition } from "./definition";

/** AWS's documents named `AWSConfigRemediation-…` look after their own execution. */
const ITSELF = ["ssm:StartAutomationExecution", "ssm:GetAutomationExecution"];

const OF_A_BUCKET = { resourceType: "AWS::S3::Bucket", resourceParameter: "BucketName" } as const;
const OF_A_KEY = { resourceType: "AWS::KMS::Key", resourceParameter: "KeyId" } as const;

/**
 * None of these can change a log bucket of the landing zone: the policies of those deny every write of theirs to all except the
 * break-glass role.
 *
 * Not here, on purpose, is AWSSupport-EnableVPCFlowLogs: it wants to create roles, and to read settings of the bucket, which
 * is another account's; the baseline makes flow logs itself. Nor are documents that take no resource, such as
 * AWSConfigRemediation-EnableEbsEncryptionByDefault and AWSConfigRemediation-SetIAMPasswordPolicy: they are about settings of
 * the account, which the baseline sets back with its next deployment.
 *
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-runbook-reference.html
 */
export const REMEDIATIONS = {
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-s3-deny-http.html */
  denyInsecureTransport: {
    document: "AWSConfigRemediation-RestrictBucketSSLRequestsOnly",
    ...OF_A_BUCKET,
    actions: [
      ...ITSELF,
      "s3:DeleteBucketPolicy",
      "s3:GetBucketPolicy",
      "s3:PutBucketPolicy",
      "s3:PutEncryptionConfiguration",
    ],
  },
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-configures3bucketversioning.html */
  enableVersioning: {
    document: "AWS-ConfigureS3BucketVersioning",
    ...OF_A_BUCKET,
    parameters: () => ({ VersioningState: "Enabled" }),
    actions: ["s3:PutBucketVersioning"],
  },
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-enableS3bucketencryption.html */
  encryptBucket: {
    document: "AWS-EnableS3BucketEncryption",
    ...OF_A_BUCKET,
    parameters: () => ({ SSEAlgorithm: "AES256" }),
    actions: ["s3:PutEncryptionConfiguration"],
  },
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-block-public-s3-bucket.html */
  blockPublicBucket: {
    document: "AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock",
    ...OF_A_BUCKET,
    actions: [
      ...ITSELF,
      "s3:GetAccountPublicAccessBlock",
      "s3:PutAccountPublicAccessBlock",
      "s3:GetBucketPublicAccessBlock",
      "s3:PutBucketPublicAccessBlock",
    ],
  },
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-block-public-s3.html */
  blockPublicBucketsOfAccount: {
    document: "AWSConfigRemediation-ConfigureS3PublicAccessBlock",
    resourceType: "AWS::::Account",
    resourceParameter: "AccountId",
    actions: [...ITSELF, "s3:GetAccountPublicAccessBlock", "s3:PutAccountPublicAccessBlock"],
  },
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-enable-key-rotation.html */
  rotateKey: {
    document: "AWSConfigRemediation-EnableKeyRotation",
    ...OF_A_KEY,
    actions: [...ITSELF, "kms:EnableKeyRotation", "kms:GetKeyRotationStatus"],
  },
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-cancel-key-deletion.html */
  keepKey: {
    document: "AWSConfigRemediation-CancelKeyDeletion",
    ...OF_A_KEY,
    actions: [...ITSELF, "kms:CancelKeyDeletion", "kms:DescribeKey"],
  },
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-remove-default-secg-rules.html */
  closeDefaultSecurityGroup: {
    document: "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules",
    resourceType: "AWS::EC2::SecurityGroup",
    resourceParameter: "GroupId",
    actions: [
      ...ITSELF,
      "ec2:DescribeSecurityGroups",
      "ec2:RevokeSecurityGroupEgress",
      "ec2:RevokeSecurityGroupIngress",
    ],
  },
  /** @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-enforce-ec2-imdsv2.html */
  requireMetadataVersion2: {
    document: "AWSConfigRemediation-EnforceEC2InstanceIMDSv2",
    resourceType: "AWS::EC2::Instance",
    resourceParameter: "InstanceId",
    actions: [...ITSELF, "ec2:DescribeInstances", "ec2:ModifyInstanceMetadataOptions"],
  },
} as const satisfies Readonly<Record<string, RemediationDefinition>>;
