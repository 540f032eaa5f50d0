import { z } from "zod";

/** An account root means whoever IAM policies of that account let in. */
const ACCEPTED = /^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(root|user\/[\w+=,.@/-]+)$/;

const ROLES =
  "credentials of a role carry no sign of multi-factor authentication, and the break-glass role demands one";

/** What people write here and what cannot assume the role, whatever else is allowed; with the reason. */
const REFUSED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/AWSReservedSSO_/, `a permission set of IAM Identity Center is a role: ${ROLES}`],
  [/^arn:[^:]*:iam::[^:]*:role\/|^arn:[^:]*:sts::[^:]*:assumed-role\//, ROLES],
  [
    /^arn:[^:]*:sts::|:(saml|oidc)-provider\//,
    "a federated session carries no sign of AWS's multi-factor authentication",
  ],
  [/^arn:[^:]*:iam::[^:]*:group\//, "AWS takes no group as a principal"],
  [/^[a-z0-9.-]+\.amazonaws\.com/, "a service does not sign in with multi-factor authentication"],
  [/^[^*]+\*/, "AWS takes no wildcard within the ARN of a principal"],
  [/^\*$/, "everybody with multi-factor authentication, of any account, could assume the break-glass role"],
];

const FIX =
  "name IAM users that have an MFA device, or the root of their account (arn:aws:iam::<account id>:root), so that IAM " +
  "policies there decide which of its IAM users may";

/**
 * ARN of one that can meet the condition `aws:MultiFactorAuthPresent` of the role's trust policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export const breakGlassPrincipal = z
  .string()
  .meta({ pattern: ACCEPTED.source, examples: ["arn:aws:iam::111111111111:user/security-lead"] })
  .superRefine((arn, context) => {
    if (!ACCEPTED.test(arn)) {
      const reason =
        REFUSED.find(([pattern]) => pattern.test(arn))?.[1] ?? "not the ARN of an IAM user or an account root";
      context.addIssue({ code: "custom", message: reason, params: { fix: FIX } });
    }
  });
