import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { SecurityContact } from "../modules/account/alternate-contact";
import { EbsEncryption } from "../modules/ec2/ebs-encryption";
import { InstanceMetadataDefaults } from "../modules/ec2/instance-metadata-defaults";
import { SnapshotBlockPublicAccess } from "../modules/ec2/snapshot-block-public-access";
import { PasswordPolicy } from "../modules/iam/password-policy";
import type { Place } from "../modules/place";
import { AccountPublicAccessBlock } from "../modules/s3/account-public-access-block";
import { StripDefaultSecurityGroups } from "../modules/vpc/default-security-groups";
import { DefaultVpcCheck } from "../modules/vpc/default-vpc-check";

const ADVICE = {
  report: "Delete it where nothing needs it.",
  delete: "Delete it with: npm run default-vpcs -- --delete",
} as const;

/**
 * Settings of one account that are safer than AWS's own.
 *
 * @param places the account's places, home region first
 */
export function secureAccount(scope: Construct, { baseline }: LandingZone, places: readonly [Place, ...Place[]]): void {
  const [home] = places;
  const { passwordPolicy, securityContact } = baseline;
  if (baseline.s3PublicAccessBlock) {
    new AccountPublicAccessBlock(scope, "s3-public-access", { place: home });
  }
  if (passwordPolicy !== undefined) {
    new PasswordPolicy(scope, "password-policy", {
      place: home,
      minimumLength: passwordPolicy.minimumLength,
      reusePrevention: passwordPolicy.rememberedPasswords,
      maxAgeDays: passwordPolicy.maximumAgeDays,
    });
  }
  if (securityContact !== undefined) {
    new SecurityContact(scope, "security-contact", { place: home, ...securityContact });
  }
  for (const place of places) {
    secureRegion(scope, baseline, place);
  }
}

function secureRegion(scope: Construct, baseline: LandingZone["baseline"], place: Place): void {
  const { defaultSecurityGroups, defaultVpcs, ebsEncryption, instanceMetadata, snapshotSharing } = baseline;
  const { region } = place;
  if (ebsEncryption) {
    new EbsEncryption(scope, `ebs-encryption-${region}`, { place });
  }
  if (snapshotSharing !== undefined) {
    new SnapshotBlockPublicAccess(scope, `snapshots-${region}`, { place, sharing: snapshotSharing });
  }
  if (instanceMetadata !== undefined) {
    new InstanceMetadataDefaults(scope, `instance-metadata-${region}`, { place, ...instanceMetadata });
  }
  if (defaultSecurityGroups === "strip") {
    new StripDefaultSecurityGroups(scope, `default-security-groups-${region}`, { place });
  }
  if (defaultVpcs !== "keep") {
    new DefaultVpcCheck(scope, `default-vpc-${region}`, { place, advice: ADVICE[defaultVpcs] });
  }
}
