import { ReplicaBucket } from "../../../modules/s3/replica-bucket";
import type { ReplicaBucketProps } from "../../../modules/s3/replica-bucket";
import { ACCOUNT_ID, synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";
import { ACCESS_LOG_BUCKET, allowed, deniedWriters, KEY_ARN, PROTECTION } from "./support";

const ROLE_ARN = "arn:aws:iam::333333333333:role/replication";

function bucket(props: Partial<ReplicaBucketProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new ReplicaBucket(stack, "replica-bucket", {
      environment,
      protection: PROTECTION,
      bucketName: "copies",
      kmsKeyArn: KEY_ARN,
      accessLogBucket: ACCESS_LOG_BUCKET,
      replicationRole: { accountId: "333333333333", name: "replication" },
      ...props,
    });
  });
}

describe("ReplicaBucket", () => {
  const template = bucket();
  const { ReplicationChecksVersioning, ReplicationWrites, ...others } = allowed(template);

  it("lets the role that copies, and no other of its account, check the bucket", () => {
    expect(ReplicationChecksVersioning).toEqual({
      Sid: "ReplicationChecksVersioning",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::333333333333:root" },
      Action: ["s3:GetBucketVersioning", "s3:ListBucket"],
      Resource: "arn:aws:s3:::copies",
      Condition: { ArnEquals: { "aws:PrincipalArn": ROLE_ARN } },
    });
  });

  it("lets that role write copies that this account owns, but delete none", () => {
    expect(ReplicationWrites).toEqual({
      Sid: "ReplicationWrites",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::333333333333:root" },
      Action: ["s3:ObjectOwnerOverrideToBucketOwner", "s3:ReplicateObject", "s3:ReplicateTags"],
      Resource: "arn:aws:s3:::copies/*",
      Condition: { ArnEquals: { "aws:PrincipalArn": ROLE_ARN } },
    });
  });

  it("says nothing of a role of its own account, whose policy is enough", () => {
    expect(allowed(bucket({ replicationRole: { accountId: ACCOUNT_ID, name: "replication" } }))).toEqual({});
  });

  it("allows nothing to anybody else", () => {
    expect(others).toEqual({});
  });

  it("denies writing to all but that role", () => {
    expect(deniedWriters(template)).toEqual({ ArnNotEquals: { "aws:PrincipalArn": ROLE_ARN } });
  });

  it("names the role only in conditions: it need not exist yet", () => {
    const principals = Object.values(template.statements("aws_s3_bucket_policy")).map(({ Principal }) => Principal);
    expect(JSON.stringify(principals)).not.toContain(":role/");
  });

  it("is encrypted with the given key, and its access is logged", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY_ARN } }],
    });
    expect(template.resource("aws_s3_bucket_logging")).toMatchObject({ target_bucket: "access" });
  });

  it("locks copies as asked, and not unless asked", () => {
    expect(template.text).not.toContain("object_lock");
    const locked = bucket({ objectLock: { mode: "compliance", days: 365 } });
    expect(locked.resource("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { mode: "COMPLIANCE", days: 365 } },
    });
  });

  it("copies no further", () => {
    expect(template.resources("aws_s3_bucket_replication_configuration")).toEqual([]);
  });
});
