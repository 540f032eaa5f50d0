import { join } from "node:path";
import type { Cluster } from "../../cloudhsm/client";
import { HSM_EXIT } from "../../cloudhsm/exit-code";
import { readNamed, writeNew } from "../../cloudhsm/files";
import { refused } from "../../cloudhsm/x509/checks";
import type { Check } from "../../cloudhsm/x509/checks";
import { checkHardware } from "../../cloudhsm/x509/hardware";
import type { HardwareEvidence, HardwareRoots } from "../../cloudhsm/x509/hardware";
import { readRequest } from "../../cloudhsm/x509/read";
import { Failure } from "../../console/failure";
import { fold } from "../../console/fold";
import { print, printError, styled } from "../../console/terminal";
import { describeChecks } from "./describe";
import { open, reporting, theCluster } from "./open";
import type { HsmOptions } from "./open";

export interface CsrOptions extends HsmOptions {
  /** Folder that the files are written to. */
  readonly out: string;
  readonly awsRoot?: string;
  readonly manufacturerRoot?: string;
  readonly skipHardwareCheck?: boolean;
}

/** Names of the files, after the id of the cluster, as AWS's console gives them. */
const FILES: Readonly<Record<keyof HardwareEvidence, string>> = {
  csr: "ClusterCsr.csr",
  hsmCertificate: "HsmCertificate.crt",
  awsHardwareCertificate: "AwsHardwareCertificate.crt",
  manufacturerHardwareCertificate: "ManufacturerHardwareCertificate.crt",
};

/** Fetches the CSR of the cluster, checks the hardware that made it, and writes it with its certificates. */
export function csr(options: CsrOptions): Promise<void> {
  return reporting(async () => {
    const { json = false, out } = options;
    const roots = rootsOf(options);
    const cluster = await theCluster(await open(options.config), options.cluster);
    const evidence = evidenceOf(cluster, roots !== undefined);
    const checks = roots === undefined ? [] : await checkHardware(evidence, roots, new Date());
    const problems = refused(checks);
    const files = problems.length > 0 ? [] : write(cluster, evidence, out);
    if (json) {
      const hardwareChecked = roots !== undefined;
      print(JSON.stringify({ cluster: cluster.ClusterId, hardwareChecked, checks, files }, undefined, 2));
    } else {
      report(checks, files);
    }
    if (problems.length > 0) {
      throw new Failure("the CSR was not written: nothing proves that an HSM of AWS made it");
    }
  });
}

function report(checks: readonly Check[], files: readonly { file: string; written: boolean }[]): void {
  if (checks.length > 0) {
    print(describeChecks(checks));
  } else {
    const text = "The hardware was not checked: nothing proves that an HSM of AWS made this CSR.";
    printError(styled("yellow", fold(text), process.stderr));
  }
  for (const { file, written } of files) {
    print(written ? `wrote ${file}` : `${file} was there already`);
  }
}

/** @throws Failure unless both roots are there, or the check is skipped */
function rootsOf({ awsRoot, manufacturerRoot, skipHardwareCheck = false }: CsrOptions): HardwareRoots | undefined {
  if (skipHardwareCheck) {
    if (awsRoot !== undefined || manufacturerRoot !== undefined) {
      throw new Failure(
        "--skip-hardware-check leaves out what --aws-root and --manufacturer-root are for: name one or the other",
        HSM_EXIT.usage,
      );
    }
    return undefined;
  }
  if (awsRoot === undefined || manufacturerRoot === undefined) {
    throw new Failure(
      "name the roots that the hardware is checked with by --aws-root and --manufacturer-root, or leave the check out " +
        "by --skip-hardware-check",
      HSM_EXIT.usage,
    );
  }
  return { aws: readNamed(awsRoot), manufacturer: readNamed(manufacturerRoot) };
}

function evidenceOf({ Certificates = {}, ClusterId, State }: Cluster, isChecked: boolean): HardwareEvidence {
  const { AwsHardwareCertificate, ClusterCsr, HsmCertificate, ManufacturerHardwareCertificate } = Certificates;
  if (ClusterCsr === undefined) {
    throw State === "UNINITIALIZED" || State === "CREATE_IN_PROGRESS"
      ? new Failure(`${ClusterId} has no CSR yet: its first HSM makes it, in some minutes`, HSM_EXIT.waiting)
      : new Failure(`${ClusterId} is ${State}: AWS shows the CSR before initialization only`);
  }
  const evidence = {
    csr: ClusterCsr,
    hsmCertificate: HsmCertificate ?? "",
    awsHardwareCertificate: AwsHardwareCertificate ?? "",
    manufacturerHardwareCertificate: ManufacturerHardwareCertificate ?? "",
  };
  const missing = Object.entries(evidence).flatMap(([name, text]) => (text === "" ? [name] : []));
  if (isChecked && missing.length > 0) {
    throw new Failure(`${ClusterId} comes without ${missing.join(", ")}: its hardware cannot be checked`);
  }
  return evidence;
}

function write(
  { ClusterId }: Cluster,
  evidence: HardwareEvidence,
  folder: string,
): { file: string; written: boolean }[] {
  readRequest(evidence.csr, "the CSR of the cluster");
  return Object.entries(FILES).flatMap(([name, suffix]) => {
    const content = evidence[name as keyof HardwareEvidence];
    const file = join(folder, `${ClusterId}_${suffix}`);
    return content === "" ? [] : [{ file, written: writeNew(file, `${content.trimEnd()}\n`) }];
  });
}
