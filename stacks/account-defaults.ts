import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { SecurityContact } from "../modules/account/alternate-contact";
import { EbsEncryption } from "../modules/ec2/ebs-encryption";
import { InstanceMetadataDefaults } from "../modules/ec2/instance-metadata-defaults";
import { SnapshotBlockPublicAccess } from "../modules/ec2/snapshot-block-public-access";
import { PasswordPolicy } from "../modules/iam/password-policy";
import type { Environment } from "../modules/environment";
import { AccountPublicAccessBlock } from "../modules/s3/account-public-access-block";
import { StripDefaultSecurityGroups } from "../modules/vpc/default-security-groups";
import { DefaultVpcCheck } from "../modules/vpc/default-vpc-check";

const ADVICE = {
  report: "Delete it where nothing needs it.",
  delete: "Delete it with: npm run default-vpcs -- --delete",
} as const;

/**
 * Adds settings of one account that are safer than AWS's defaults.
 *
 * @param environments the account's environments, home region first
 */
export function addAccountDefaults(
  scope: Construct,
  { baseline }: LandingZone,
  environments: readonly [Environment, ...Environment[]],
): void {
  const [home] = environments;
  const { passwordPolicy, securityContact } = baseline;
  if (baseline.s3PublicAccessBlock) {
    new AccountPublicAccessBlock(scope, "s3-public-access", { environment: home });
  }
  if (passwordPolicy !== undefined) {
    new PasswordPolicy(scope, "password-policy", {
      environment: home,
      minimumLength: passwordPolicy.minimumLength,
      reusePrevention: passwordPolicy.rememberedPasswords,
      maxAgeDays: passwordPolicy.maximumAgeDays,
    });
  }
  if (securityContact !== undefined) {
    new SecurityContact(scope, "security-contact", { environment: home, ...securityContact });
  }
  for (const environment of environments) {
    addRegionDefaults(scope, baseline, environment);
  }
}

function addRegionDefaults(scope: Construct, baseline: LandingZone["baseline"], environment: Environment): void {
  const { defaultSecurityGroups, defaultVpcs, ebsEncryption, instanceMetadata, snapshotSharing } = baseline;
  const { region } = environment;
  if (ebsEncryption) {
    new EbsEncryption(scope, `ebs-encryption-${region}`, { environment });
  }
  if (snapshotSharing !== undefined) {
    new SnapshotBlockPublicAccess(scope, `snapshots-${region}`, { environment, sharing: snapshotSharing });
  }
  if (instanceMetadata !== undefined) {
    new InstanceMetadataDefaults(scope, `instance-metadata-${region}`, { environment, ...instanceMetadata });
  }
  if (defaultSecurityGroups === "strip") {
    new StripDefaultSecurityGroups(scope, `default-security-groups-${region}`, { environment });
  }
  if (defaultVpcs !== "keep") {
    new DefaultVpcCheck(scope, `default-vpc-${region}`, { environment, advice: ADVICE[defaultVpcs] });
  }
}
