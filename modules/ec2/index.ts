/** Settings of EC2 in one region of an account. What is not here is not for others to import, and changes without notice. */
export { EbsEncryption } from "./ebs-encryption";
export type { EbsEncryptionProps } from "./ebs-encryption";
export { InstanceMetadataDefaults } from "./instance-metadata-defaults";
export type { InstanceMetadataDefaultsProps } from "./instance-metadata-defaults";
export { SnapshotBlockPublicAccess } from "./snapshot-block-public-access";
export type { SnapshotBlockPublicAccessProps, SnapshotSharing } from "./snapshot-block-public-access";
