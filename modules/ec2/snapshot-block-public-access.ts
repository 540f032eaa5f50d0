import { EbsSnapshotBlockPublicAccess } from "@cdktf/provider-aws/lib/ebs-snapshot-block-public-access";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

/** `block-all-sharing` also hides the snapshots that are public already; `block-new-sharing` leaves them public. */
export type SnapshotSharing = "block-all-sharing" | "block-new-sharing";

export interface SnapshotBlockPublicAccessProps {
  readonly environment: Environment;
  readonly sharing: SnapshotSharing;
}

/**
 * Lets nobody make an EBS snapshot of an account public in one region. Sharing with single accounts stays possible.
 * Destroying this allows it again.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export class SnapshotBlockPublicAccess extends Construct {
  constructor(scope: Construct, id: string, { environment, sharing }: SnapshotBlockPublicAccessProps) {
    super(scope, id);
    new EbsSnapshotBlockPublicAccess(this, "Default", { ...inEnvironment(environment), state: sharing });
  }
}
