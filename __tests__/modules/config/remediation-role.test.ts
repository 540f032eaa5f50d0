import { RemediationRole } from "../../../modules/config/remediation-role";
import { synthesizeModule } from "../../support/terraform";

describe("RemediationRole", () => {
  const template = synthesizeModule((stack, environment) => {
    new RemediationRole(stack, "role", {
      environment,
      roleName: "org-remediation",
      actions: ["ec2:CreateFlowLogs", "ec2:DescribeFlowLogs"],
    });
  });

  it("is assumed for automations of its own account, in whichever region", () => {
    expect(template.resource("aws_iam_role").name).toBe("org-remediation");
    expect(template.statements("aws_iam_role", "assume_role_policy").AutomationsOfThisAccount).toEqual({
      Sid: "AutomationsOfThisAccount",
      Effect: "Allow",
      Principal: { Service: "ssm.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": "222222222222" },
        ArnLike: { "aws:SourceArn": "arn:aws:ssm:*:222222222222:automation-execution/*" },
      },
    });
  });

  it("does what the runbooks do, and nothing else", () => {
    expect(template.statements("aws_iam_role_policy")).toEqual({
      Remedy: {
        Sid: "Remedy",
        Effect: "Allow",
        Action: ["ec2:CreateFlowLogs", "ec2:DescribeFlowLogs"],
        Resource: "*",
      },
    });
  });
});
