import { Failure } from "../console/failure";
import type { CloudHsm, Cluster } from "./client";
import { waitUntil } from "./wait";
import type { Patience } from "./wait";
import { sameCertificate } from "./x509/same-certificate";

export interface Initialization {
  readonly cloudHsm: CloudHsm;
  readonly clusterId: string;
  readonly certificate: string;
  readonly trustAnchor: string;
  readonly patience: Patience;
  readonly onDone: (text: string) => void;
  readonly onState: (state: string) => void;
}

/**
 * Claims a cluster, once, and waits until AWS has initialized it. May be run again: a cluster that has this certificate is
 * left alone, and what is under way is waited for.
 *
 * @returns the cluster as it was read last
 * @throws Failure when it has another certificate, or AWS gave up
 * @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_InitializeCluster.html
 */
export async function initialize(work: Initialization): Promise<Cluster> {
  const before = await read(work);
  if (before.State === "UNINITIALIZED") {
    await claim(work);
  } else {
    expectSameCertificate(before, work.certificate);
    work.onDone(`it has been claimed before: ${before.State}`);
  }
  // AWS may show for a moment what was before.
  let begun = false;
  const after = await waitUntil(
    () => read(work),
    ({ State }) => (State === "UNINITIALIZED" ? begun : State !== "INITIALIZE_IN_PROGRESS"),
    work.patience,
    ({ State }) => {
      begun ||= State === "INITIALIZE_IN_PROGRESS";
      work.onState(State);
    },
  );
  if (after.State === "UNINITIALIZED") {
    throw new Failure(
      `AWS did not initialize the cluster: ${after.StateMessage ?? "it gives no reason"}; run it again`,
    );
  }
  expectSameCertificate(after, work.certificate);
  return after;
}

async function claim(work: Initialization): Promise<void> {
  const { certificate, cloudHsm, clusterId, onDone, trustAnchor } = work;
  try {
    await cloudHsm.initialize(clusterId, certificate, trustAnchor);
    onDone("uploaded certificate and trust anchor");
  } catch (error) {
    // An answer that was lost: the second try is refused, as the first has begun it.
    const now = await read(work);
    if (now.State === "UNINITIALIZED") {
      throw error;
    }
    expectSameCertificate(now, certificate);
  }
}

function expectSameCertificate({ Certificates, ClusterId, State }: Cluster, certificate: string): void {
  const has = Certificates?.ClusterCertificate;
  if (has !== undefined && !sameCertificate(has, certificate)) {
    throw new Failure(
      `${ClusterId} is ${State} with another certificate than this one: a cluster is initialized once. Use the files ` +
        "it was initialized with; are they lost, the cluster has to be deleted and made anew",
    );
  }
}

async function read({ cloudHsm, clusterId }: Initialization): Promise<Cluster> {
  const [cluster] = await cloudHsm.clusters([clusterId]);
  if (cluster === undefined) {
    throw new Failure(`there is no cluster ${clusterId} any more`);
  }
  return cluster;
}
