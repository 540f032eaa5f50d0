import { TerraformOutput } from "cdktf";
import { BaselineStackSet } from "../../../modules/stacksets/baseline-stack-set";
import type { BaselineStackSetProps } from "../../../modules/stacksets/baseline-stack-set";
import { HERE } from "../../../modules/stacksets/pseudo-parameters";
import type { StackTemplate } from "../../../modules/stacksets/template";
import { synthesizeModule } from "../../support/terraform";
import type { Block, Template } from "../../support/terraform";

const STACK_SET = "aws_cloudformation_stack_set";
const INSTANCE = "aws_cloudformation_stack_set_instance";

const TEMPLATE: StackTemplate = {
  Description: "A rule",
  Conditions: {},
  Resources: { Rule: { Type: "AWS::Events::Rule", Properties: { Name: { "Fn::Sub": HERE.region } } } },
};

function stackSet(props: Partial<BaselineStackSetProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    const made = new BaselineStackSet(stack, "baseline", {
      environment,
      stackSetName: "example-baseline",
      description: "What every account has",
      template: TEMPLATE,
      regions: ["eu-west-1"],
      organizationalUnitIds: new Map([["root", "r-abcd"]]),
      ...props,
    });
    new TerraformOutput(stack, "arn", { value: made.arn });
    new TerraformOutput(stack, "stacks", { value: made.stacks.map(({ fqn }) => fqn) });
  });
}

const targetsOf = (instances: Block[]): unknown[] =>
  instances.map(({ deployment_targets, region }) => ({ region, deployment_targets }));

describe("BaselineStackSet", () => {
  const template = stackSet();
  const set = template.resource(STACK_SET, "baseline");

  it("makes stacks with the permissions of the organization, in the name of the management account", () => {
    expect(set).toMatchObject({
      name: "example-baseline",
      description: "What every account has",
      permission_model: "SERVICE_MANAGED",
      call_as: "SELF",
      capabilities: ["CAPABILITY_NAMED_IAM"],
    });
  });

  it("reaches accounts that join, and leaves those that move or leave what they have", () => {
    expect(set.auto_deployment).toEqual({ enabled: true, retain_stacks_on_account_removal: true });
  });

  it("lets operations wait for each other", () => {
    expect(set.managed_execution).toEqual({ active: true });
  });

  it("stops an update that fails before all accounts have it", () => {
    expect(set.operation_preferences).toEqual({
      failure_tolerance_percentage: 10,
      max_concurrent_percentage: 100,
      region_concurrency_type: "PARALLEL",
    });
  });

  it("ignores the role that AWS reports and does not accept", () => {
    expect(set.lifecycle).toEqual({ ignore_changes: ["administration_role_arn"] });
  });

  it("keeps CloudFormation's parameters from Terraform", () => {
    expect(set.template_body).toBe(
      '{"AWSTemplateFormatVersion":"2010-09-09","Description":"A rule",' +
        '"Resources":{"Rule":{"Type":"AWS::Events::Rule","Properties":{"Name":{"Fn::Sub":"$${AWS::Region}"}}}}}',
    );
  });

  it("has one Terraform resource for each region and organizational unit, so that each comes and goes by itself", () => {
    const organizationalUnitIds = new Map([
      ["security", "ou-abcd-11111111"],
      ["workloads", "ou-abcd-22222222"],
    ]);
    const many = stackSet({ regions: ["eu-west-1", "us-east-1"], organizationalUnitIds });
    expect(targetsOf(many.resources(INSTANCE))).toEqual(
      ["eu-west-1", "us-east-1"].flatMap((region) =>
        ["ou-abcd-11111111", "ou-abcd-22222222"].map((id) => ({
          region,
          deployment_targets: { organizational_unit_ids: [id] },
        })),
      ),
    );
    const fewer = stackSet({ organizationalUnitIds: new Map([["workloads", "ou-abcd-22222222"]]) });
    expect(many.addresses).toEqual(expect.arrayContaining(fewer.addresses));
  });

  it("lets one account that fails not fail the others", () => {
    const { operation_preferences } = template.resource(INSTANCE);
    expect(operation_preferences).toEqual({ failure_tolerance_percentage: 100, max_concurrent_percentage: 100 });
  });

  it("leaves accounts out where asked, and never replaces all stacks because of one account", () => {
    const instance = stackSet({ excludedAccountIds: ["444444444444"] }).resource(INSTANCE);
    expect(instance.deployment_targets).toEqual({
      organizational_unit_ids: ["r-abcd"],
      account_filter_type: "DIFFERENCE",
      accounts: ["444444444444"],
    });
    expect(instance.lifecycle).toEqual({
      ignore_changes: [
        "deployment_targets[0].account_filter_type",
        "deployment_targets[0].accounts",
        "operation_preferences",
      ],
    });
  });

  it("depends on what is given, and can be depended on", () => {
    expect(stackSet({ dependsOn: [{ fqn: "aws_role.first" }] }).resource(INSTANCE).depends_on).toEqual([
      "aws_role.first",
    ]);
    expect(template.json.output?.stacks?.value).toEqual([
      expect.stringContaining(`${INSTANCE}.baseline_eu-west-1-root`),
    ]);
  });

  it("exposes its ARN, for stack sets that depend on it", () => {
    expect(template.json.output?.arn?.value).toBe(`\${${STACK_SET}.baseline.arn}`);
  });
});
