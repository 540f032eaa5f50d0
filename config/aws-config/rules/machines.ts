import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { onChangeOf, PERIODIC } from "./evaluation";
import { MEXICO, NEW_ZEALAND, SPAIN, TAIPEI, THAILAND } from "./regions";
import { REMEDIATIONS } from "./remediations";

/** Rules about EC2: its instances, volumes, snapshots and networks. */
export const MACHINE_RULES = {
  ec2EbsEncryptionByDefault: {
    identifier: "EC2_EBS_ENCRYPTION_BY_DEFAULT",
    title: "New volumes are not encrypted by default",
    ...PERIODIC,
    absentFrom: [],
    controls: [...cis("5.1.1"), hub("EC2.7"), ...nist("SC-28")],
  },
  encryptedVolumes: {
    identifier: "ENCRYPTED_VOLUMES",
    title: "A volume of an instance is not encrypted",
    ...onChangeOf("AWS::EC2::Volume"),
    allowedParameters: { kmsId: "Id or ARN of the key that it has to be. Default: any." },
    absentFrom: [],
    controls: [hub("EC2.3"), ...nist("SC-28")],
  },
  ebsSnapshotPublicRestorableCheck: {
    identifier: "EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK",
    title: "Everyone can restore a snapshot",
    ...PERIODIC,
    absentFrom: [SPAIN],
    controls: [hub("EC2.1"), ...nist("AC-3", "SC-7")],
  },
  ebsSnapshotBlockPublicAccess: {
    identifier: "EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS",
    title: "Snapshots can be shared with everyone",
    note: "With another `baseline.snapshotSharing` than `block-all-sharing` it reports every account and region.",
    ...onChangeOf("AWS::EC2::SnapshotBlockPublicAccess"),
    absentFrom: [MEXICO, NEW_ZEALAND, TAIPEI, THAILAND],
    controls: [hub("EC2.182"), ...nist("AC-3")],
  },
  ec2Imdsv2Check: {
    identifier: "EC2_IMDSV2_CHECK",
    title: "An instance answers requests for its metadata without a session",
    note: "The remediation stops programs on the instance that know IMDSv1 only: look before you make it automatic.",
    ...onChangeOf("AWS::EC2::Instance"),
    absentFrom: [],
    controls: [...cis("5.7"), hub("EC2.8"), ...nist("AC-6"), ...pci("2.2.6")],
    remediation: REMEDIATIONS.requireMetadataVersion2,
  },
  vpcDefaultSecurityGroupClosed: {
    identifier: "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
    title: "The default security group of a VPC lets traffic pass",
    note: "`baseline.defaultSecurityGroups: strip` takes their rules away; the remediation does the same to single ones.",
    ...onChangeOf("AWS::EC2::SecurityGroup"),
    absentFrom: [],
    controls: [...cis("5.5"), hub("EC2.2"), ...nist("AC-4", "SC-7")],
    remediation: REMEDIATIONS.closeDefaultSecurityGroup,
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
