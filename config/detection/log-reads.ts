import { logBucketsOf } from "../names";
import type { DetectionInput } from "./definition";
import { allOf, anyOf, fromService } from "./filter-text";

export type LogReadsInput = Pick<DetectionInput, "logReaders" | "name" | "names" | "otherReadBuckets">;

const BUCKET = "$.requestParameters.bucketName";
const ISSUER = "$.userIdentity.sessionContext.sessionIssuer.arn";

/**
 * Reads of log buckets by others than the named roles. A read from another account is recorded there as well, with the whole
 * identity; the record of the owner of the bucket has the account alone, and is left out where a named role is of that account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function logReadsPattern({ logReaders = [], name, names, otherReadBuckets = [] }: LogReadsInput): string {
  const accounts = [...new Set(logReaders.map((arn) => arn.split(":")[4] ?? ""))];
  const isNone = (field: string, values: readonly string[]): string =>
    values.map((value) => `(${field}!="${value}")`).join(" && ");
  const isBucket = (bucket: string): string => `(${BUCKET}="${bucket}")`;
  // By how their names begin, as a pattern has little room; but other buckets may begin so, too.
  const ofLogBuckets = otherReadBuckets.includes("")
    ? [anyOf(...new Set(logBucketsOf(names).map(isBucket)))]
    : [isBucket(`${name}-*`), ...otherReadBuckets.map((bucket) => `(${BUCKET}!="${bucket}")`)];
  return allOf(
    fromService("s3"),
    "($.eventCategory=Data)",
    "($.readOnly IS TRUE)",
    ...ofLogBuckets,
    "($.userIdentity.type!=AWSService)",
    ...(logReaders.length === 0
      ? []
      : [
          anyOf(`(${ISSUER} NOT EXISTS)`, `(${isNone(ISSUER, logReaders)})`),
          anyOf("($.userIdentity.type!=AWSAccount)", `(${isNone("$.userIdentity.accountId", accounts)})`),
        ]),
  );
}
