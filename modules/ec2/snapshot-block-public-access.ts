import { EbsSnapshotBlockPublicAccess } from "@cdktf/provider-aws/lib/ebs-snapshot-block-public-access";
import { Construct } from "constructs";
import { checkOneOf, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** `block-all-sharing` also hides the snapshots that are public already; `block-new-sharing` leaves them public. */
export type SnapshotSharing = "block-all-sharing" | "block-new-sharing";

export interface SnapshotBlockPublicAccessProps extends EnvironmentProps {
  /**
   * Whether snapshots that are public already become private, too, or only no further ones public.
   * @default "block-all-sharing"
   */
  readonly sharing?: SnapshotSharing;
}

/**
 * Lets nobody make an EBS snapshot of an account public in one region. Sharing with single accounts stays possible.
 * Destroying this allows it again.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
 */
export class SnapshotBlockPublicAccess extends Construct {
  /** The setting itself. */
  readonly block: EbsSnapshotBlockPublicAccess;

  constructor(scope: Construct, id: string, props: SnapshotBlockPublicAccessProps = {}) {
    super(scope, id);
    const { sharing = "block-all-sharing" } = props;
    checkOneOf(pathOf(scope, id), "sharing", sharing, ["block-all-sharing", "block-new-sharing"]);
    const environment = environmentOf(scope, id, props);
    this.block = new EbsSnapshotBlockPublicAccess(this, "Default", { ...inEnvironment(environment), state: sharing });
  }
}
