import { MfaPolicy } from "../../../modules/iam/mfa-policy";
import type { MfaPolicyProps } from "../../../modules/iam/mfa-policy";
import { synthesizeModule } from "../../support/terraform";

function statements(hardware?: MfaPolicyProps["hardware"]) {
  return synthesizeModule((stack, environment) => {
    new MfaPolicy(stack, "mfa", { environment, policyName: "example-access-mfa", hardware });
  }).statements("aws_iam_policy");
}

describe("MfaPolicy", () => {
  it("denies all but setting up multi-factor authentication without it, to access keys as well", () => {
    const { NothingButSetUpMfaWithoutMfa } = statements();
    expect(NothingButSetUpMfaWithoutMfa).toMatchObject({
      Effect: "Deny",
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    });
    const { NotAction } = NothingButSetUpMfaWithoutMfa as unknown as { NotAction: string[] };
    expect(NotAction).not.toContain("sts:AssumeRole");
    expect(NotAction).not.toContain("iam:DeactivateMFADevice");
    expect(NotAction).not.toContain("iam:ChangePassword");
  });

  it("lets users register devices of their own, by a variable that Terraform leaves to IAM", () => {
    expect(statements().RegisterOwnDevices).toMatchObject({
      Effect: "Allow",
      Action: "iam:EnableMFADevice",
      Resource: "arn:aws:iam::222222222222:user/$${aws:username}",
    });
  });

  it("denies access keys always", () => {
    const { NoLongLivedCredentials } = statements();
    expect(NoLongLivedCredentials).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["iam:CreateAccessKey"]) as string[],
      Resource: "*",
    });
    expect(NoLongLivedCredentials?.Condition).toBeUndefined();
  });

  it("takes certified security keys only, where hardware is asked for", () => {
    const hardware = statements("L2");
    expect(hardware.RegisterOwnCertifiedSecurityKey?.Condition).toEqual({
      StringEquals: {
        "iam:RegisterSecurityKey": "Activate",
        "iam:FIDO-certification": ["L2", "L2plus", "L3", "L3plus"],
      },
    });
    expect(hardware.NoVirtualDevices).toMatchObject({ Effect: "Deny", Action: "iam:CreateVirtualMFADevice" });
    expect(hardware.NoDevicesOfCodes).toMatchObject({
      Effect: "Deny",
      Action: "iam:EnableMFADevice",
      Condition: { Null: { "iam:RegisterSecurityKey": "true" } },
    });
    expect(hardware.RegisterOwnDevices).toBeUndefined();
  });
});
