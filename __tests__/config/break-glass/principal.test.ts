import { extended, problems } from "../support";

const trusting = (...arns: string[]): string[] =>
  problems(extended(`breakGlass: { trustedPrincipals: ${JSON.stringify(arns)} }`));

describe("a principal that may break the glass", () => {
  it("is an IAM user or an account root, which can both meet the demand for multi-factor authentication", () => {
    const user = "arn:aws:iam::111111111111:user/emergency/first.lead";
    expect(trusting(user, "arn:aws:iam::111111111111:root")).toEqual([]);
  });

  it("is of the partition of the home region", () => {
    expect(trusting("arn:aws-us-gov:iam::111111111111:user/lead")).toEqual([
      expect.stringContaining("the principal is of another partition than the home region"),
    ]);
  });

  it("is no role, with the reason and what to write instead", () => {
    expect(trusting("arn:aws:iam::111111111111:role/security-lead")).toEqual([
      "18:35 breakGlass.trustedPrincipals[0]: credentials of a role carry no sign of multi-factor authentication, and the " +
        'break-glass role demands one | "arn:aws:iam::111111111111:role/security-lead" | name IAM users that have an MFA ' +
        "device, or the root of their account (arn:aws:iam::<account id>:root), so that IAM policies there decide which " +
        "of its IAM users may",
    ]);
  });

  it.each([
    [
      "a permission set of Identity Center",
      "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef",
      /permission set of IAM Identity Center is a role/,
    ],
    ["a session of a role", "arn:aws:sts::111111111111:assumed-role/lead/ann", /credentials of a role/],
    ["a federated user", "arn:aws:sts::111111111111:federated-user/ann", /federated session/],
    ["an identity provider", "arn:aws:iam::111111111111:saml-provider/corporate", /federated session/],
    ["a group", "arn:aws:iam::111111111111:group/leads", /no group/],
    ["a service", "ec2.amazonaws.com", /service does not sign in/],
    ["every user of an account", "arn:aws:iam::111111111111:user/*", /no wildcard/],
    ["everybody", "*", /everybody .* of any account/],
    ["an account id", "111111111111", /not the ARN of an IAM user or an account root .*:root/],
  ])("is not %s", (_, arn, reason) => {
    expect(trusting(arn)).toEqual([expect.stringMatching(reason)]);
  });
});
