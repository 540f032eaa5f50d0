/** How an object, or the lack of it, breaks the integrity of logs; and what is said of it. */
export const FAILURES = {
  absent: "it is not there",
  hash: "its content is not what was delivered",
  container: "its gzip container is not what was delivered",
  "trailing-data": "bytes follow its first gzip member",
  "too-large": "it uncompresses to more than is allowed",
  malformed: "it is no digest as CloudTrail writes them",
  moved: "it was made for another location",
  unsigned: "it has no signature",
  algorithm: "its signature is of another algorithm than SHA256withRSA",
  "unknown-key": "CloudTrail has no such public key",
  signature: "its signature is not CloudTrail's",
  "broken-link": "the digest after it was made after another one of this name",
  "not-in-chain": "the digest after it does not follow it",
  unreferenced: "no digest mentions it",
} as const;

/** What an integrity failure is. */
export type FailureKind = keyof typeof FAILURES;

/** Why something is not checked, which is no sign of tampering; and what is said of it. */
export const NOT_CHECKED = {
  denied: "access is denied",
  archived: "it is in an archive storage class and has to be restored first",
  encrypted: "its key cannot be used",
  unavailable: "it could not be read",
  "no-public-keys": "the public keys could not be read",
  "unusable-key": "its public key is no RSA key of 2048 bits or more",
  "unknown-lifetime": "the account is not in the organization now, and nobody says when it left",
} as const;

export type NotCheckedReason = keyof typeof NOT_CHECKED;

/** The outcome of an object. */
export type Verdict =
  | { readonly outcome: "verified" }
  | { readonly outcome: "failed"; readonly kind: FailureKind; readonly detail?: string }
  | { readonly outcome: "not-checked"; readonly reason: NotCheckedReason; readonly detail?: string };

export type Verified = Extract<Verdict, { outcome: "verified" }>;
export type Failed = Extract<Verdict, { outcome: "failed" }>;
export type NotChecked = Extract<Verdict, { outcome: "not-checked" }>;

export const VERIFIED: Verified = { outcome: "verified" };

export function failed(kind: FailureKind, detail?: string): Failed {
  return { outcome: "failed", kind, ...(detail === undefined ? {} : { detail }) };
}

export function notChecked(reason: NotCheckedReason, detail?: string): NotChecked {
  return { outcome: "not-checked", reason, ...(detail === undefined ? {} : { detail }) };
}
