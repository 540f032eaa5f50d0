import { BreakGlassRole } from "../../../modules/iam/break-glass-role";
import type { BreakGlassRoleProps } from "../../../modules/iam/break-glass-role";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const TRUSTED = ["arn:aws:iam::111111111111:user/security-lead", "arn:aws:iam::111111111111:user/deputy"];

function role(partition = "aws", trusted: BreakGlassRoleProps["trusted"] = { users: TRUSTED }): Template {
  return synthesizeModule((stack, environment) => {
    new BreakGlassRole(stack, "break-glass", {
      environment: { ...environment, partition },
      roleName: "emergency",
      trusted,
    });
  });
}

describe("BreakGlassRole", () => {
  const template = role();

  it("is assumed by the principals that are trusted, with multi-factor authentication, and by nobody else", () => {
    expect(Object.values(template.statements("aws_iam_role", "assume_role_policy"))).toEqual([
      {
        Sid: "EmergencyWithMfa",
        Effect: "Allow",
        Principal: { AWS: TRUSTED },
        Action: "sts:AssumeRole",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
    ]);
  });

  it("is assumed by roles of the organization without the sign of it, which their sessions do not carry", () => {
    const pattern = "arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Emergency_*";
    const trusting = role("aws", { users: [], roles: { patterns: [pattern], organizationId: "o-exampleorgid" } });
    expect(Object.values(trusting.statements("aws_iam_role", "assume_role_policy"))).toEqual([
      {
        Sid: "EmergencyByRole",
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::333333333333:root"] },
        Action: "sts:AssumeRole",
        Condition: {
          ArnLike: { "aws:PrincipalArn": [pattern] },
          StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
        },
      },
    ]);
  });

  it("has the given name, for an hour at a time", () => {
    expect(template.resource("aws_iam_role")).toMatchObject({ name: "emergency", max_session_duration: 3600 });
  });

  it.each(["aws", "aws-cn"])("administers its account, by AWS's own policy of the partition: %s", (partition) => {
    const users = TRUSTED.map((arn) => arn.replace(":aws:", `:${partition}:`));
    expect(role(partition, { users }).resource("aws_iam_role_policy_attachment")).toMatchObject({
      role: "${aws_iam_role.break-glass.name}",
      policy_arn: `arn:${partition}:iam::aws:policy/AdministratorAccess`,
    });
  });
});
