/** A setting of accounts that CloudFormation has no resource for. */
export interface Missing {
  readonly reason: string;
  /** What does it for accounts whose baseline stack sets make. */
  readonly instead: string;
}

/**
 * What an account's baseline may hold and CloudFormation, and so a stack set, cannot make: by the module that makes it with
 * Terraform.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues
 */
export const NOT_IN_CLOUDFORMATION = {
  accountPublicAccessBlock: {
    reason: "CloudFormation blocks public access to single buckets, not to those of an account",
    instead: "an S3 policy of AWS Organizations",
  },
  alternateContact: {
    reason: "CloudFormation has no resource for the contacts of an account",
    instead: "the Account Management API, from the management account",
  },
  configRetention: {
    reason: "CloudFormation has no resource for how long AWS Config keeps what it recorded",
    instead: "the console or CLI in each account and region; AWS Config keeps it for seven years otherwise",
  },
  defaultSecurityGroups: {
    reason: "CloudFormation changes security groups that it made, and default ones are made with their VPC",
    instead: "the Config rule VPC_DEFAULT_SECURITY_GROUP_CLOSED, with a remediation",
  },
  defaultVpcs: {
    reason: "a template cannot look for what exists",
    instead: "a script that asks each account and region",
  },
  ebsEncryption: {
    reason: "CloudFormation has no resource for EBS encryption by default",
    instead: "the Config rule EC2_EBS_ENCRYPTION_BY_DEFAULT, which reports accounts and regions without it",
  },
  instanceMetadataDefaults: {
    reason: "CloudFormation has no resource for the metadata defaults of EC2",
    instead: "a declarative policy of AWS Organizations for EC2",
  },
  passwordPolicy: {
    reason: "CloudFormation has no resource for the password policy of IAM",
    instead: "the Config rule IAM_PASSWORD_POLICY, which reports accounts without it",
  },
  vpcFlowLogs: {
    reason: "a template logs the VPCs that it names, and cannot look for those that exist",
    instead: "the Config rule VPC_FLOW_LOGS_ENABLED, with a remediation",
  },
} as const satisfies Readonly<Record<string, Missing>>;
