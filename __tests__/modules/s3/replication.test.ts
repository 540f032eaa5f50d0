import { Replication } from "../../../modules/s3/replication";
import type { ReplicationProps } from "../../../modules/s3/replication";
import { ACCOUNT_ID, synthesizeModule } from "../../support/terraform";
import type { Block, Template } from "../../support/terraform";
import { KEY_ARN } from "./support";

const TARGET = {
  bucketName: "copies",
  accountId: "333333333333",
  kmsKeyArn: "arn:aws:kms:eu-central-1:333333333333:key/2",
};

function replication(props: Partial<ReplicationProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new Replication(stack, "replication", {
      environment,
      sourceBucketName: "originals",
      sourceKeyArns: [KEY_ARN],
      sourceVersioning: { fqn: "aws_s3_bucket_versioning.originals" },
      roleName: "replicator",
      target: TARGET,
      ...props,
    });
  });
}

function rule(template: Template): Block {
  const [only, ...others] = template.resource("aws_s3_bucket_replication_configuration").rule as Block[];
  expect(others).toEqual([]);
  return only ?? {};
}

describe("Replication", () => {
  const template = replication();
  const configuration = template.resource("aws_s3_bucket_replication_configuration");

  it("copies everything, what is encrypted with a customer-managed key included", () => {
    expect(configuration.bucket).toBe("originals");
    expect(rule(template)).toMatchObject({
      status: "Enabled",
      filter: { prefix: "" },
      source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
    });
  });

  it("does not copy delete markers: a log that is hidden in one bucket is visible in the other", () => {
    expect(rule(template).delete_marker_replication).toEqual({ status: "Disabled" });
  });

  it("encrypts copies with the target's key, gives them to the target's account, and measures what waits or fails", () => {
    expect(rule(template).destination).toEqual({
      bucket: "arn:aws:s3:::copies",
      storage_class: "STANDARD",
      encryption_configuration: { replica_kms_key_id: TARGET.kmsKeyArn },
      metrics: { status: "Enabled" },
      account: "333333333333",
      access_control_translation: { owner: "Destination" },
    });
  });

  it("names no other owner when the target is in the same account, where S3 refuses one", () => {
    const { destination } = rule(replication({ target: { ...TARGET, accountId: ACCOUNT_ID } }));
    expect(destination).toEqual({
      bucket: "arn:aws:s3:::copies",
      storage_class: "STANDARD",
      encryption_configuration: { replica_kms_key_id: TARGET.kmsKeyArn },
      metrics: { status: "Enabled" },
    });
  });

  it("waits for versioning of the source and for the role's permissions, which S3 checks", () => {
    expect(configuration.depends_on).toEqual([
      "aws_s3_bucket_versioning.originals",
      expect.stringMatching(/^aws_iam_role_policy\./),
    ]);
  });

  describe("role", () => {
    const statements = template.statements("aws_iam_role_policy");

    it("has the given name, is assumed by S3 only, and copies", () => {
      expect(template.resource("aws_iam_role").name).toBe("replicator");
      expect(Object.values(template.statements("aws_iam_role", "assume_role_policy"))).toEqual([
        expect.objectContaining({
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sts:AssumeRole",
        }),
      ]);
      const role = /^\$\{aws_iam_role\.\w+\.(arn|name)\}$/;
      expect(configuration.role).toMatch(role);
      expect(template.resource("aws_iam_role_policy").role).toMatch(role);
    });

    it("reads the replication settings and the list of the source", () => {
      expect(statements.ReadSource).toEqual({
        Sid: "ReadSource",
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: "arn:aws:s3:::originals",
      });
    });

    it("reads versions of the source, with their locks and tags", () => {
      expect(statements.ReadVersions).toEqual({
        Sid: "ReadVersions",
        Effect: "Allow",
        Action: [
          "s3:GetObjectLegalHold",
          "s3:GetObjectRetention",
          "s3:GetObjectVersionAcl",
          "s3:GetObjectVersionForReplication",
          "s3:GetObjectVersionTagging",
        ],
        Resource: "arn:aws:s3:::originals/*",
      });
    });

    it("writes copies to the target, and deletes none", () => {
      expect(statements.WriteCopies).toEqual({
        Sid: "WriteCopies",
        Effect: "Allow",
        Action: ["s3:ObjectOwnerOverrideToBucketOwner", "s3:ReplicateObject", "s3:ReplicateTags"],
        Resource: "arn:aws:s3:::copies/*",
      });
    });

    it("decrypts with the source's key", () => {
      expect(statements.Decrypt).toEqual({
        Sid: "Decrypt",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: KEY_ARN,
      });
    });

    it("encrypts with the target's key", () => {
      expect(statements.EncryptCopies).toMatchObject({
        Effect: "Allow",
        Action: expect.arrayContaining(["kms:Encrypt", "kms:GenerateDataKey"]) as string[],
        Resource: TARGET.kmsKeyArn,
      });
    });

    it("may do nothing else", () => {
      expect(Object.keys(statements)).toEqual([
        "ReadSource",
        "ReadVersions",
        "WriteCopies",
        "Decrypt",
        "EncryptCopies",
      ]);
    });

    it("decrypts with no key when the source has none", () => {
      expect(replication({ sourceKeyArns: [] }).statements("aws_iam_role_policy")).not.toHaveProperty("Decrypt");
    });
  });
});
