import { changesOfLogBuckets } from "../../review/break-glass";
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

  it("are not those of buckets in stacks that take no role", () => {
    expect(changesOfLogBuckets(planOf([change(ENCRYPTION, ["update"])]))).toEqual([]);
  });
});
