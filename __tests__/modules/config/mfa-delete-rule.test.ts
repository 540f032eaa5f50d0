import { MfaDeleteRule } from "../../../modules/config/mfa-delete-rule";
import { synthesizeModule } from "../../support/terraform";

describe("MfaDeleteRule", () => {
  const template = synthesizeModule((stack, environment) => {
    new MfaDeleteRule(stack, "rule", {
      environment,
      ruleName: "org-mfa-delete",
      bucketName: "trail",
      recorder: { ready: { fqn: "aws_config_configuration_recorder_status.config" } },
    });
  });
  const rule = template.resource("aws_config_config_rule");

  it("asks AWS's own rule on versioning whether MFA Delete is enabled, too", () => {
    expect(rule).toMatchObject({
      name: "org-mfa-delete",
      source: { owner: "AWS", source_identifier: "S3_BUCKET_VERSIONING_ENABLED" },
    });
    expect(JSON.parse(String(rule.input_parameters))).toEqual({ isMfaDeleteEnabled: "true" });
  });

  it("looks at the one bucket", () => {
    expect(rule.scope).toEqual({ compliance_resource_types: ["AWS::S3::Bucket"], compliance_resource_id: "trail" });
  });

  it("says in its description who has to act", () => {
    expect(rule.description).toBe("MFA Delete is enabled on trail; only root of its account can do so");
  });

  it("waits for the recorder, without which Config takes no rules", () => {
    expect(rule.depends_on).toEqual(["aws_config_configuration_recorder_status.config"]);
  });
});
