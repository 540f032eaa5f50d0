import { existingLandingZone, stackOf, synthesizeLandingZone } from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

function replica(fields: string, ...lines: string[]): { manifest: Block; stacks: Record<string, Template> } {
  return synthesizeLandingZone(existingLandingZone(`archive: { replica: { ${fields} } }`, ...lines));
}

const { manifest, stacks } = replica("region: us-east-1, account: audit");
const dependencies = (stack: string): unknown => (manifest.stacks as Record<string, Block>)[stack]?.dependencies;
const REPLICATION_ROLE = "arn:aws:iam::222222222222:role/small-trail-replication";
const KEY =
  "${data.terraform_remote_state.cross-stack-reference-input-log-replica.outputs.cross-stack-output-aws_kms_keyreplica-keyarn}";

describe("the replica in the audit account", () => {
  const template = stackOf(stacks, "log-replica");

  it("has a bucket of copies, one of their access logs, and a key", () => {
    const buckets = template.json.resource?.aws_s3_bucket ?? {};
    expect(Object.fromEntries(Object.entries(buckets).map(([id, { bucket }]) => [id, bucket]))).toEqual({
      "replica-bucket": "small-replica-us-east-1",
      "access-log-bucket": "small-copy-access-us-east-1",
    });
    expect(template.resource("aws_kms_alias").name).toBe("alias/small-log-replica");
  });

  it("is in the other region altogether", () => {
    const resources = Object.values(template.json.resource ?? {}).flatMap((named) => Object.values(named));
    expect(new Set(resources.map(({ provider }) => provider))).toEqual(new Set(["aws.us-east-1"]));
  });

  it("is made in that account by the role that a variable names, by default the deployment role", () => {
    const common = {
      allowed_account_ids: ["333333333333"],
      assume_role: [{ role_arn: "arn:aws:iam::333333333333:role/${coalesce(var.plan_role, var.deployment_role)}" }],
    };
    expect(template.json.provider.aws).toEqual([
      expect.objectContaining({ ...common, region: "eu-west-1" }),
      expect.objectContaining({ ...common, region: "us-east-1", alias: "us-east-1" }),
    ]);
    expect(template.json.variable).toEqual({
      deployment_role: expect.objectContaining({ default: "OrganizationAccountAccessRole" }) as unknown,
      plan_role: expect.objectContaining({ default: "" }) as unknown,
    });
  });

  it("is written by the role of the log archive that copies, and by nobody else", () => {
    const name = Object.keys(template.json.resource?.aws_s3_bucket_policy ?? {}).find((id) =>
      id.startsWith("replica-"),
    );
    const statements = template.statements("aws_s3_bucket_policy", "policy", name);
    expect(statements.DenyOtherWriters?.Condition).toEqual({ ArnNotEquals: { "aws:PrincipalArn": REPLICATION_ROLE } });
    expect(statements.DenyTampering?.Condition).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::333333333333:role/small-break-glass" },
    });
    expect(template.statements("aws_kms_key").ReplicationEncrypts?.Condition).toMatchObject({
      ArnEquals: { "aws:PrincipalArn": REPLICATION_ROLE },
    });
  });

  it("has readers by its key, and none by its policy that are in its account anyway", () => {
    expect(template.statements("aws_kms_key").ReadersDecrypt?.Principal).toEqual({
      AWS: ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"],
    });
    expect(template.text).not.toContain("ReadersGet");
  });

  it("is locked, and emptied, as the originals are", () => {
    const logArchive = stackOf(stacks, "log-archive");
    const rule = (all: Template, type: string, bucket: string): unknown =>
      Object.entries(all.json.resource?.[type] ?? {}).find(([name]) => name.startsWith(`${bucket}_`))?.[1].rule;
    for (const type of ["aws_s3_bucket_object_lock_configuration", "aws_s3_bucket_lifecycle_configuration"]) {
      expect(rule(template, type, "replica-bucket")).toBeDefined();
      expect(rule(template, type, "replica-bucket")).toEqual(rule(logArchive, type, "trail-bucket"));
    }
  });

  it("gets what the trail bucket copies", () => {
    const logArchive = stackOf(stacks, "log-archive");
    expect(logArchive.resource("aws_s3_bucket_replication_configuration")).toMatchObject({
      bucket: "small-cloudtrail-eu-west-1",
      rule: [
        {
          destination: {
            bucket: "arn:aws:s3:::small-replica-us-east-1",
            account: "333333333333",
            encryption_configuration: { replica_kms_key_id: KEY },
          },
        },
      ],
    });
    expect(logArchive.resource("aws_iam_role")).toMatchObject({ name: "small-trail-replication" });
  });

  it("is deployed after the organization and before the originals, which S3 checks it for", () => {
    expect(dependencies("log-replica")).toEqual(["organization"]);
    expect(dependencies("log-archive")).toEqual(expect.arrayContaining(["log-replica", "organization"]));
  });
});

describe("the replica in the log archive", () => {
  const { stacks: beside } = replica("region: us-east-1");

  it("is in that account, and is given to no other owner", () => {
    expect(stackOf(beside, "log-replica").json.provider.aws[0]?.allowed_account_ids).toEqual(["222222222222"]);
    const [rule] = stackOf(beside, "log-archive").resource("aws_s3_bucket_replication_configuration").rule as Block[];
    expect(rule?.destination).not.toHaveProperty("account");
  });

  it("lets the audit account read copies", () => {
    expect(stackOf(beside, "log-replica").text).toContain("ReadersGet");
  });
});

describe("a landing zone without a replica", () => {
  const { stacks: without } = synthesizeLandingZone(existingLandingZone());

  it("has no stack for it", () => {
    expect(Object.keys(without)).not.toContain("log-replica");
  });
});
