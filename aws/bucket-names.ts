/**
 * What the names of buckets must not begin with: S3 keeps it for itself.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const RESERVED_BEGINNINGS: readonly string[] = ["xn--", "sthree-", "amzn-s3-demo-"];
/** What they must not end with. */
export const RESERVED_ENDS: readonly string[] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];
/** Most characters of a name. */
export const LONGEST_BUCKET_NAME = 63;
