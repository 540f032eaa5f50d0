import { accountsOf, slugIn } from "../accounts/resolve";
import type { Configuration } from "../schema";
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

/**
 * The account that the buckets of the copies have to be named after, as another account of the organization has, or had, copies in
 * the same region: S3 gives a name once in a partition, and what moved away stays where it is. The first account of a region keeps
 * the names that say the region alone, and has them again when it is back.
 *
 * @param slug of the account of the copies
 * @returns the slug, or nothing where the names say the region alone
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
function namedAfter(slug: string, region: string, { resources }: Pick<Ledger, "resources">): string | undefined {
  const there = Object.entries(resources).flatMap(([key, { in: place }]) => {
    const { address, stack } = placedIn(key);
    const found = stack === COPIES_STACK ? ADDRESS.exec(address) : null;
    const [owner, where] = place.split("/");
    return found === null || where !== region ? [] : [{ owner, namedAfter: found.groups?.namedAfter }];
  });
  const isNamedAfter = there.some((bucket) => bucket.namedAfter === slug);
  // Ledgers of states do not know the accounts of stacks that are not made: nothing says that it is another one.
  const isFirst = there.some(
    (bucket) => bucket.namedAfter === undefined && [slug, "unknown"].includes(bucket.owner ?? ""),
  );
  return isNamedAfter || (there.length > 0 && !isFirst) ? slug : undefined;
}

/** The copies of a configuration, whose accounts have their slugs already, with what the ledger says of the names of their buckets. */
export function identifiedCopies(
  configuration: Pick<Configuration, "accounts" | "archive">,
  ledger: Pick<Ledger, "resources">,
): Configuration["archive"]["replica"] {
  const { replica } = configuration.archive;
  return (
    replica && {
      ...replica,
      namedAfter: namedAfter(slugIn(accountsOf(configuration), replica.account), replica.region, ledger),
    }
  );
}
