import { Construct } from "constructs";
import { EbsEncryption } from "../ec2/ebs-encryption";
import { InstanceMetadataDefaults } from "../ec2/instance-metadata-defaults";
import type { InstanceMetadataDefaultsProps } from "../ec2/instance-metadata-defaults";
import { SnapshotBlockPublicAccess } from "../ec2/snapshot-block-public-access";
import { environmentOf } from "../environment";
import type { EnvironmentProps } from "../environment";
import { PasswordPolicy } from "../iam/password-policy";
import type { PasswordPolicyProps } from "../iam/password-policy";
import { AccountPublicAccessBlock } from "../s3/account-public-access-block";
import { StripDefaultSecurityGroups } from "../vpc/default-security-groups";

export interface AccountDefaultsProps extends EnvironmentProps {
  /**
   * Whether settings that hold for the whole account are made: the password policy and the block of public buckets. In all
   * regions of an account but one they are not.
   * @default true
   */
  readonly accountWide?: boolean;
  /**
   * What the password policy says otherwise, if the account-wide settings are made.
   * @default - that of `PasswordPolicy`
   */
  readonly passwordPolicy?: Omit<PasswordPolicyProps, "environment">;
  /**
   * What new instances have otherwise.
   * @default - session tokens, one hop
   */
  readonly instanceMetadata?: Omit<InstanceMetadataDefaultsProps, "environment">;
  /**
   * Whether the default security groups of all VPCs lose their rules: what is in them is cut off at once.
   * @default false
   */
  readonly stripDefaultSecurityGroups?: boolean;
}

/**
 * Settings of an account that are safer than AWS's: no public buckets, long passwords; and in its region encrypted volumes, no public
 * snapshots, session tokens for the metadata of instances.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
 */
export class AccountDefaults extends Construct {
  /**
   * Block of public buckets, if account-wide settings are made.
   * @default - `accountWide` is false
   */
  readonly publicAccessBlock?: AccountPublicAccessBlock;
  /**
   * Password policy, if account-wide settings are made.
   * @default - `accountWide` is false
   */
  readonly passwordPolicy?: PasswordPolicy;
  /** Encryption of new volumes. */
  readonly ebsEncryption: EbsEncryption;
  /** Block of public snapshots. */
  readonly snapshots: SnapshotBlockPublicAccess;
  /** What new instances have. */
  readonly instanceMetadata: InstanceMetadataDefaults;

  constructor(scope: Construct, id: string, props: AccountDefaultsProps = {}) {
    super(scope, id);
    const environment = environmentOf(scope, id, props);
    if (props.accountWide ?? true) {
      this.publicAccessBlock = new AccountPublicAccessBlock(this, "public-access-block", { environment });
      this.passwordPolicy = new PasswordPolicy(this, "password-policy", { ...props.passwordPolicy, environment });
    }
    this.ebsEncryption = new EbsEncryption(this, "ebs-encryption", { environment });
    this.snapshots = new SnapshotBlockPublicAccess(this, "snapshots", { environment });
    this.instanceMetadata = new InstanceMetadataDefaults(this, "instance-metadata", {
      ...props.instanceMetadata,
      environment,
    });
    if (props.stripDefaultSecurityGroups === true) {
      new StripDefaultSecurityGroups(this, "default-security-groups", { environment });
    }
  }
}
