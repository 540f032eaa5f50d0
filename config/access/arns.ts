import { logBucketsOf } from "../names";
import type { AccessInput } from "./function";

/** ARNs of the role's own account, in all regions: `arnHere(input, "sns", "example-alerts-*")`. */
export function arnHere({ accountId, here, landingZone }: AccessInput, service: string, resource = "*"): string {
  return `arn:${landingZone.partition}:${service}:*:${accountId(here)}:${resource}`;
}

/** ARN of a global resource of IAM in an account. */
export function iamArn({ accountId, landingZone }: AccessInput, slug: string, resource: string): string {
  return `arn:${landingZone.partition}:iam::${accountId(slug)}:${resource}`;
}

export function bucketArn({ landingZone }: AccessInput, bucket: string, path = ""): string {
  return `arn:${landingZone.partition}:s3:::${bucket}${path}`;
}

/** Every bucket that logs are in, whether it is made or not. */
export function logBucketArns(input: AccessInput, path = ""): string[] {
  return [...new Set(logBucketsOf(input.landingZone.names))].map((bucket) => bucketArn(input, bucket, path));
}

/** Aliases of the keys that logs are encrypted with, by which policies know them: AWS invents the ids of keys. */
export function keyAliases({ landingZone: { keyStore, names } }: AccessInput): string[] {
  return [
    names.logKeyAlias,
    names.replicaKeyAlias,
    names.logGroupKeyAlias,
    names.notificationKeyAlias,
    names.alertKeyAlias,
    names.tamperingKeyAlias,
    ...(keyStore === undefined ? [] : [names.keyStoreKeyAlias]),
    ...(keyStore?.type === "cloudhsm" ? [names.hsmLogGroupKeyAlias] : []),
  ];
}

/** What S3 is called where it decrypts for a caller. */
export function s3Service({ landingZone: { partition } }: AccessInput, region: string): string {
  return `s3.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
}
