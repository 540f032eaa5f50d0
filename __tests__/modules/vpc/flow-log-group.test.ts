import { FlowLogGroup } from "../../../modules/vpc/flow-log-group";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function group(kmsKeyArn?: string, partition = "aws"): Template {
  return synthesizeModule((stack, environment) => {
    new FlowLogGroup(stack, "group", {
      environment: { ...environment, partition },
      logGroupName: "org/flow-logs",
      retentionInDays: 90,
      roleName: "org-flow-logs-eu-west-1",
      kmsKeyArn,
    });
  });
}

describe("FlowLogGroup", () => {
  const template = group();

  it("keeps records for the given time and cannot be destroyed by a plan", () => {
    expect(template.resource("aws_cloudwatch_log_group", "group")).toMatchObject({
      name: "org/flow-logs",
      retention_in_days: 90,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is encrypted with the given key, if any", () => {
    const key = "arn:aws:kms:eu-west-1:222222222222:key/1";
    expect(group(key).resource("aws_cloudwatch_log_group").kms_key_id).toBe(key);
    expect(template.resource("aws_cloudwatch_log_group")).not.toHaveProperty("kms_key_id");
  });

  it.each(["aws", "aws-cn"])("lets flow logs of this account and region alone assume the role: %s", (partition) => {
    const template = group(undefined, partition);
    expect(template.resource("aws_iam_role").name).toBe("org-flow-logs-eu-west-1");
    expect(Object.values(template.statements("aws_iam_role", "assume_role_policy"))).toMatchObject([
      {
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "222222222222" },
          ArnLike: { "aws:SourceArn": `arn:${partition}:ec2:eu-west-1:222222222222:vpc-flow-log/*` },
        },
      },
    ]);
  });

  it("lets the role write to this log group and to no other", () => {
    expect(Object.values(template.statements("aws_iam_role_policy"))).toEqual([
      {
        Sid: "WriteFlowLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: "arn:aws:logs:eu-west-1:222222222222:log-group:org/flow-logs:*",
      },
    ]);
  });
});
