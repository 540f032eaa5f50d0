import { readCertificate } from "./read";

/** Whether two PEM texts are one certificate, whatever their line ends. */
export function sameCertificate(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => Buffer.from(readCertificate(text, "the certificate").rawData));
  return a !== undefined && b !== undefined && a.equals(b);
}
