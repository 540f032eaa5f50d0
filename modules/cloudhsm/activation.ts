import type { CloudhsmV2Cluster } from "@cdktf/provider-aws/lib/cloudhsm-v2-cluster";
import type { Precondition } from "cdktf";

/**
 * States of a cluster that nobody has activated: CloudHSM refuses it a second HSM, and KMS a key store.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_Cluster.html
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/activate-cluster.html
 */
const BEFORE_ACTIVATION = ["CREATE_IN_PROGRESS", "UNINITIALIZED", "INITIALIZE_IN_PROGRESS", "INITIALIZED"];

const HOW_TO =
  "Initialize and activate it: https://docs.aws.amazon.com/cloudhsm/latest/userguide/activate-cluster.html";

/**
 * Refuses what needs an activated cluster.
 *
 * @param advice what the message says besides
 */
export function activated(cluster: CloudhsmV2Cluster, what: string, advice = HOW_TO): Precondition {
  const state = `${cluster.terraformResourceType}.${cluster.friendlyUniqueId}.cluster_state`;
  return {
    condition: `\${!contains(${JSON.stringify(BEFORE_ACTIVATION)}, ${state})}`,
    errorMessage: `${what} needs an activated cluster, and its state is \${${state}}. ${advice}`,
  };
}
