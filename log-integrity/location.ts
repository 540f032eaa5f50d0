/** An object in S3. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** Where a trail delivers to. */
export interface ArchiveLocation {
  readonly bucket: string;
  /** Without slashes at its ends; "" for none. */
  readonly prefix: string;
  /** `o-...`, which is in the keys of an organization trail. */
  readonly organizationId?: string;
}

/** `s3://bucket/key` */
export function uri({ bucket, key }: ObjectAddress): string {
  return `s3://${bucket}/${key}`;
}

export function isSameObject(one: ObjectAddress, other: ObjectAddress): boolean {
  return one.key === other.key && one.bucket === other.bucket;
}

/** What every key of a trail begins with: `prefix/AWSLogs/o-example/`. */
export function archiveRoot({ organizationId, prefix }: Omit<ArchiveLocation, "bucket">): string {
  return `${prefix === "" ? "" : `${prefix}/`}AWSLogs/${organizationId === undefined ? "" : `${organizationId}/`}`;
}
