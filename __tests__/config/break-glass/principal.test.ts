import { breakGlassKinds } from "../../../config/break-glass/principal";
import { extended, problems } from "../support";

const trusting = (...arns: string[]): string[] =>
  problems(extended(`breakGlass: { trustedPrincipals: ${JSON.stringify(arns)} }`));

const USER = "arn:aws:iam::111111111111:user/emergency/first.lead";
const ROOT = "arn:aws:iam::111111111111:root";
const ROLE = "arn:aws:iam::111111111111:role/security-lead";
const RESERVED = "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com";

describe("a principal that may break the glass", () => {
  it("is an IAM user or an account root, which can show multi-factor authentication", () => {
    expect(trusting(USER, ROOT)).toEqual([]);
  });

  it("is a role, or a permission set of Identity Center, which whoever lets people in answers for", () => {
    expect(trusting(ROLE, `${RESERVED}/*AWSReservedSSO_Emergency_*`)).toEqual([]);
    expect(trusting(`${RESERVED}/eu-west-1/AWSReservedSSO_Emergency_0123456789abcdef`)).toEqual([]);
  });

  it("is matched whatever AWS makes up for a permission set, in whichever region Identity Center is", () => {
    const pattern = `${RESERVED}/*AWSReservedSSO_Emergency_*`;
    const written = [
      pattern,
      `${RESERVED}/eu-west-1/AWSReservedSSO_Emergency_0123456789abcdef`,
      `${RESERVED}/AWSReservedSSO_Emergency_0123456789abcdef`,
    ];
    expect(breakGlassKinds([USER, ...written, ROOT, ROLE])).toEqual({
      users: [USER, ROOT],
      roles: [pattern, pattern, pattern, ROLE],
    });
  });

  it("is of the partition of the home region", () => {
    expect(trusting("arn:aws-us-gov:iam::111111111111:user/lead")).toEqual([
      expect.stringContaining("the principal is of another partition than the home region"),
    ]);
  });

  it("is no session, with the reason and what to write instead", () => {
    expect(trusting("arn:aws:sts::111111111111:assumed-role/lead/ann")).toEqual([
      expect.stringMatching(
        /^18:35 breakGlass.trustedPrincipals\[0\]: a session ends; .* \| name IAM users that have an MFA device, .*roles, or/,
      ),
    ]);
  });

  it.each([
    ["a permission set without what AWS makes up", `${RESERVED}/AWSReservedSSO_Admin`, /in full but for what AWS/],
    ["every permission set", `${RESERVED}/*AWSReservedSSO_*`, /in full but for what AWS/],
    ["roles by a wildcard", "arn:aws:iam::111111111111:role/security-*", /only what AWS makes up/],
    ["a federated user", "arn:aws:sts::111111111111:federated-user/ann", /a federated user/],
    ["an identity provider", "arn:aws:iam::111111111111:saml-provider/corporate", /providers of its own account only/],
    ["a group", "arn:aws:iam::111111111111:group/leads", /no group/],
    ["a service", "ec2.amazonaws.com", /service does not sign in/],
    ["every user of an account", "arn:aws:iam::111111111111:user/*", /only what AWS makes up/],
    ["everybody", "*", /everybody, of any account/],
    ["an account id", "111111111111", /not the ARN of an IAM user, an account root or a role .*:root/],
  ])("is not %s", (_, arn, reason) => {
    expect(trusting(arn)).toEqual([expect.stringMatching(reason)]);
  });
});
