import { HostLogGroup } from "../../../modules/hosts/host-log-group";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

function logGroup(kmsKeyArn?: string): Block {
  return synthesizeModule((stack, environment) => {
    new HostLogGroup(stack, "host-logs", {
      environment,
      logGroupName: "/org/hosts/security",
      retentionInDays: 365,
      kmsKeyArn,
    });
  }).resource("aws_cloudwatch_log_group", "host-logs");
}

describe("HostLogGroup", () => {
  it("keeps events for the given time and cannot be destroyed by a plan", () => {
    expect(logGroup()).toMatchObject({
      name: "/org/hosts/security",
      retention_in_days: 365,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is encrypted with the given key, if any", () => {
    const key = "arn:aws:kms:eu-west-1:222222222222:key/1";
    expect(logGroup(key)).toMatchObject({ kms_key_id: key });
    expect(logGroup()).not.toHaveProperty("kms_key_id");
  });
});
