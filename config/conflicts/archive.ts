import { ageProblems, LONGEST_LOCK_DAYS } from "../../aws/retention-ages";
import { acceptedDays } from "../archive/duration";
import { retentionOf } from "../archive/resolve";
import { CORE_ACCOUNTS, slugOf } from "../keys";
import { fieldsOf, located, present, whole } from "../readable";
import type { Located, Readable, Reading, Written } from "../readable";
import type { Configuration } from "../schema";
import type { Finding, Path } from "../source/document";
import { didYouMean, listed } from "../source/suggest";
import { accountNames } from "./accounts";
import { unknown, wrong } from "./finding";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

const LONGEST = "at most 36,500 days, just under 100 years";
/** What the file calls the ages. */
const KEYS = { hotDays: "hot", archiveDays: "archive", totalDays: "total" } as const;

type Settings = Configuration["archive"];
type RetentionSettings = Settings["retention"];

/** Ages that are not in order, and stays in Glacier that are shorter than S3 has them. */
function impossibleRetentions({ archive }: Reading, written: Written): Finding[] {
  const retentions: Located<Readable<RetentionSettings>>[] = [
    ...located(archive?.retention, ["archive", "retention"]),
    ...fieldsOf(archive?.buckets, ["archive", "buckets"]).flatMap(({ path, value }) =>
      located(value.retention, [...path, "retention"]),
    ),
  ];
  return retentions.flatMap(({ path, value }) => {
    const settings = whole<RetentionSettings>(value);
    return settings === undefined ? [] : impossibleAges(settings, (key) => pathOf(key, path));
  });

  /** An age that is a default is shown at the retention. */
  function pathOf(key: string, path: Path): Path {
    return written([...path, key]) ? [...path, key] : path;
  }
}

function impossibleAges(settings: RetentionSettings, at: (key: keyof RetentionSettings) => Path): Finding[] {
  const ages = retentionOf(settings);
  const got = `hot ${ages.hotDays} days, archive ${ages.archiveDays} days, total ${ages.totalDays} days`;
  return ageProblems(ages).map(({ age, before, kind, stay }): Finding => {
    const key = KEYS[age];
    const path = at(key);
    if (kind === "order") {
      const message = `the ages are not in order: hot, archive and total each include the one before`;
      return { path, message, got, fix: "make hot at most archive, and archive at most total" };
    }
    if (stay === undefined || before === undefined) {
      return { path, message: "longer than S3 can lock objects", got, allowed: LONGEST };
    }
    const { days, least, where } = stay;
    return {
      path,
      message: `objects would leave ${where} before its minimum of ${least} days, which is charged anyway`,
      got: `${days} days between ${KEYS[before]} and ${key}`,
      fix: `make ${key} at least ${least} days longer than ${KEYS[before]}, or the same, which leaves ${where} out`,
    };
  });
}

/** A lifecycle cannot delete what is locked: the deletion would fail day after day, and the retention be a lie. */
function lockOutlastsRetention({ archive = {} }: Reading, written: Written): Findings {
  const { buckets, mfaDelete, objectLock, retention } = archive;
  const lock = whole<Settings["objectLock"]>(objectLock);
  if (lock === undefined || lock.mode === "off" || lock.duration === undefined) {
    return [];
  }
  const days = acceptedDays(lock.duration);
  const path = ["archive", "objectLock", "duration"];
  const got = `"${lock.duration}" (${days} days)`;
  if (days > LONGEST_LOCK_DAYS) {
    return [{ path, message: "longer than S3 can lock objects", got, allowed: LONGEST }];
  }
  const settings = whole<RetentionSettings>(
    written(["archive", "buckets", "trail", "retention"]) ? buckets?.trail?.retention : retention,
  );
  // A bucket with MFA Delete has no lifecycle, which would delete something.
  if (settings === undefined || mfaDelete !== "off") {
    return [];
  }
  const { totalDays } = retentionOf(settings);
  if (days <= totalDays) {
    return [];
  }
  return {
    path,
    message: "the lock outlasts the retention: S3 cannot delete a file that is still locked",
    got,
    allowed: `at most the retention's total, ${totalDays} days`,
    fix: "shorten the lock, or lengthen the retention's total",
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html */
function mfaDeleteWithLifecycle({ archive }: Reading, written: Written): Findings {
  const path = ["archive", "buckets", "trail", "retention"];
  if (archive?.mfaDelete !== "required" || !written(path)) {
    return [];
  }
  return {
    path,
    message: "a bucket with MFA Delete takes no lifecycle rules, which a retention is carried out by",
    got: "a retention of the trail bucket together with archive.mfaDelete: required",
    fix: "remove the retention: the trail's files are then kept for ever; or set mfaDelete: off and lock in compliance mode",
  };
}

/** Copies beside the originals are lost with them; another partition has no way to them. */
function replicaAtHome({ archive, homeRegion, regions }: Reading): Finding[] {
  const governed = present(regions);
  const others = governed.filter((region) => region !== homeRegion);
  return located(archive?.replica?.region, ["archive", "replica", "region"]).flatMap((region) => {
    const { value } = region;
    const allowed = others.length === 0 ? "none: there is no other region in regions" : listed(others, value);
    if (value === homeRegion) {
      return [wrong(region, "the copies would be in the same region as the originals", { allowed })];
    }
    const fix = didYouMean(value, others) ?? `add ${value} to regions`;
    return homeRegion === undefined || governed.length === 0 || governed.includes(value)
      ? []
      : [wrong(region, "not one of the regions", { allowed, fix })];
  });
}

function unknownReplicaAccount(reading: Reading): Finding[] {
  const accounts = accountNames(reading)
    ?.map(slugOf)
    .filter((slug) => slug !== CORE_ACCOUNTS.management);
  return located(reading.archive?.replica?.account, ["archive", "replica", "account"])
    .filter(({ value }) => accounts?.includes(slugOf(value)) === false)
    .flatMap((account) =>
      unknown(
        [account],
        accounts ?? [],
        slugOf(account.value) === CORE_ACCOUNTS.management
          ? "no guardrail binds the management account, so copies there would be the weakest"
          : "there is no such account",
      ),
    );
}

export const ARCHIVE_RULES = [
  impossibleRetentions,
  lockOutlastsRetention,
  mfaDeleteWithLifecycle,
  replicaAtHome,
  unknownReplicaAccount,
] satisfies Rule[];
