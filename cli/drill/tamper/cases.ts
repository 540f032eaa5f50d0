import type { FailureKind } from "../../../log-integrity/verdicts";
import type { Archive } from "./archive";
import type { Chain } from "./simulator";

/** A way of tampering, and what is to be reported of it. */
export interface TamperCase {
  /** What is done. */
  readonly what: string;
  /** What is in its way in AWS. */
  readonly inAws: string;
  readonly type: "integrity" | "missing" | "unprotected" | "unreferenced";
  /** @default - findings of the type have none */
  readonly kind?: FailureKind;
  /** So many hours are delivered meanwhile; whatever is done is done to each of them. @default 1 */
  readonly hours?: number;
  /** Whether nothing is delivered afterwards. */
  readonly isEnd?: boolean;
}

/** One that the event of the digest reports, within the hour. */
export interface EventCase extends TamperCase {
  /** Before the digest of a log file comes. */
  readonly log?: (archive: Archive, key: string) => Promise<void>;
  /** After a digest was verified. */
  readonly digest?: (archive: Archive, key: string, chain: Chain) => Promise<void>;
}

/** One that only a sweep reports, once a digest cannot come any more. */
export interface SweepCase extends TamperCase {
  readonly after?: (archive: Archive, chain: Chain) => Promise<void>;
  /** Whether CloudTrail makes no digests of these hours. */
  readonly isWithoutValidation?: boolean;
}

const LOCK = "Object Lock keeps each version";
const DENIED = "the bucket's policy and guardrails deny it to all but CloudTrail";
const MARKER = "the bucket's policy and guardrails deny it; the version stays";

export const EVENT_CASES: readonly EventCase[] = [
  {
    what: "log file altered before its digest came",
    inAws: LOCK,
    type: "integrity",
    kind: "hash",
    log: (archive, key) => archive.changeContent(key, "alter"),
  },
  {
    what: "log file overwritten by another version",
    inAws: DENIED,
    type: "integrity",
    kind: "hash",
    log: (archive, key) => archive.changeContent(key, "write"),
  },
  {
    what: "log file deleted, behind a delete marker",
    inAws: MARKER,
    type: "integrity",
    kind: "absent",
    log: (archive, key) => archive.hide(key),
  },
  {
    what: "log file deleted with its versions",
    inAws: LOCK,
    type: "integrity",
    kind: "absent",
    log: (archive, key) => archive.destroy(key),
  },
  {
    what: "garbage appended to a log file",
    inAws: LOCK,
    type: "integrity",
    kind: "trailing-data",
    log: (archive, key) => archive.append(key),
  },
  {
    what: "digest altered",
    inAws: DENIED,
    type: "integrity",
    kind: "signature",
    digest: (archive, key) => archive.changeContent(key, "write"),
  },
  {
    what: "digest without its signature",
    inAws: DENIED,
    type: "integrity",
    kind: "unsigned",
    digest: (archive, key) => archive.takeSignature(key),
  },
  {
    what: "digest replaced by another one that CloudTrail's key signed",
    inAws: `${DENIED}, and nobody has CloudTrail's key`,
    type: "integrity",
    kind: "broken-link",
    digest: (archive, key, chain) => archive.forge(key, chain),
  },
  {
    what: "digest replaced by a gzip bomb",
    inAws: DENIED,
    type: "integrity",
    kind: "too-large",
    digest: (archive, key) => archive.bomb(key),
  },
];

/** In the order in which they are done, an hour after each other: those first that take longest to be due. */
export const SWEEP_CASES: readonly SweepCase[] = [
  {
    what: "whole chain deleted, digests and log files",
    inAws: LOCK,
    type: "missing",
    isEnd: true,
    after: (archive, chain) => archive.destroy(...archive.all(chain)),
  },
  {
    what: "newest digest deleted",
    inAws: LOCK,
    type: "missing",
    isEnd: true,
    after: (archive, chain) => archive.destroy(...archive.digests(chain, 1)),
  },
  {
    what: "digest deleted",
    inAws: LOCK,
    type: "missing",
    after: (archive, chain) => archive.destroy(...archive.digests(chain, 1)),
  },
  {
    what: "digest deleted, behind a delete marker",
    inAws: MARKER,
    type: "missing",
    after: async (archive, chain) => {
      for (const key of archive.digests(chain, 1)) {
        await archive.hide(key);
      }
    },
  },
  {
    what: "digest and its log files deleted",
    inAws: LOCK,
    type: "missing",
    after: (archive, chain) => archive.destroy(...archive.lastHour(chain)),
  },
  {
    what: "two adjacent digests deleted",
    inAws: LOCK,
    type: "missing",
    hours: 2,
    after: (archive, chain) => archive.destroy(...archive.digests(chain, 2)),
  },
  {
    what: "log file planted that no digest mentions",
    inAws: DENIED,
    type: "unreferenced",
    kind: "unreferenced",
    after: async (archive, chain) => {
      const [log = ""] = archive.lastHour(chain);
      await archive.plant(log);
    },
  },
  {
    what: "validation of log files switched off for an hour",
    inAws: "guardrails deny it to member accounts, and alarms and rules report it",
    type: "unprotected",
    isWithoutValidation: true,
  },
];
