import type { Block, Template } from "../../support/terraform";
import { blocks, list, policyStatements, principals, removeResources } from "./check";

export const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
export const AUTHENTICATED_USERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

/** Canned ACLs that let others than the owner in. */
export const PUBLIC_ACLS: readonly unknown[] = ["public-read", "public-read-write", "website", "authenticated-read"];

/** The resources of another type that configure a bucket. */
export function companions(name: string, bucket: Block, template: Template, type: string): Block[] {
  return template.resources(type).filter((candidate) => belongs(candidate, name, bucket));
}

export function removeCompanions(name: string, bucket: Block, template: Template, type: string): void {
  removeResources(template, type, (candidate) => belongs(candidate, name, bucket));
}

function belongs(candidate: Block, name: string, bucket: Block): boolean {
  return [`\${aws_s3_bucket.${name}.id}`, `\${aws_s3_bucket.${name}.bucket}`, bucket.bucket].includes(candidate.bucket);
}

/** The canned ACLs of a bucket, in both places that can have one. */
export function cannedAcls(name: string, bucket: Block, template: Template): unknown[] {
  return [bucket, ...companions(name, bucket, template, "aws_s3_bucket_acl")].map(({ acl }) => acl);
}

export interface Grant {
  readonly permission: unknown;
  readonly uri: unknown;
}

/** What an `aws_s3_bucket_acl` grants to groups. */
export function grants(acl: Block): Grant[] {
  return blocks(acl.access_control_policy)
    .flatMap(({ grant }) => blocks(grant))
    .flatMap(({ grantee, permission }) => blocks(grantee).map(({ uri }) => ({ permission, uri })));
}

export function grantsOfBucket(name: string, bucket: Block, template: Template): Grant[] {
  return companions(name, bucket, template, "aws_s3_bucket_acl").flatMap(grants);
}

/** By Trivy's library: has a public ACL that no public access block makes void. */
export function isExposed(name: string, bucket: Block, template: Template): boolean {
  return (
    cannedAcls(name, bucket, template).some((acl) => PUBLIC_ACLS.includes(acl)) &&
    !companions(name, bucket, template, "aws_s3_bucket_public_access_block").some(
      (block) => block.ignore_public_acls === true || block.block_public_acls === true,
    )
  );
}

export function isLogged(name: string, bucket: Block, template: Template): boolean {
  return bucket.logging !== undefined || companions(name, bucket, template, "aws_s3_bucket_logging").length > 0;
}

/** Whether S3 delivers server access logs there, by Trivy's three ways of telling. */
export function receivesAccessLogs(name: string, bucket: Block, template: Template): boolean {
  return (
    cannedAcls(name, bucket, template).includes("log-delivery-write") ||
    grantsOfBucket(name, bucket, template).some(
      ({ permission, uri }) => uri === LOG_DELIVERY && (permission === "WRITE" || permission === "FULL_CONTROL"),
    ) ||
    companions(name, bucket, template, "aws_s3_bucket_policy")
      .flatMap(policyStatements)
      .some(
        (statement) =>
          statement.Effect === "Allow" &&
          principals(statement, "Service").includes("logging.s3.amazonaws.com") &&
          list(statement.Action).includes("s3:PutObject"),
      )
  );
}

/** The blocks about default encryption in `aws_s3_bucket_server_side_encryption_configuration`. */
export function defaultEncryption(configuration: Block): Block[] {
  return blocks(configuration.rule).flatMap((rule) => blocks(rule.apply_server_side_encryption_by_default));
}
