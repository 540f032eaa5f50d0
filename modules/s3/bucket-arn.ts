import type { Place } from "../place";

/** ARN of a bucket, which holds neither account nor region. */
export function bucketArn(place: Pick<Place, "partition">, bucketName: string): string {
  return `arn:${place.partition}:s3:::${bucketName}`;
}
