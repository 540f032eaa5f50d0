import type { LandingZone } from "../config/landing-zone";
import { emergencies, holders } from "../stacks/access-context";
import type { Principal, RequestContext } from "./principal";
import { EXTERNAL_ACCOUNT, EXTERNAL_ORGANIZATION } from "./service";

/** Somebody whom the file names for emergencies, as AWS sees them when they ask for the role. */
export interface Named extends Principal {
  /** The ARN in the file. */
  readonly trusted: string;
}

/** An account root stands for the IAM users of its account; what AWS makes up in the role of a permission set, for anything. */
const MADE_UP = "0123456789abcdef";

/**
 * Everyone whom the file names, by kind, with the context that AWS sends for the kind. An IAM user who signed in with
 * multi-factor authentication, or got a session with it, carries its sign. The credentials of a role, permission sets among
 * them, carry none: neither true nor false.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function namedForEmergencies(landingZone: LandingZone): Named[] {
  const { organization } = landingZone;
  const { roles, users } = trustedOf(landingZone);
  const named = (trusted: string, arn: string, label: string, context: RequestContext): Named => {
    const accountId = arn.split(":")[4] ?? "";
    return {
      trusted,
      key: `named-${trusted}`,
      label,
      principal: arn,
      accountId,
      identityPolicy: { name: "AdministratorAccess", actions: ["*"] },
      context: {
        "aws:PrincipalAccount": accountId,
        "aws:PrincipalArn": arn,
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalOrgID": organization.id ?? "",
        ...context,
      },
    };
  };
  const last = (arn: string): string => arn.replace(/^.*[:/]/, "");
  return [
    ...users.map((arn) => {
      const user = arn.replace(/:root$/, ":user/somebody");
      return named(arn, user, `IAM user ${last(user)}, with MFA`, {
        "aws:MultiFactorAuthPresent": "true",
        "aws:username": last(user),
      });
    }),
    ...roles.map((pattern) => {
      const arn = pattern.replace("sso.amazonaws.com/*", "sso.amazonaws.com/eu-west-1/").replace(/_\*$/, `_${MADE_UP}`);
      const isPermissionSet = arn.includes("/AWSReservedSSO_");
      const name = isPermissionSet ? last(arn).replace(/^AWSReservedSSO_(.+)_[0-9a-f]{16}$/, "$1") : last(arn);
      return named(pattern, arn, `${isPermissionSet ? "permission set" : "role"} ${name}`, {});
    }),
  ];
}

/** ARNs that the file names, and those of who has the function. */
function trustedOf({ access, accounts, breakGlass, partition }: LandingZone): { users: string[]; roles: string[] } {
  const job = access && emergencies(access);
  if (access === undefined || job === undefined) {
    return { users: [...breakGlass.trustedUsers], roles: [...breakGlass.trustedRoles] };
  }
  const iam = `arn:${partition}:iam::${accounts.find(({ slug }) => slug === access.identityAccount)?.id ?? ""}`;
  const permissionSet = `${iam}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${job.permissionSet}_*`;
  return {
    users: [...breakGlass.trustedUsers, ...holders(access, "users", job.key).map((name) => `${iam}:user/${name}`)],
    roles: [...breakGlass.trustedRoles, ...(access.through.includes("identity-center") ? [permissionSet] : [])],
  };
}

/** The same people without multi-factor authentication; roles carry no sign of it, and stay as they are. */
export function withoutMfa({ context, key, label, ...person }: Named): Named {
  return {
    ...person,
    key: `${key}-without-mfa`,
    label: label.replace(", with MFA", ", without MFA"),
    context: { ...context, "aws:MultiFactorAuthPresent": "false" },
  };
}

/**
 * IAM users whom the file does not name, signed in with multi-factor authentication: one of the management account, one of an
 * account outside. A trust that demands the second factor alone would let them in.
 */
export function othersWithMfa({ management, organization, partition }: LandingZone): Principal[] {
  const user = (key: string, label: string, accountId: string, organizationId: string): Principal => {
    const arn = `arn:${partition}:iam::${accountId}:user/nobody-named`;
    return {
      key,
      label,
      principal: arn,
      accountId,
      identityPolicy: { name: "AdministratorAccess", actions: ["*"] },
      context: {
        "aws:MultiFactorAuthPresent": "true",
        "aws:PrincipalAccount": accountId,
        "aws:PrincipalArn": arn,
        "aws:PrincipalIsAWSService": "false",
        "aws:PrincipalOrgID": organizationId,
        "aws:username": "nobody-named",
      },
    };
  };
  return [
    user("other-with-mfa", "another IAM user, with MFA", management.id, organization.id ?? ""),
    user("external-with-mfa", "IAM user of an external account, with MFA", EXTERNAL_ACCOUNT, EXTERNAL_ORGANIZATION),
  ];
}
