// The one file that loads @peculiar/x509: its dependency tsyringe has to find the polyfill when it is loaded.
import "reflect-metadata";

export {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequest,
  Pkcs10CertificateRequestGenerator,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
export type { PublicKey } from "@peculiar/x509";
