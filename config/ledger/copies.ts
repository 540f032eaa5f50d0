import { accountsOf, slugIn } from "../accounts/resolve";
import type { Configuration } from "../schema";
import { namesOf } from "../names";
import { placedIn } from "./schema";
import type { Ledger } from "./schema";

/** Stack of the copies of the trail's files. */
export const COPIES_STACK = "log-replica";

/** Constructs of the buckets of the copies, and of the access logs of these. */
export type CopyBucket = "access-log-bucket" | "replica-bucket";

/**
 * Id of the construct of a bucket of the copies. A bucket whose name says its account is another construct than the one whose name
 * does not, so that its address in the ledger, and in the state, tells which of the names it has.
 *
 * @param namedAfter slug of the account that the bucket is named after
 */
export function copyBucketId(bucket: CopyBucket, namedAfter: string | undefined): string {
  return namedAfter === undefined ? bucket : `${bucket}-${namedAfter}`;
}

/** The address of a bucket of copies: `aws_s3_bucket.replica-bucket-audit_audit_eu-central-1`; the last two where it is not the first. */
const ADDRESS = /^aws_s3_bucket\.replica-bucket(?:-(?<namedAfter>[a-z0-9-]+))?(?:_|$)/;

interface Copies {
  readonly region: string;
  /** Slug of the account, or `unknown`. */
  readonly owner: string;
  readonly namedAfter?: string;
}

/** Where copies are or were. */
function copiesIn({ resources }: Pick<Ledger, "resources">): Copies[] {
  return Object.entries(resources).flatMap(([key, { in: place }]) => {
    const { address, stack } = placedIn(key);
    const found = stack === COPIES_STACK ? ADDRESS.exec(address) : null;
    const [owner = "", region = ""] = place.split("/");
    return found === null ? [] : [{ owner, region, namedAfter: found.groups?.namedAfter }];
  });
}

/**
 * The account that the buckets of the copies have to be named after, as another account of the organization has, or had, copies in
 * the same region: S3 gives a name once in a partition, and what moved away stays where it is. The first account of a region keeps
 * the names that say the region alone, and has them again when it is back.
 *
 * @param slug of the account of the copies
 * @returns the slug, or nothing where the names say the region alone
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
function accountInNames(slug: string, region: string, known: readonly Copies[]): string | undefined {
  const there = known.filter((copies) => copies.region === region);
  const isNamedAfter = there.some(({ namedAfter }) => namedAfter === slug);
  // Ledgers of states do not know the accounts of stacks that are not made: nothing says that it is another one.
  const isFirst = there.some(({ namedAfter, owner }) => namedAfter === undefined && [slug, "unknown"].includes(owner));
  return isNamedAfter || (there.length > 0 && !isFirst) ? slug : undefined;
}

/**
 * The archive of a configuration, whose accounts have their slugs already, with what the ledger says of the buckets of copies: what
 * they are named after, and which of them are elsewhere and stay.
 */
export function identifiedArchive(
  configuration: Pick<Configuration, "accounts" | "archive" | "homeRegion" | "name">,
  ledger: Pick<Ledger, "resources">,
): Configuration["archive"] {
  const { accounts, archive, homeRegion, name } = configuration;
  const known = copiesIn(ledger);
  const replica = archive.replica && {
    ...archive.replica,
    namedAfter: accountInNames(
      slugIn(accountsOf({ accounts }), archive.replica.account),
      archive.replica.region,
      known,
    ),
  };
  const bucketsOf = ({ namedAfter, region }: Pick<Copies, "namedAfter" | "region">): string[] => {
    const names = namesOf({ name, homeRegion, replicaNamedAfter: namedAfter, replicaRegion: region });
    return [names.replicaBucket, names.replicaAccessLogBucket];
  };
  const now = replica === undefined ? [] : bucketsOf(replica);
  const formerBuckets = [...new Set(known.flatMap(bucketsOf))].filter((bucket) => !now.includes(bucket)).sort();
  return { ...archive, replica, formerBuckets };
}
