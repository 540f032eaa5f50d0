import { archiveRoot } from "./location";
import type { ArchiveLocation } from "./location";
import { formatDay, formatStamp, parseStamp } from "./times";

/** What the key of a digest says. */
export interface DigestKey extends Omit<ArchiveLocation, "bucket"> {
  readonly accountId: string;
  /** Region whose log files it lists. */
  readonly region: string;
  readonly trail: string;
  /** Region that the trail was made in. */
  readonly homeRegion: string;
  /** End of the time it is about: the stamp of its name. */
  readonly end: number;
  /** Whether it lists what the digest of its hour had not got yet. */
  readonly isBackfill: boolean;
}

/** What the key of a log file says. */
export interface LogKey extends Omit<ArchiveLocation, "bucket"> {
  readonly accountId: string;
  readonly region: string;
  /** Folder of its kind of events: `CloudTrail`, `CloudTrail-Insight`. */
  readonly folder: string;
  /** When CloudTrail delivered it, to the minute. */
  readonly delivered: number;
}

const ACCOUNT = "\\d{12}";
const REGION = "[a-z]{2,}(?:-[a-z]+)+-\\d{1,2}";
/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
const TRAIL = "[A-Za-z0-9](?:[A-Za-z0-9._-]{1,126})[A-Za-z0-9]";
const ROOT = `(?:(?<prefix>.+)/)?AWSLogs/(?:(?<organizationId>o-[a-z0-9]{10,32})/)?(?<accountId>${ACCOUNT})`;
const DAY = "(?<day>\\d{4}/\\d{2}/\\d{2})";

// Names of trails hold `_`, `-` and `.`, names of regions no `_`: read from the right there is one reading only.
const DIGEST = new RegExp(
  `^${ROOT}/CloudTrail-Digest/(?<region>${REGION})/${DAY}/\\k<accountId>_CloudTrail-Digest_\\k<region>_` +
    `(?<trail>${TRAIL})_(?<homeRegion>${REGION})_(?<stamp>\\d{8}T\\d{6}Z)(?<backfill>_backfill)?\\.json\\.gz$`,
);
const LOG = new RegExp(
  `^${ROOT}/(?<folder>CloudTrail(?:-[A-Za-z]+)?)/(?<region>${REGION})/${DAY}/\\k<accountId>_\\k<folder>_\\k<region>_` +
    `(?<stamp>\\d{8}T\\d{4}Z)_[A-Za-z0-9]{16}\\.json\\.gz$`,
);

/**
 * Reads the key of a digest; undefined for every other key, and one whose parts contradict each other.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function parseDigestKey(key: string): DigestKey | undefined {
  const groups = DIGEST.exec(key)?.groups;
  const end = parseStamp(groups?.stamp ?? "");
  if (groups === undefined || end === undefined || formatDay(end) !== groups.day) {
    return undefined;
  }
  const { accountId = "", backfill, homeRegion = "", organizationId, prefix = "", region = "", trail = "" } = groups;
  return {
    prefix,
    ...(organizationId === undefined ? {} : { organizationId }),
    accountId,
    region,
    trail,
    homeRegion,
    end,
    isBackfill: backfill !== undefined,
  };
}

/**
 * Reads the key of a log file; undefined for every other key.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export function parseLogKey(key: string): LogKey | undefined {
  const groups = LOG.exec(key)?.groups;
  const delivered = parseStamp(groups?.stamp ?? "");
  if (groups === undefined || delivered === undefined || formatDay(delivered) !== groups.day) {
    return undefined;
  }
  const { accountId = "", folder = "", organizationId, prefix = "", region = "" } = groups;
  return {
    prefix,
    ...(organizationId === undefined ? {} : { organizationId }),
    accountId,
    region,
    folder,
    delivered,
  };
}

/** The key that a digest has: the opposite of `parseDigestKey`. */
export function digestKey(digest: DigestKey): string {
  const { accountId, end, homeRegion, isBackfill, region, trail } = digest;
  return (
    `${digestFolder(digest, accountId, region)}${formatDay(end)}/` +
    `${accountId}_CloudTrail-Digest_${region}_${trail}_${homeRegion}_${formatStamp(end)}` +
    `${isBackfill ? "_backfill" : ""}.json.gz`
  );
}

/** The folder of an account's and a region's digests, with a slash at its end. */
export function digestFolder(location: Omit<ArchiveLocation, "bucket">, accountId: string, region: string): string {
  return `${archiveRoot(location)}${accountId}/CloudTrail-Digest/${region}/`;
}

/** The folder of an account's and a region's log files of management and data events, with a slash at its end. */
export function logFolder(location: Omit<ArchiveLocation, "bucket">, accountId: string, region: string): string {
  return `${archiveRoot(location)}${accountId}/CloudTrail/${region}/`;
}
