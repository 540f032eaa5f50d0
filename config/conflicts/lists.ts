import type { Finding } from "../source/document";
import type { Facts } from "../readable";
import { duplicates } from "./duplicates";

const fix = "remove one of the two";

export function repeatedEntries({ alerts: { emails = [] }, policyTypes, trustedServices }: Facts): Finding[] {
  return [
    ...duplicates(emails, { what: "address", fix, identity: (email) => email.toLowerCase() }),
    ...duplicates(policyTypes, { what: "policy type", fix }),
    ...duplicates(trustedServices, { what: "service", fix }),
  ];
}
