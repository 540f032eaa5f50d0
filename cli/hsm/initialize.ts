import { isActivated } from "../../cloudhsm/cluster";
import { HSM_EXIT } from "../../cloudhsm/exit-code";
import { readNamed } from "../../cloudhsm/files";
import { initialize as initializeCluster } from "../../cloudhsm/initialize";
import { refused } from "../../cloudhsm/x509/checks";
import { plainCertificate } from "../../cloudhsm/x509/read";
import { checkClaim } from "../../cloudhsm/x509/signed-certificate";
import { Failure } from "../../console/failure";
import { abortOnInterrupt } from "../../console/interrupt";
import { Progress } from "../../console/progress";
import { print, printError } from "../../console/terminal";
import { describeChecks } from "./describe";
import { open, reporting, theCluster } from "./open";
import type { HsmOptions } from "./open";
import { typedFor } from "./typed";

export interface InitializeOptions extends HsmOptions {
  readonly certificate: string;
  readonly trustAnchor: string;
  /** Minutes. */
  readonly timeout: number;
}

const INTERRUPTED = "nothing is lost: AWS goes on with what it has begun; run it again to go on";

/** Claims the cluster with the signed certificate, after checking that it belongs to the CSR. */
export function initialize(options: InitializeOptions): Promise<void> {
  const signal = abortOnInterrupt();
  const progress = new Progress(1, process.stderr);
  const work = async (): Promise<void> => {
    const { config, json = false, timeout } = options;
    const [certificate, trustAnchor] = [readNamed(options.certificate), readNamed(options.trustAnchor)];
    const opened = await open(config);
    const cluster = await theCluster(opened, options.cluster);
    const { ClusterId: clusterId } = cluster;
    expectReady(cluster.State, clusterId);
    const claim = { certificate, trustAnchor, csr: cluster.Certificates?.ClusterCsr };
    const checks = await checkClaim(claim, new Date());
    const problems = refused(checks);
    if (problems.length > 0) {
      printError(describeChecks(problems));
      throw new Failure(`nothing was uploaded: ${clusterId} is as it was`);
    }
    const warnings = checks.filter(({ outcome }) => outcome === "warning");
    if (warnings.length > 0) {
      printError(describeChecks(warnings));
    }
    progress.start(`initialize ${clusterId}`);
    const { State: state } = await initializeCluster({
      cloudHsm: opened.clients.cloudHsm,
      clusterId,
      certificate: plainCertificate(certificate, "the certificate"),
      trustAnchor: plainCertificate(trustAnchor, "the trust anchor"),
      patience: { milliseconds: timeout * 60_000, signal },
      onDone: (text) => {
        progress.note(text);
      },
      onState: (text) => {
        progress.at(text);
      },
    });
    progress.done(state);
    const isDone = state === "INITIALIZED" || isActivated({ State: state });
    print(
      json
        ? JSON.stringify({ cluster: clusterId, state, checks }, undefined, 2)
        : `${clusterId} is ${state}. What comes next: ${typedFor(config).hsm("status")}`,
    );
    process.exitCode = isDone ? HSM_EXIT.ok : HSM_EXIT.waiting;
  };
  return reporting(work, signal, INTERRUPTED).finally(() => {
    progress.stop();
  });
}

function expectReady(state: string, id: string): void {
  if (state === "CREATE_IN_PROGRESS") {
    throw new Failure(`${id} is being created: run it again later`, HSM_EXIT.waiting);
  }
  if (state.startsWith("DELETE")) {
    throw new Failure(`${id} is ${state}`, HSM_EXIT.broken);
  }
}
