import {
  exampleLandingZone,
  existingLandingZone,
  ORGANIZATION_ID,
  stackOf,
  synthesizeLandingZone,
  synthesizeStack,
} from "../support/landing-zones";
import type { Block, Template } from "../support/terraform";

const logArchive = (...lines: string[]): Template => synthesizeStack(existingLandingZone(...lines), "log-archive");

const BUCKETS = ["trail-bucket", "config-bucket", "flow-log-bucket", "access-log-bucket"];

/** The one resource of a type that belongs to a bucket. */
function ofBucket(template: Template, type: string, bucket: string): Block {
  const found = Object.entries(template.json.resource?.[type] ?? {}).filter(([name]) => name.startsWith(`${bucket}_`));
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? {};
}

interface Policy {
  readonly Statement: { readonly Sid: string; readonly Principal: unknown; readonly Condition?: unknown }[];
}

function statement(template: Template, bucket: string, sid: string): Policy["Statement"][number] | undefined {
  const { policy } = ofBucket(template, "aws_s3_bucket_policy", bucket);
  return (JSON.parse(String(policy)) as Policy).Statement.find(({ Sid }) => Sid === sid);
}

describe("the log archive", () => {
  const template = logArchive();

  it("has a bucket for each kind of logs", () => {
    const buckets = template.json.resource?.aws_s3_bucket ?? {};
    expect(Object.fromEntries(Object.entries(buckets).map(([id, { bucket }]) => [id, bucket]))).toEqual({
      "trail-bucket": "small-cloudtrail-eu-west-1",
      "config-bucket": "small-config-eu-west-1",
      "flow-log-bucket": "small-flow-logs-eu-west-1",
      "access-log-bucket": "small-access-logs-eu-west-1",
    });
  });

  it.each(BUCKETS.slice(0, 3))("logs access to the %s", (bucket) => {
    expect(ofBucket(template, "aws_s3_bucket_logging", bucket).target_bucket).toBe("small-access-logs-eu-west-1");
  });

  it.each(BUCKETS)("exempts the break-glass role of its own account from what it denies for the %s", (bucket) => {
    expect(statement(template, bucket, "DenyTampering")?.Condition).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/small-break-glass" },
    });
  });

  it.each(BUCKETS)("denies other organizations the %s", (bucket) => {
    expect(statement(template, bucket, "DenyOutsideOrganization")?.Condition).toMatchObject({
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": ORGANIZATION_ID },
    });
  });

  it.each(BUCKETS)("lets the audit account read the %s, and no other", (bucket) => {
    expect(statement(template, bucket, "ReadersGet")?.Principal).toEqual({ AWS: ["arn:aws:iam::333333333333:root"] });
  });

  it("lets the log-archive and the audit account decrypt with the log key, and no others", () => {
    const readers = { AWS: ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"] };
    const statements = template.statements("aws_kms_key");
    expect(statements.ReadersDecryptTrail?.Principal).toEqual(readers);
    expect(statements.ReadersDecryptConfig).toMatchObject({
      Principal: readers,
      Condition: {
        StringLike: {
          "kms:EncryptionContext:aws:s3:arn": [
            "arn:aws:s3:::small-config-eu-west-1",
            "arn:aws:s3:::small-config-eu-west-1/*",
          ],
        },
      },
    });
  });

  it("refuses old versions of TLS as the file says", () => {
    const tls = (all: Template) => statement(all, "trail-bucket", "DenyOldTlsOfOthers")?.Condition;
    expect(tls(template)).toBeUndefined();
    expect(tls(logArchive('archive: { minimumTlsVersion: "1.3" }'))).toMatchObject({
      NumericLessThan: { "s3:TlsVersion": "1.3" },
    });
  });

  it("locks the trail bucket only", () => {
    expect(ofBucket(template, "aws_s3_bucket_object_lock_configuration", "trail-bucket").rule).toEqual({
      default_retention: { mode: "GOVERNANCE", days: 2557 },
    });
    expect(template.resources("aws_s3_bucket_object_lock_configuration")).toHaveLength(1);
  });

  it("locks nothing when the lock is off", () => {
    const off = logArchive("archive: { objectLock: { mode: off, reason: Proof of concept } }");
    expect(off.resources("aws_s3_bucket_object_lock_configuration")).toEqual([]);
  });

  it("gives every bucket its retention", () => {
    const other = logArchive("archive: { buckets: { accessLogs: { retention: { total: 2 years } } } }");
    const expiry = (bucket: string) => {
      const [rule] = ofBucket(other, "aws_s3_bucket_lifecycle_configuration", bucket).rule as Block[];
      return rule?.expiration;
    };
    expect(BUCKETS.map(expiry)).toEqual([[{ days: 2557 }], [{ days: 2557 }], [{ days: 2557 }], [{ days: 731 }]]);
  });

  it("copies nothing unless asked", () => {
    expect(template.resources("aws_s3_bucket_replication_configuration")).toEqual([]);
  });
});

describe("the log archive where MFA Delete is required", () => {
  const template = logArchive("archive: { mfaDelete: required }");
  const versioning = (bucket: string) => statement(template, bucket, "DenyVersioningChanges")?.Condition;
  const breakGlass = "arn:aws:iam::222222222222:role/small-break-glass";

  it("has no lifecycle rules on the trail bucket, which S3 would refuse, and goes on to have them on the others", () => {
    const names = Object.keys(template.json.resource?.aws_s3_bucket_lifecycle_configuration ?? {});
    expect(names.map((name) => name.split("_")[0])).toEqual(["access-log-bucket", "config-bucket", "flow-log-bucket"]);
  });

  it("lets root of its account, which alone can enable it, change versioning of the trail bucket only", () => {
    expect(versioning("trail-bucket")).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": [breakGlass, "arn:aws:iam::222222222222:root"] },
    });
    for (const bucket of BUCKETS.slice(1)) {
      expect(versioning(bucket)).toEqual({ ArnNotEquals: { "aws:PrincipalArn": [breakGlass] } });
    }
  });

  it("leaves the provider what root has set: versioning is enabled, and MFA Delete not mentioned", () => {
    expect(ofBucket(template, "aws_s3_bucket_versioning", "trail-bucket").versioning_configuration).toEqual({
      status: "Enabled",
    });
  });
});

describe("the role that deploys the log archive", () => {
  it.each([
    [[], "OrganizationAccountAccessRole"],
    [["deployment: { role: Deploy }"], "Deploy"],
  ])("is named by a variable, by default the deployment role: %j", (lines, role) => {
    const { provider, variable } = logArchive(...lines).json;
    expect(variable).toEqual({
      deployment_role: expect.objectContaining({ type: "string", default: role }) as unknown,
      plan_role: expect.objectContaining({ type: "string", default: "" }) as unknown,
    });
    expect(provider.aws).toEqual([
      expect.objectContaining({
        region: "eu-west-1",
        allowed_account_ids: ["222222222222"],
        assume_role: [{ role_arn: "arn:aws:iam::222222222222:role/${coalesce(var.plan_role, var.deployment_role)}" }],
      }),
    ]);
  });

  it("is named by a variable in no stack without log buckets", () => {
    const { stacks } = synthesizeLandingZone(exampleLandingZone());
    const variables = (id: string) => Object.keys(stackOf(stacks, id).json.variable ?? {});
    expect(Object.keys(stacks).filter((id) => variables(id).includes("deployment_role"))).toEqual(["log-archive"]);
  });
});
