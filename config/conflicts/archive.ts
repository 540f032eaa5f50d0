import { CORE_ACCOUNTS } from "../core-accounts";
import type { Finding } from "../source/document";
import { daysOf } from "../archive/duration";
import type { Fact, Facts, RetentionFacts } from "../readable";
import { slugOf } from "../keys";
import { RETENTION } from "../archive/schema";
import { didYouMean, listed } from "../source/suggest";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
const LONGEST_DAYS = 36_500;
const LONGEST = "at most 36,500 days, just under 100 years";
/**
 * Days that S3 charges for at least, so that leaving earlier costs more than staying.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const INSTANT_RETRIEVAL_DAYS = 90;
const DEEP_ARCHIVE_DAYS = 180;

/** A retention that is written out, with what it leaves to the defaults. */
function written({ archive: { retentions } }: Facts): RetentionFacts[] {
  return Object.values(retentions).filter(({ isWritten }) => isWritten);
}

/** Ages that are not in order, and stays in Glacier that are shorter than S3 has them. */
export function impossibleRetentions(facts: Facts): Finding[] {
  return written(facts).flatMap((retention) => {
    const ages = agesOf(retention);
    if (ages === undefined) {
      return [];
    }
    const { archive, hot, total } = ages;
    const at = (key: "archive" | "hot" | "total") => retention[key]?.path ?? retention.path;
    const told = `hot ${hot} days, archive ${archive} days, total ${total} days`;
    if (hot > archive || archive > total) {
      const path = hot > archive ? at("hot") : at("archive");
      const message = `the ages are not in order: hot, archive and total each include the one before`;
      return [{ path, message, got: told, fix: "make hot at most archive, and archive at most total" }];
    }
    if (total > LONGEST_DAYS) {
      return [{ path: at("total"), message: "longer than S3 can lock objects", got: told, allowed: LONGEST }];
    }
    return [
      ...shortStay(archive - hot, INSTANT_RETRIEVAL_DAYS, "S3 Glacier Instant Retrieval", at("archive"), "archive"),
      ...shortStay(total - archive, DEEP_ARCHIVE_DAYS, "S3 Glacier Deep Archive", at("total"), "total"),
    ];
  });
}

function shortStay(days: number, least: number, what: string, path: Finding["path"], key: string): Finding[] {
  if (days === 0 || days >= least) {
    return [];
  }
  const before = key === "archive" ? "hot" : "archive";
  return [
    {
      path,
      message: `objects would leave ${what} before its minimum of ${least} days, which is charged anyway`,
      got: `${days} days between ${before} and ${key}`,
      fix: `make ${key} at least ${least} days longer than ${before}, or the same, which leaves ${what} out`,
    },
  ];
}

/** A lifecycle cannot delete what is locked: the deletion would fail day after day, and the retention be a lie. */
export function lockOutlastsRetention(facts: Facts): Finding[] {
  const { lockDuration, lockMode, mfaDelete, retentions } = facts.archive;
  const days = lockDuration === undefined ? undefined : daysOf(lockDuration.value);
  const ages = agesOf(retentions.trail.isWritten ? retentions.trail : retentions.default);
  if (lockDuration === undefined || days === undefined || ages === undefined || lockMode?.value === "off") {
    return [];
  }
  const got = `"${lockDuration.value}" (${days} days)`;
  if (days > LONGEST_DAYS) {
    return [{ path: lockDuration.path, message: "longer than S3 can lock objects", got, allowed: LONGEST }];
  }
  // Without lifecycle nothing is deleted.
  if (mfaDelete?.value === "required" || days <= ages.total) {
    return [];
  }
  return [
    {
      path: lockDuration.path,
      message: "the lock outlasts the retention: S3 cannot delete a file that is still locked",
      got,
      allowed: `at most the retention's total, ${ages.total} days`,
      fix: "shorten the lock, or lengthen the retention's total",
    },
  ];
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html */
export function mfaDeleteWithLifecycle({ archive: { mfaDelete, retentions } }: Facts): Finding[] {
  if (mfaDelete?.value !== "required" || !retentions.trail.isWritten) {
    return [];
  }
  return [
    {
      path: retentions.trail.path,
      message: "a bucket with MFA Delete takes no lifecycle rules, which a retention is carried out by",
      got: "a retention of the trail bucket together with archive.mfaDelete: required",
      fix: "remove the retention: the trail's files are then kept for ever; or set mfaDelete: off and lock in compliance mode",
    },
  ];
}

/** Copies beside the originals are lost with them; another partition has no way to them. */
export function replicaAtHome({ homeRegion, regions, replicaRegion }: Facts): Finding[] {
  if (replicaRegion === undefined || homeRegion === undefined) {
    return [];
  }
  const { path, value } = replicaRegion;
  const governed = regions.map((region) => region.value);
  const others = governed.filter((region) => region !== homeRegion.value);
  const allowed = others.length === 0 ? "none: there is no other region in regions" : listed(others, value);
  const got = `"${value}"`;
  if (value === homeRegion.value) {
    return [{ path, message: "the copies would be in the same region as the originals", got, allowed }];
  }
  return governed.length === 0 || governed.includes(value)
    ? []
    : [
        {
          path,
          message: "not one of the regions",
          got,
          allowed,
          fix: didYouMean(value, others) ?? `add ${value} to regions`,
        },
      ];
}

export function unknownReplicaAccount({ accounts, archive: { replicaAccount } }: Facts): Finding[] {
  const known: string[] = [CORE_ACCOUNTS.logArchive, CORE_ACCOUNTS.audit, ...workloadKeys(accounts)];
  if (replicaAccount === undefined || known.includes(slugOf(replicaAccount.value))) {
    return [];
  }
  const { path, value } = replicaAccount;
  const message =
    slugOf(value) === CORE_ACCOUNTS.management
      ? "no guardrail binds the management account, so copies there would be the weakest"
      : "there is no such account";
  return [{ path, message, got: `"${value}"`, allowed: listed(known, value), fix: didYouMean(value, known) }];
}

function workloadKeys(accounts: Facts["accounts"]): string[] {
  return accounts.flatMap(({ kind, name }) => (kind === "workload" && name !== undefined ? [slugOf(name.value)] : []));
}

/** Days of the three ages, with the schema's defaults; nothing where one cannot be read. */
function agesOf(retention: RetentionFacts): Record<"archive" | "hot" | "total", number> | undefined {
  const days = (fact: Fact | undefined, byDefault: string) => daysOf(fact?.value ?? byDefault);
  const hot = days(retention.hot, RETENTION.hot);
  const archive = days(retention.archive, RETENTION.archive);
  const total = days(retention.total, RETENTION.total);
  return hot === undefined || archive === undefined || total === undefined ? undefined : { archive, hot, total };
}
