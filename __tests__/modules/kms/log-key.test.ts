import { LogKey } from "../../../modules/kms/log-key";
import { synthesizeModule } from "../../support/terraform";

const TRAIL_ARN = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/org";

describe("LogKey", () => {
  const template = synthesizeModule((stack, place) => {
    new LogKey(stack, "key", {
      place,
      alias: "alias/logs",
      trailArn: TRAIL_ARN,
      trailAccountId: "111111111111",
      organizationId: "o-exampleorgid",
    });
  });
  const statements = template.statements("aws_kms_key");

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

  it("stays manageable by its own account", () => {
    expect(statements.AccountAdministersKey).toMatchObject({
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Action: "kms:*",
    });
  });

  it("lets CloudTrail encrypt for this trail only, and only with a trail's encryption context", () => {
    expect(statements.CloudTrailEncryptsLogs).toMatchObject({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "kms:GenerateDataKey*",
      Condition: {
        StringEquals: { "aws:SourceArn": TRAIL_ARN },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111111111111:trail/*" },
      },
    });
  });

  it.each(["CloudTrailDescribesKey", "CloudTrailUsesBucketKey"])("ties %s to this trail", (sid) => {
    expect(statements[sid]?.Condition).toEqual({ StringEquals: { "aws:SourceArn": TRAIL_ARN } });
  });

  it("lets AWS Config encrypt for accounts of this organization only", () => {
    expect(statements.ConfigEncryptsDeliveries).toMatchObject({
      Principal: { Service: "config.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: { StringEquals: { "aws:SourceOrgID": "o-exampleorgid" } },
    });
  });

  it("allows nothing to anybody else", () => {
    expect(Object.keys(statements)).toHaveLength(5);
  });
});
