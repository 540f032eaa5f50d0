import { PrivateBucket } from "../../../modules/s3/private-bucket";
import type { PrivateBucketProps } from "../../../modules/s3/private-bucket";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";
import { ACCESS_LOG_BUCKET, allowed, KEY_ARN, PROTECTION } from "./support";

const RETENTION = { hotDays: 90, archiveDays: 365, totalDays: 2555 };
const REPLICATION = {
  roleName: "replication",
  target: {
    bucketName: "copies",
    accountId: "333333333333",
    kmsKeyArn: "arn:aws:kms:eu-central-1:333333333333:key/2",
  },
};

function bucket(props: Partial<PrivateBucketProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new PrivateBucket(stack, "logs", {
      environment,
      protection: PROTECTION,
      bucketName: "my-logs",
      writer: { service: "cloudtrail.amazonaws.com" },
      statements: [],
      ...props,
    });
  });
}

/** The types of what a resource waits for, sorted. */
function awaited(template: Template, type: string): string[] {
  return (template.resource(type).depends_on as string[]).map((address) => address.split(".")[0] ?? "").sort();
}

describe("PrivateBucket", () => {
  const template = bucket();
  const full = bucket({
    accessLogBucket: ACCESS_LOG_BUCKET,
    kmsKeyArn: KEY_ARN,
    objectLock: { mode: "compliance", days: 365 },
    replication: REPLICATION,
    retention: RETENTION,
  });

  it("cannot be destroyed by a plan, and is never emptied", () => {
    const resource = template.resource("aws_s3_bucket");
    expect(resource).toMatchObject({ bucket: "my-logs", lifecycle: { prevent_destroy: true } });
    expect(resource).not.toHaveProperty("force_destroy");
  });

  it("blocks all four kinds of public access", () => {
    expect(template.resource("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("owns every object, so that no ACL counts", () => {
    expect(template.resource("aws_s3_bucket_ownership_controls")).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  it("keeps every version", () => {
    expect(template.resource("aws_s3_bucket_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
  });

  it("makes every setting for the bucket itself", () => {
    const resources = Object.entries(full.json.resource ?? {});
    const ofBucket = resources.filter(([type]) => type.startsWith("aws_s3_bucket_"));
    expect(ofBucket).not.toEqual([]);
    for (const [type, named] of ofBucket) {
      for (const setting of Object.values(named)) {
        const name = type === "aws_s3_bucket_replication_configuration" ? "my-logs" : "${aws_s3_bucket.logs.id}";
        expect({ type, bucket: setting.bucket }).toEqual({ type, bucket: name });
      }
    }
  });

  describe("encryption", () => {
    it("is with S3's own key when no other is given", () => {
      expect(template.resource("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
        { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
      ]);
    });

    it("is with the given key, through a bucket key", () => {
      expect(full.resource("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
        {
          apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY_ARN },
          bucket_key_enabled: true,
        },
      ]);
    });
  });

  describe("Object Lock", () => {
    it("locks nothing unless asked", () => {
      expect(template.text).not.toContain("object_lock");
    });

    it.each([
      ["governance", "GOVERNANCE"],
      ["compliance", "COMPLIANCE"],
    ] as const)("locks every version that is written, in %s mode", (mode, spelling) => {
      expect(bucket({ objectLock: { mode, days: 365 } }).resource("aws_s3_bucket_object_lock_configuration")).toEqual(
        expect.objectContaining({
          object_lock_enabled: "Enabled",
          rule: { default_retention: { mode: spelling, days: 365 } },
        }),
      );
    });

    it("is no argument of the bucket, which would replace one that was made without it", () => {
      expect(full.resource("aws_s3_bucket")).not.toHaveProperty("object_lock_enabled");
    });

    it("waits for versioning, without which S3 refuses it", () => {
      expect(awaited(full, "aws_s3_bucket_object_lock_configuration")).toEqual(["aws_s3_bucket_versioning"]);
    });
  });

  describe("retention", () => {
    it("keeps everything for ever unless asked", () => {
      expect(template.resources("aws_s3_bucket_lifecycle_configuration")).toEqual([]);
    });

    it("moves and deletes objects at the given ages", () => {
      expect(full.resource("aws_s3_bucket_lifecycle_configuration").rule).toEqual([
        {
          id: "retention",
          status: "Enabled",
          filter: [{ prefix: "" }],
          transition: [
            { days: 90, storage_class: "GLACIER_IR" },
            { days: 365, storage_class: "DEEP_ARCHIVE" },
          ],
          expiration: [{ days: 2555 }],
          noncurrent_version_expiration: [{ noncurrent_days: 1 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
        {
          id: "expired-delete-markers",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ expired_object_delete_marker: true }],
        },
      ]);
    });

    it("keeps earlier versions for 90 days where no lock does", () => {
      const unlocked = bucket({ retention: RETENTION });
      expect(unlocked.resource("aws_s3_bucket_lifecycle_configuration")).toMatchObject({
        rule: [{ noncurrent_version_expiration: [{ noncurrent_days: 90 }] }, {}],
      });
    });

    it("waits for versioning, without which S3 refuses rules about versions", () => {
      expect(awaited(full, "aws_s3_bucket_lifecycle_configuration")).toEqual(["aws_s3_bucket_versioning"]);
    });
  });

  describe("access logging", () => {
    it("logs nothing unless asked", () => {
      expect(template.resources("aws_s3_bucket_logging")).toEqual([]);
    });

    it("goes to the given bucket under its own name, once that bucket's policy allows it", () => {
      expect(full.resource("aws_s3_bucket_logging")).toMatchObject({
        target_bucket: "access",
        target_prefix: "my-logs/",
        depends_on: ["aws_s3_bucket_policy.access"],
      });
    });

    it("goes to another private bucket", () => {
      const two = synthesizeModule((stack, environment) => {
        const common = { environment, protection: PROTECTION, writer: { service: "logging.s3.amazonaws.com" } };
        const accessLogBucket = new PrivateBucket(stack, "access", { ...common, bucketName: "access", statements: [] });
        new PrivateBucket(stack, "logs", { ...common, bucketName: "my-logs", statements: [], accessLogBucket });
      });
      expect(two.resource("aws_s3_bucket_logging")).toMatchObject({
        bucket: "${aws_s3_bucket.logs.id}",
        target_bucket: "access",
        depends_on: [expect.stringMatching(/^aws_s3_bucket_policy\.access_/)],
      });
    });
  });

  describe("replication", () => {
    it("copies nothing unless asked", () => {
      expect(template.resources("aws_s3_bucket_replication_configuration")).toEqual([]);
      expect(template.resources("aws_iam_role")).toEqual([]);
    });

    it("copies to the target, with a role of the given name", () => {
      expect(full.resource("aws_iam_role").name).toBe("replication");
      expect(full.resource("aws_s3_bucket_replication_configuration")).toMatchObject({
        rule: [{ destination: { bucket: "arn:aws:s3:::copies", account: "333333333333" } }],
      });
    });

    it("reads the originals with the key they are encrypted with", () => {
      expect(full.statements("aws_iam_role_policy").Decrypt?.Resource).toBe(KEY_ARN);
    });

    it("waits for versioning, without which S3 refuses it", () => {
      expect(awaited(full, "aws_s3_bucket_replication_configuration")).toContain("aws_s3_bucket_versioning");
    });
  });

  describe("policy", () => {
    it("comes after every other setting, which it denies to the deployment role", () => {
      expect(awaited(full, "aws_s3_bucket_policy")).toEqual([
        "aws_s3_bucket_lifecycle_configuration",
        "aws_s3_bucket_logging",
        "aws_s3_bucket_object_lock_configuration",
        "aws_s3_bucket_ownership_controls",
        "aws_s3_bucket_public_access_block",
        "aws_s3_bucket_replication_configuration",
        "aws_s3_bucket_server_side_encryption_configuration",
        "aws_s3_bucket_versioning",
      ]);
      expect(full.addresses).toEqual(
        expect.arrayContaining(full.resource("aws_s3_bucket_policy").depends_on as string[]),
      );
    });

    it("comes after the settings that every bucket has", () => {
      expect(awaited(template, "aws_s3_bucket_policy")).toEqual([
        "aws_s3_bucket_ownership_controls",
        "aws_s3_bucket_public_access_block",
        "aws_s3_bucket_server_side_encryption_configuration",
        "aws_s3_bucket_versioning",
      ]);
    });

    it("denies what every log bucket denies", () => {
      expect(Object.keys(template.statements("aws_s3_bucket_policy"))).toEqual([
        "DenyInsecureTransport",
        "DenyOldTls",
        "DenyOutsideOrganization",
        "DenyOtherWriters",
        "DenyTampering",
        "DenyReconfiguration",
        "DenyVersioningChanges",
      ]);
    });

    it("speaks of this bucket, its writer and its exceptions", () => {
      const { DenyOtherWriters, DenyTampering } = template.statements("aws_s3_bucket_policy");
      expect(DenyOtherWriters).toMatchObject({
        Resource: "arn:aws:s3:::my-logs/*",
        Condition: { StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
      });
      expect(DenyTampering).toMatchObject({
        Resource: "arn:aws:s3:::my-logs/*",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/break-glass" } },
      });
    });

    it("allows nobody except by the given statements and to the readers", () => {
      const statement = {
        Sid: "WriterWrites",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::my-logs/*",
      } as const;
      const readers = ["arn:aws:iam::333333333333:root"];
      const policy = bucket({ statements: [statement], protection: { ...PROTECTION, readers } });
      expect(allowed(policy).WriterWrites).toEqual(statement);
      expect(Object.keys(allowed(policy))).toEqual(["WriterWrites", "ReadersList", "ReadersGet"]);
      expect(allowed(template)).toEqual({});
    });
  });
});
