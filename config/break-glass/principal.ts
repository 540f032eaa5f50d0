import { z } from "zod";

/** An account root means the IAM users that IAM policies of that account let in. */
const USER = /^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(root|user\/[\w+=,.@/-]+)$/;
const ROLE = /^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role\/(?!aws-reserved\/)[\w+=,.@/-]+$/;
/** Role of a permission set: AWS makes up the end of its name, in every account and whenever it is assigned anew. */
const PERMISSION_SET =
  /^(arn:aws(?:-[a-z]+)*:iam::[0-9]{12}:role\/aws-reserved\/sso\.amazonaws\.com\/)(?:[a-z0-9-]+\/|\*)?(AWSReservedSSO_[\w+=,.@-]+_)(?:[0-9a-f]{16}|\*)$/;

const ACCEPTED = new RegExp([USER, ROLE, PERMISSION_SET].map(({ source }) => source).join("|"));

/** What people write here and what cannot assume the role, whatever else is allowed; with the reason. */
const REFUSED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^arn:[^:]*:sts::[^:]*:assumed-role\//, "a session ends; the role that it is a session of can be trusted"],
  [/^arn:[^:]*:sts::/, "a federated user carries no sign of multi-factor authentication and no name that stays"],
  [
    /:(saml|oidc)-provider\//,
    "a role trusts providers of its own account only, and this one is in every account; let people of the provider into " +
      "a role that demands multi-factor authentication, and trust that role",
  ],
  [/^arn:[^:]*:iam::[^:]*:group\//, "AWS takes no group as a principal"],
  [/^[a-z0-9.-]+\.amazonaws\.com/, "a service does not sign in"],
  [/AWSReservedSSO_[^/]*$/, "a permission set's role is named in full but for what AWS makes up"],
  [/^[^*]+\*/, "only what AWS makes up in the role of a permission set may be a wildcard"],
  [/^\*$/, "everybody, of any account, could assume the break-glass role"],
];

const FIX =
  "name IAM users that have an MFA device, the root of their account (arn:aws:iam::<account id>:root), roles, or " +
  "permission sets (arn:aws:iam::<account id>:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_<name>_*)";

/**
 * ARN of one that can assume the role. IAM users show multi-factor authentication to AWS. Credentials of a role carry no
 * sign of it, those of permission sets included: whoever lets people into the role has to demand it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export const breakGlassPrincipal = z
  .string()
  .meta({
    pattern: ACCEPTED.source,
    examples: [
      "arn:aws:iam::111111111111:user/security-lead",
      "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Emergency_*",
    ],
  })
  .superRefine((arn, context) => {
    if (!ACCEPTED.test(arn)) {
      const reason =
        REFUSED.find(([pattern]) => pattern.test(arn))?.[1] ?? "not the ARN of an IAM user, an account root or a role";
      context.addIssue({ code: "custom", message: reason, params: { fix: FIX } });
    }
  });

/** Principals by kind; of the roles of permission sets, the pattern that matches whatever AWS makes up. */
export function breakGlassKinds(principals: readonly string[]): { users: string[]; roles: string[] } {
  return {
    users: principals.filter((arn) => USER.test(arn)),
    roles: principals.filter((arn) => !USER.test(arn)).map((arn) => arn.replace(PERMISSION_SET, "$1*$2*")),
  };
}
