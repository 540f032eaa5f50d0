import { basename, join } from "node:path";
import { contentOf, PRIVATE_MODE, readNamed, writeNew } from "../../cloudhsm/files";
import { refused } from "../../cloudhsm/x509/checks";
import { isEncrypted, makeCustomerCertificate, makeCustomerKey, signRequest } from "../../cloudhsm/x509/customer-ca";
import type { CustomerKey, KeySize } from "../../cloudhsm/x509/customer-ca";
import { readRequest } from "../../cloudhsm/x509/read";
import { checkClaim } from "../../cloudhsm/x509/signed-certificate";
import { Failure } from "../../console/failure";
import { fold } from "../../console/fold";
import { print, printError, styled } from "../../console/terminal";
import { describeChecks } from "./describe";
import { folding } from "./folding";
import { passphraseOf } from "./passphrase";

export interface SignOptions {
  readonly csr: string;
  /** Folder of the CA and the certificate. */
  readonly out: string;
  readonly days: number;
  readonly keySize: KeySize;
  /** Whether the key has no passphrase. */
  readonly unencryptedKey?: boolean;
  readonly json?: boolean;
}

const KEY = "customerCA.key";
const CERTIFICATE = "customerCA.crt";
const CSR_SUFFIX = "_ClusterCsr.csr";

const OFFLINE =
  "For logs that matter, keep the key of the CA offline, in a hardware security module of your own, and sign the CSR there.";
const WARNINGS = {
  encrypted: `The key of this CA lies in a file, and is as safe as its passphrase. ${OFFLINE}`,
  plain:
    "For tests: the key of this CA lies in a file without passphrase. Whoever has it can pass for the cluster. " +
    OFFLINE,
};

/** Signs a CSR by a CA of the folder, which is made if there is none. */
export function sign(options: SignOptions): Promise<void> {
  return folding(() => signInFolder(options));
}

async function signInFolder({
  csr,
  days,
  json = false,
  keySize,
  out,
  unencryptedKey = false,
}: SignOptions): Promise<void> {
  printError(styled("yellow", fold(unencryptedKey ? WARNINGS.plain : WARNINGS.encrypted), process.stderr));
  const now = new Date();
  const request = readNamed(csr);
  readRequest(request, csr);
  const ca = await customerCa(out, keySize, unencryptedKey, days, now);
  const file = join(out, signedName(csr));
  const certificate = contentOf(file) ?? (await signRequest(request, ca, days, now));
  const problems = refused(await checkClaim({ csr: request, certificate, trustAnchor: ca.certificate }, now));
  if (problems.length > 0) {
    throw new Failure(`${describeChecks(problems)}\n${file} is not for this CSR and this CA: name another folder`);
  }
  const written = writeNew(file, certificate);
  const files = { key: join(out, KEY), trustAnchor: join(out, CERTIFICATE), certificate: file };
  print(
    json
      ? JSON.stringify({ ...files, written }, undefined, 2)
      : [
          `CA            ${files.trustAnchor}, ${files.key}`,
          `certificate   ${file}${written ? "" : ", which was there already"}`,
        ].join("\n"),
  );
}

interface CustomerCa extends CustomerKey {
  readonly certificate: string;
}

/**
 * The CA of a folder. Its key is written first, and never over another: a run that was ended between makes the certificate
 * of the same key.
 */
async function customerCa(
  folder: string,
  bits: KeySize,
  isPlain: boolean,
  days: number,
  now: Date,
): Promise<CustomerCa> {
  const [keyFile, certificateFile] = [join(folder, KEY), join(folder, CERTIFICATE)];
  const certificate = contentOf(certificateFile);
  const existing = contentOf(keyFile);
  if (existing === undefined && certificate !== undefined) {
    throw new Failure(
      `${certificateFile} is there and ${keyFile} is not: a new CA would take its place. Sign where its key is, or ` +
        "name another folder",
    );
  }
  if (existing !== undefined && isEncrypted(existing) === isPlain) {
    throw new Failure(
      isPlain
        ? `${keyFile} has a passphrase: leave out --unencrypted-key`
        : `${keyFile} has no passphrase: give it one with \`openssl pkcs8 -topk8 -v2 aes-256-cbc\`, or say ` +
            "--unencrypted-key, for tests",
    );
  }
  const passphrase = isPlain ? undefined : await passphraseOf(keyFile, { isNew: existing === undefined });
  const key = existing ?? makeCustomerKey(bits, passphrase);
  if (existing === undefined) {
    writeNew(keyFile, key, PRIVATE_MODE);
  }
  if (certificate !== undefined) {
    return { key, passphrase, certificate };
  }
  const made = await makeCustomerCertificate({ key, passphrase }, "CloudHSM customer CA", days, now);
  writeNew(certificateFile, made);
  return { key, passphrase, certificate: made };
}

/** `cluster-a_ClusterCsr.csr` is signed as `cluster-a_CustomerHsmCertificate.crt`. */
function signedName(csr: string): string {
  const name = basename(csr);
  return name.endsWith(CSR_SUFFIX)
    ? `${name.slice(0, -CSR_SUFFIX.length)}_CustomerHsmCertificate.crt`
    : `${name.replace(/\.[^.]*$/, "")}_CustomerHsmCertificate.crt`;
}
