import { LogGroupKey } from "../../../modules/kms/log-group-key";
import { synthesizeModule } from "../../support/terraform";
import { BREAK_GLASS_ROLE_ARN, uses } from "./support";

describe("LogGroupKey", () => {
  const template = synthesizeModule((stack, environment) => {
    new LogGroupKey(stack, "key", {
      environment,
      alias: "alias/log-group",
      breakGlassRoleArn: BREAK_GLASS_ROLE_ARN,
      logGroupName: "org/trail",
    });
  });

  it("is used by CloudWatch Logs of its own region, for the one log group, and by nobody else", () => {
    expect(uses(template)).toEqual({
      CloudWatchLogsEncrypts: {
        Sid: "CloudWatchLogsEncrypts",
        Effect: "Allow",
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Action: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        Resource: "*",
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:222222222222:log-group:org/trail",
          },
        },
      },
    });
  });

  it("says in the console what it encrypts, and has its alias", () => {
    expect(template.resource("aws_kms_key").description).toBe("Encrypts the log group org/trail");
    expect(template.resource("aws_kms_alias").name).toBe("alias/log-group");
  });

  it("is destroyed by the break-glass role only", () => {
    expect(template.statements("aws_kms_key").DenyDestruction?.Condition).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": BREAK_GLASS_ROLE_ARN },
    });
  });
});
