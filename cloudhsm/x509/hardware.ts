import type { Check } from "./checks";
import { refusedIf, warningIf } from "./checks";
import { day, isAuthority, requestProblem, sameKey, signatureProblem, validityProblem } from "./facts";
import type { X509Certificate } from "./library";
import { readCertificate, readRequest } from "./read";

/** What the first HSM of a cluster says of itself, as PEM texts. */
export interface HardwareEvidence {
  readonly csr: string;
  readonly hsmCertificate: string;
  readonly awsHardwareCertificate: string;
  readonly manufacturerHardwareCertificate: string;
}

/** The roots that its owner trusts, as PEM texts. */
export interface HardwareRoots {
  readonly aws: string;
  readonly manufacturer: string;
}

/** A root that expires sooner has to be replaced soon. AWS CloudHSM Root G1 expires on 26 April 2027. */
export const WARNING_DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;

/**
 * Checks that a CSR was made by an HSM that AWS and the manufacturer of the hardware both vouch for: the HSM's certificate
 * is signed by the hardware, the hardware's certificates by the roots, and the HSM's key is the key of the CSR.
 *
 * AWS says that its own commands for this fail with OpenSSL 1.1 and newer. Hardware certificates that do not say whether
 * they may sign others are therefore taken with a warning; those that say they may not are refused.
 *
 * @throws Failure where a text is not what it should be
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/verify-hsm-identity.html
 */
export async function checkHardware(evidence: HardwareEvidence, roots: HardwareRoots, now: Date): Promise<Check[]> {
  const csr = readRequest(evidence.csr, "the CSR of the cluster");
  const hsm = readCertificate(evidence.hsmCertificate, "the HSM certificate");
  const chain = async (name: string, hardware: string, root: string): Promise<Check[]> => {
    const hardwareName = `${name} hardware certificate`;
    return checkChain({
      hsm,
      hardwareName,
      hardware: readCertificate(hardware, `the ${hardwareName}`),
      rootName: `${name} root`,
      root: readCertificate(root, `the ${name} root`),
      now,
    });
  };
  return [
    ...(await chain("AWS", evidence.awsHardwareCertificate, roots.aws)),
    ...(await chain("manufacturer", evidence.manufacturerHardwareCertificate, roots.manufacturer)),
    refusedIf("HSM certificate: validity", validityProblem(hsm, now)),
    refusedIf(
      "HSM certificate: its key is the key of the CSR",
      !sameKey(hsm, csr) && "the CSR has another key: it was not made by this HSM",
    ),
    refusedIf("CSR: its own signature", await requestProblem(csr)),
  ];
}

interface Chain {
  readonly hsm: X509Certificate;
  readonly hardwareName: string;
  readonly hardware: X509Certificate;
  readonly rootName: string;
  readonly root: X509Certificate;
  readonly now: Date;
}

async function checkChain({ hardware, hardwareName, hsm, now, root, rootName }: Chain): Promise<Check[]> {
  return [
    ...(await checkRoot(rootName, root, now)),
    refusedIf(
      `${hardwareName}: issuer`,
      hardware.issuer !== root.subject &&
        `wrong root: it was issued by ${hardware.issuer}, and the root is ${root.subject}`,
    ),
    refusedIf(`${hardwareName}: signature`, await signatureProblem(hardware, root)),
    refusedIf(`${hardwareName}: validity`, validityProblem(hardware, now)),
    authority(hardwareName, hardware),
    refusedIf(
      `HSM certificate: issuer is the ${hardwareName}`,
      hsm.issuer !== hardware.subject && `it was issued by ${hsm.issuer}, and that is ${hardware.subject}`,
    ),
    refusedIf(`HSM certificate: signature by the ${hardwareName}`, await signatureProblem(hsm, hardware)),
  ];
}

async function checkRoot(name: string, root: X509Certificate, now: Date): Promise<Check[]> {
  const expired = validityProblem(root, now);
  const daysLeft = Math.floor((root.notAfter.getTime() - now.getTime()) / DAY_MILLISECONDS);
  const selfSigned =
    root.issuer === root.subject
      ? await signatureProblem(root, root)
      : `it was issued by ${root.issuer}: it is no root`;
  return [
    refusedIf(`${name}: self-signed`, selfSigned),
    expired === undefined
      ? warningIf(
          `${name}: validity`,
          daysLeft < WARNING_DAYS && `expires in ${daysLeft} days, on ${day(root.notAfter)}: get its successor`,
        )
      : refusedIf(`${name}: validity`, expired),
    authority(name, root),
  ];
}

function authority(name: string, certificate: X509Certificate): Check {
  const check = `${name}: is a CA`;
  const answer = isAuthority(certificate);
  return answer === "unsaid"
    ? warningIf(check, "it does not say, as it has no Basic Constraints")
    : refusedIf(check, answer === "no" && "its Basic Constraints or key usage say that it is none");
}
