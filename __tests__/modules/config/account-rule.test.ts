import { AccountRule } from "../../../modules/config/account-rule";
import type { AccountRuleProps } from "../../../modules/config/account-rule";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const ROLE_ARN = "arn:aws:iam::222222222222:role/org-remediation";

function rule(props: Partial<AccountRuleProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new AccountRule(stack, "rule", {
      environment,
      ruleName: "org-flow-logs",
      description: "Every VPC has flow logs",
      identifier: "VPC_FLOW_LOGS_ENABLED",
      recorder: { ready: { fqn: "aws_config_configuration_recorder_status.config" } },
      ...props,
    });
  });
}

describe("AccountRule", () => {
  it("is one of AWS's own rules, made where AWS Config records", () => {
    expect(rule().resource("aws_config_config_rule", "rule")).toMatchObject({
      name: "org-flow-logs",
      description: "Every VPC has flow logs",
      source: { owner: "AWS", source_identifier: "VPC_FLOW_LOGS_ENABLED" },
      depends_on: ["aws_config_configuration_recorder_status.config"],
    });
  });

  it("leaves scope, parameters and frequency to AWS, and remediates nothing, by default", () => {
    const bare = rule({ resourceTypes: [], inputParameters: {} });
    for (const argument of ["scope", "input_parameters", "maximum_execution_frequency"]) {
      expect(bare.resource("aws_config_config_rule")).not.toHaveProperty(argument);
    }
    expect(bare.resources("aws_config_remediation_configuration")).toEqual([]);
  });

  it("looks at the named types with its parameters, at its pace", () => {
    const configured = rule({
      resourceTypes: ["AWS::EC2::VPC"],
      inputParameters: { trafficType: "ALL" },
      maximumExecutionFrequency: "Twelve_Hours",
    });
    expect(configured.resource("aws_config_config_rule")).toMatchObject({
      scope: { compliance_resource_types: ["AWS::EC2::VPC"] },
      input_parameters: '{"trafficType":"ALL"}',
      maximum_execution_frequency: "Twelve_Hours",
    });
  });

  it("remediates its own findings once it exists", () => {
    const remedying = rule({
      remediation: {
        document: "AWS-EnableVPCFlowLogs",
        resourceIdParameter: "VPCIds",
        roleArn: ROLE_ARN,
        automatic: false,
      },
    });
    expect(remedying.resource("aws_config_remediation_configuration")).toMatchObject({
      config_rule_name: "${aws_config_config_rule.rule.name}",
      target_type: "SSM_DOCUMENT",
      target_id: "AWS-EnableVPCFlowLogs",
      automatic: false,
    });
  });
});
