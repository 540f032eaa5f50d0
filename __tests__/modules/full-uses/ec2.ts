import { EbsEncryption, InstanceMetadataDefaults, SnapshotBlockPublicAccess } from "../../../modules/ec2";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/ec2`. */
export const EC2: Uses = {
  EbsEncryption: (stack) =>
    new EbsEncryption(stack, "volumes", {
      kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    }),
  InstanceMetadataDefaults: (stack) =>
    new InstanceMetadataDefaults(stack, "metadata", { hopLimit: 2, instanceTags: "disabled" }),
  SnapshotBlockPublicAccess: (stack) =>
    new SnapshotBlockPublicAccess(stack, "snapshots", { sharing: "block-new-sharing" }),
};
