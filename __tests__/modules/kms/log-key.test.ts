import { TRAIL } from "../s3/support";
import { LogKey } from "../../../modules/kms/log-key";
import { synthesizeModule } from "../../support/terraform";
import { BREAK_GLASS_ROLE_ARN, uses } from "./support";

const TRAIL_ARN = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/org";
const CONFIG_BUCKET_ARN = "arn:aws:s3:::config";
const READERS = ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"];

describe("LogKey", () => {
  const template = synthesizeModule((stack, environment) => {
    new LogKey(stack, "key", {
      environment,
      alias: "alias/logs",
      breakGlassRoleArn: BREAK_GLASS_ROLE_ARN,
      trail: TRAIL,
      configBucketName: "config",
      readers: READERS,
    });
  });
  const statements = uses(template);

  it("rotates, waits 30 days before a deletion and cannot be destroyed by a plan", () => {
    expect(template.resource("aws_kms_key")).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is found by its alias", () => {
    expect(template.resource("aws_kms_alias")).toMatchObject({
      name: "alias/logs",
      target_key_id: "${aws_kms_key.key.key_id}",
    });
  });

  it("lets CloudTrail encrypt for this trail only, and only with a trail's encryption context", () => {
    expect(statements.CloudTrailEncryptsLogs).toEqual({
      Sid: "CloudTrailEncryptsLogs",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceArn": TRAIL_ARN },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111111111111:trail/*" },
      },
    });
  });

  it.each([
    ["CloudTrailDescribesKey", "kms:DescribeKey"],
    ["CloudTrailUsesBucketKey", "kms:Decrypt"],
  ])("ties %s to this trail", (sid, action) => {
    expect(statements[sid]).toEqual({
      Sid: sid,
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: action,
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
    });
  });

  it("lets AWS Config encrypt for accounts of this organization only", () => {
    expect(statements.ConfigEncryptsDeliveries).toEqual({
      Sid: "ConfigEncryptsDeliveries",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceOrgID": "o-exampleorgid" } },
    });
  });

  it.each([
    [
      "log files, with CloudTrail's encryption context only",
      "ReadersDecryptTrail",
      { Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
    ],
    [
      "deliveries of AWS Config, with that of their bucket or themselves, as they were written with a bucket key or without",
      "ReadersDecryptConfig",
      { StringLike: { "kms:EncryptionContext:aws:s3:arn": [CONFIG_BUCKET_ARN, `${CONFIG_BUCKET_ARN}/*`] } },
    ],
  ])("lets readers decrypt %s", (_, sid, condition) => {
    expect(statements[sid]).toEqual({
      Sid: sid,
      Effect: "Allow",
      Principal: { AWS: READERS },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: condition,
    });
  });

  it("is used by nobody else", () => {
    expect(Object.keys(statements)).toEqual([
      "CloudTrailEncryptsLogs",
      "CloudTrailDescribesKey",
      "CloudTrailUsesBucketKey",
      "ConfigEncryptsDeliveries",
      "ReadersDecryptTrail",
      "ReadersDecryptConfig",
    ]);
  });

  it("lets its account administer it, but not use it", () => {
    const { Action, Principal } = template.statements("aws_kms_key").AccountAdministersKey ?? {};
    expect(Principal).toEqual({ AWS: "arn:aws:iam::222222222222:root" });
    expect(Action).not.toContain("kms:*");
  });

  it("is destroyed by the break-glass role only", () => {
    expect(template.statements("aws_kms_key").DenyDestruction?.Condition).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": BREAK_GLASS_ROLE_ARN },
    });
  });
});
