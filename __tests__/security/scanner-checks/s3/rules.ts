import type { Block, Template } from "../../../support/terraform";
import { companions, isLogged, removeCompanions } from "../buckets";
import { blocks } from "../check";
import type { Rule } from "../check";

export const BUCKET = "aws_s3_bucket";
export const ACL = "aws_s3_bucket_acl";
export const ACCESS_BLOCK = "aws_s3_bucket_public_access_block";
export const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
export const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
export const POLICY = "aws_s3_bucket_policy";

/** Buckets that have a companion of a type, which may have to say something. */
export function hasCompanion(type: string, says: (companion: Block) => boolean = () => true): Rule {
  return {
    type: BUCKET,
    passes: (name, bucket, template) => companions(name, bucket, template, type).some(says),
    violate: (name, bucket, template) => {
      removeCompanions(name, bucket, template, type);
    },
  };
}

export function hasAccessBlock(...settings: string[]): Rule {
  return {
    ...hasCompanion(ACCESS_BLOCK, (block) => settings.every((setting) => block[setting] === true)),
    violate: (name, bucket, template) => {
      for (const block of companions(name, bucket, template, ACCESS_BLOCK)) {
        for (const setting of settings) block[setting] = false;
      }
    },
  };
}

export function versioningSays(argument: string, expected: string): Rule {
  return hasCompanion("aws_s3_bucket_versioning", ({ versioning_configuration: configuration }) =>
    blocks(configuration).some((block) => block[argument] === expected),
  );
}

export function hasNoAcl(isBad: (name: string, bucket: Block, template: Template) => boolean): Rule {
  return {
    type: BUCKET,
    passes: (name, bucket, template) => !isBad(name, bucket, template),
    violate: (name, bucket, template) => {
      bucket.acl = "public-read-write";
      removeCompanions(name, bucket, template, ACCESS_BLOCK);
    },
  };
}

export const logsAccess: Rule = { ...hasCompanion("aws_s3_bucket_logging"), passes: isLogged };
