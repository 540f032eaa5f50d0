import type { ReportedFinding } from "../../../log-integrity/collector";
import type { FailureKind, NotCheckedReason } from "../../../log-integrity/verdicts";

const EVIDENCE =
  "Take it for evidence: change nothing in the bucket, keep all versions, and look in CloudTrail's own events and in the " +
  "bucket's access logs who wrote to it and by which role.";
const RESTORE = "The versions that are named here are what CloudTrail delivered: copy them to a safe place.";

const FAILED: Readonly<Record<FailureKind, string>> = {
  absent: `Somebody deleted it, or a lifecycle rule did. ${EVIDENCE}`,
  hash: `Somebody changed it. ${EVIDENCE}`,
  container: `Somebody wrote it anew. ${EVIDENCE}`,
  "trailing-data": `Somebody appended to it; programs that read all of it read what CloudTrail never wrote. ${EVIDENCE}`,
  "too-large": `CloudTrail writes no such file, and it may be made to exhaust who reads it: do not uncompress it. ${EVIDENCE}`,
  malformed: `Somebody wrote another file in its place. ${EVIDENCE}`,
  moved: `Somebody copied it here from another bucket, prefix or account. Name a copy of the archive by --copy; else: ${EVIDENCE}`,
  unsigned: `A copy may have lost its metadata, where the signature is. If nobody copied it: ${EVIDENCE}`,
  algorithm: `CloudTrail signs by SHA256withRSA alone. ${EVIDENCE}`,
  "unknown-key": `It was signed by somebody else than CloudTrail, or its time or region was changed. ${EVIDENCE}`,
  signature: `It was changed after it was signed, or signed by somebody else. ${EVIDENCE}`,
  "broken-link": `Another digest was here when the next one was made: this one was put in its place. ${EVIDENCE}`,
  "not-in-chain": `A digest between them may have been taken out, or this one put in. ${EVIDENCE}`,
  unreferenced:
    "Somebody put it there, or another trail that delivers to the same folder without validation. Look which trails have this bucket " +
    `in their settings, and who wrote it. If no trail did: ${EVIDENCE}`,
};

const NOT_CHECKED: Readonly<Record<NotCheckedReason, string>> = {
  denied: "Give the caller the permissions that docs/verify-logs.md lists, s3:ListBucket among them, and run it again.",
  archived: "Restore the objects from their storage class, or verify a copy of them by --copy, and run it again.",
  encrypted: "Let the caller use the KMS key (kms:Decrypt), or enable the key again, and run it again.",
  unavailable: "Look at what it says above; if it is of the network or of AWS, run it again.",
  "no-public-keys": "Give the caller cloudtrail:ListPublicKeys in the region of the digest, and run it again.",
  "unusable-key": "Ask AWS Support which key CloudTrail signed by; nothing can be said of these digests without it.",
  "unknown-lifetime": "Write under `left` in the file of --acknowledged when the account left, and run it again.",
};

const MISSING =
  "Somebody deleted them, a lifecycle rule did, or the trail could not deliver: look at the trail's status, at the bucket's policy " +
  "and key, and at who called DeleteObject.";
const MISSING_CHAIN =
  "Everything of this account and region was deleted, or never delivered: look whether the trail is an organization trail of all " +
  "regions, whether the account joined or left meanwhile, and at who called DeleteObject.";
const UNPROTECTED =
  "Log files of that time cannot be verified. Look in CloudTrail's own events for StopLogging, UpdateTrail and DeleteTrail around its " +
  "beginning. If it was meant, acknowledge it with the reason (--acknowledged).";

/** What whoever reads findings of one kind should do about them. */
export function adviceOn(findings: readonly [ReportedFinding, ...ReportedFinding[]]): string {
  const advice = adviceOnKind(findings[0]);
  return findings.some(hasSurvivor) ? `${advice} ${RESTORE}` : advice;
}

function hasSurvivor(finding: ReportedFinding): boolean {
  switch (finding.type) {
    case "integrity":
      return finding.survivor !== undefined;
    case "missing":
      return finding.digests.some(({ survivor }) => survivor !== undefined);
    case "unprotected":
    case "not-checked":
      return false;
  }
}

function adviceOnKind(finding: ReportedFinding): string {
  switch (finding.type) {
    case "integrity":
      return FAILED[finding.kind];
    case "missing":
      return finding.isWholeChain ? MISSING_CHAIN : MISSING;
    case "unprotected":
      return UNPROTECTED;
    case "not-checked":
      return NOT_CHECKED[finding.reason];
  }
}
