import { slugIn } from "../accounts/resolve";
import type { Accounts } from "../accounts/settings";
import type { Configuration } from "../schema";
import type { Finding } from "../source/document";
import { placedIn } from "./schema";
import type { Ledger } from "./schema";

/** Stack of the copies of the trail's files, and its buckets: their names have the region, and not the account. */
const COPIES = "log-replica";

/**
 * Copies that would move to another account in a region that already has some: what is there stays, and S3 gives a name once in a
 * partition.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function takenBuckets(
  { archive: { replica } }: Pick<Configuration, "archive">,
  accounts: Pick<Accounts, "accounts">,
  ledger: Ledger,
): Finding[] {
  if (replica === undefined) {
    return [];
  }
  const account = slugIn(accounts, replica.account);
  const there = Object.entries(ledger.resources)
    .filter(([key]) => {
      const { address, stack } = placedIn(key);
      return stack === COPIES && address.startsWith("aws_s3_bucket.");
    })
    .map(([, resource]) => resource.in.split("/"))
    .find(([owner, region]) => region === replica.region && owner !== account);
  return there === undefined
    ? []
    : [
        {
          path: ["archive", "replica", "account"],
          message: `the bucket of the copies in ${replica.region} is in another account, and stays there: S3 gives its name to no other`,
          got: replica.account,
          allowed: there[0] ?? "",
          fix: "put it back, or choose another region too, whose bucket has another name",
        },
      ];
}
