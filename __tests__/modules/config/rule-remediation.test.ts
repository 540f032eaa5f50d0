import { ruleRemediation } from "../../../modules/config/rule-remediation";

const REMEDIATION = {
  document: "AWS-EnableVPCFlowLogs",
  resourceIdParameter: "VPCIds",
  roleArn: "arn:aws:iam::222222222222:role/org-remediation",
  automatic: false,
} as const;

describe("ruleRemediation", () => {
  it("hands the resource, the values and the role to the runbook, by name, as the provider reads them", () => {
    const { parameter } = ruleRemediation({
      ...REMEDIATION,
      parameters: { TrafficType: "ALL", LogDestinationType: ["s3"], Tags: ["one", "two"] },
    });
    expect(parameter).toEqual([
      { name: "AutomationAssumeRole", staticValue: REMEDIATION.roleArn },
      { name: "LogDestinationType", staticValue: "s3" },
      { name: "Tags", staticValues: ["one", "two"] },
      { name: "TrafficType", staticValue: "ALL" },
      { name: "VPCIds", resourceValue: "RESOURCE_ID" },
    ]);
  });

  it("says nothing of attempts where someone starts it", () => {
    expect(ruleRemediation({ ...REMEDIATION, maximumAutomaticAttempts: 3 })).not.toHaveProperty(
      "maximumAutomaticAttempts",
    );
  });

  it("says how often it tries by itself, AWS's own numbers too, so that no plan takes them out", () => {
    expect(ruleRemediation({ ...REMEDIATION, automatic: true })).toMatchObject({
      automatic: true,
      maximumAutomaticAttempts: 5,
      retryAttemptSeconds: 60,
    });
    expect(
      ruleRemediation({ ...REMEDIATION, automatic: true, maximumAutomaticAttempts: 3, retryAttemptSeconds: 600 }),
    ).toMatchObject({ maximumAutomaticAttempts: 3, retryAttemptSeconds: 600 });
  });

  it("is about one type of resource where one is given", () => {
    expect(ruleRemediation({ ...REMEDIATION, resourceType: "AWS::EC2::VPC" }).resourceType).toBe("AWS::EC2::VPC");
  });
});
