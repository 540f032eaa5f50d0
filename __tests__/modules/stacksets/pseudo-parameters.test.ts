import { roleArn } from "../../../modules/iam/arns";
import { policyDocument } from "../../../modules/iam/policy-document";
import { escapedForTerraform, HERE, policyObject, substituted } from "../../../modules/stacksets/pseudo-parameters";

describe("substituted", () => {
  it("lets CloudFormation put in account, region and partition, however deep they are", () => {
    expect(substituted({ Roles: [roleArn(HERE, HERE.accountId, "reader")], Regions: { home: HERE.region } })).toEqual({
      Roles: [{ "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/reader" }],
      Regions: { home: { "Fn::Sub": "${AWS::Region}" } },
    });
  });

  it("leaves everything else as it is", () => {
    const value = { Name: "default", Enabled: true, Days: 7, Path: "home/${aws:username}", Nothing: undefined };
    expect(substituted(value)).toEqual(value);
  });
});

describe("policyObject", () => {
  it("is the policy that Terraform would take", () => {
    const statement = { Sid: "Put", Effect: "Allow", Action: "events:PutEvents", Resource: "arn:bus" } as const;
    expect(policyObject(policyDocument(statement))).toEqual({ Version: "2012-10-17", Statement: [statement] });
  });
});

describe("escapedForTerraform", () => {
  it("keeps pseudo parameters from Terraform, and leaves it its own expressions", () => {
    expect(escapedForTerraform("${AWS::AccountId} ${AWS::Region} ${aws_cloudwatch_event_bus.bus.arn}")).toBe(
      "$${AWS::AccountId} $${AWS::Region} ${aws_cloudwatch_event_bus.bus.arn}",
    );
  });
});
