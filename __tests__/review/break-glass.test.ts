import { changesOfLogBuckets } from "../../review/break-glass";
import type { Action, ResourceChange } from "../../review/plan-json";
import { change, planOf } from "../cli/plan/support";

const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration.trail-bucket_encryption";
const variables = { deployment_role: { value: "OrganizationAccountAccessRole" } };

describe("changes of log buckets", () => {
  it("are those of settings that exist, which are the break-glass role's to change", () => {
    const plan = planOf([
      change("aws_s3_bucket_policy.config-bucket", ["delete", "create"]),
      change(ENCRYPTION, ["update"]),
      change("aws_s3_bucket_logging.trail-bucket", ["no-op"]),
      change("aws_iam_role_policy.replication", ["update"]),
    ]);
    expect(changesOfLogBuckets({ ...plan, variables })).toEqual(["aws_s3_bucket_policy.config-bucket", ENCRYPTION]);
  });

  it("are not the settings of buckets that are made: their policy is applied last", () => {
    expect(changesOfLogBuckets({ ...planOf([change(ENCRYPTION, ["create"])]), variables })).toEqual([]);
  });

  it("are settings that a bucket never had, and all of one that is taken back, as it was forgotten with its policy", () => {
    const of = (bucket: string, actions: Action[], more: object = {}): Pick<ResourceChange, "change"> => ({
      change: { actions, after: { bucket }, ...more },
    });
    const plan = planOf([
      change("aws_s3_bucket.trail-bucket", [], of("trail", ["no-op"])),
      change("aws_s3_bucket_policy.trail-bucket", [], of("trail", ["no-op"])),
      change("aws_s3_bucket_replication_configuration.trail-bucket", [], of("trail", ["create"])),
      change("aws_s3_bucket.returned", [], of("copies", ["no-op"], { importing: { id: "copies" } })),
      change("aws_s3_bucket_policy.returned", [], of("copies", ["create"])),
      change("aws_s3_bucket_policy.new", [], {
        change: { actions: ["create"], after: {}, after_unknown: { bucket: true } },
      }),
      // A deployment failed before the policy.
      change("aws_s3_bucket.begun", [], of("begun", ["no-op"])),
      change("aws_s3_bucket_logging.begun", [], of("begun", ["create"])),
      change("aws_s3_bucket_policy.begun", [], of("begun", ["create"])),
    ]);
    expect(changesOfLogBuckets({ ...plan, variables })).toEqual([
      "aws_s3_bucket_policy.returned",
      "aws_s3_bucket_replication_configuration.trail-bucket",
    ]);
  });

  it("are not those of buckets in stacks that take no role", () => {
    expect(changesOfLogBuckets(planOf([change(ENCRYPTION, ["update"])]))).toEqual([]);
  });
});
