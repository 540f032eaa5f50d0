import { Failure } from "../console/failure";
import type { CloudHsm, Cluster, Hsm } from "./client";
import { HSM_EXIT } from "./exit-code";

/** How the cluster of a landing zone is found. */
export interface WantedCluster {
  /** Named on the command line. */
  readonly id?: string;
  /** The one that the custom key store has. */
  readonly ofStore?: string;
  /** Its tag `Name`. */
  readonly name: string;
}

/**
 * The cluster of the landing zone, if there is one: the one that is asked for, else that of the store, else the one with
 * the name. Another cluster of the account is somebody else's: it is not claimed, and the retention of its backups not changed.
 *
 * @throws Failure when the one that is asked for is none, or there are several and none is the landing zone's
 */
export async function findCluster(
  cloudHsm: CloudHsm,
  { id, name, ofStore }: WantedCluster,
): Promise<Cluster | undefined> {
  const clusters = (await cloudHsm.clusters()).filter(({ State }) => State !== "DELETED");
  if (id !== undefined) {
    const asked = clusters.find(({ ClusterId }) => ClusterId === id);
    if (asked === undefined) {
      throw new Failure(`there is no cluster ${id}: ${listed(clusters)}`, HSM_EXIT.usage);
    }
    return asked;
  }
  const named = clusters.filter(({ TagList = [] }) =>
    TagList.some(({ Key, Value }) => Key === "Name" && Value === name),
  );
  const related = clusters.filter(({ ClusterId }) => ClusterId === ofStore);
  const candidates = related.length > 0 ? related : named;
  if (candidates.length > 1) {
    throw new Failure(`more than one cluster can be meant, name it by --cluster: ${listed(candidates)}`);
  }
  return candidates[0];
}

/** HSMs that are there and work. */
export function activeHsms({ Hsms = [] }: Cluster): Hsm[] {
  return Hsms.filter(({ State }) => State === "ACTIVE");
}

/** Zones of the HSMs that work. */
export function activeZones(cluster: Cluster): string[] {
  return [...new Set(activeHsms(cluster).flatMap(({ AvailabilityZone: zone }) => zone ?? []))].sort();
}

/** States before `cluster activate`: no user can log in yet. */
const BEFORE_ACTIVATION = ["CREATE_IN_PROGRESS", "UNINITIALIZED", "INITIALIZE_IN_PROGRESS", "INITIALIZED"];

/** Whether the administrator has a password. AWS has no field for it: the state says it. */
export function isActivated({ State }: Pick<Cluster, "State">): boolean {
  return !BEFORE_ACTIVATION.includes(State) && !State.startsWith("DELETE");
}

function listed(clusters: readonly Cluster[]): string {
  return clusters.length === 0
    ? "there is none in this account and region"
    : clusters.map(({ ClusterId, State }) => `${ClusterId} (${State})`).join(", ");
}
