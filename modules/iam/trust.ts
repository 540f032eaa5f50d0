import { FORMATS } from "../../aws/formats";
import { checkFormats, isKnown, refuse } from "../checks";
import type { PolicyStatement } from "./policy-document";

/** Values of condition keys, by operator and key; all have to be met. */
export type Conditions = NonNullable<PolicyStatement["Condition"]>;

/** What is demanded of a session, whoever opens it. */
export interface SessionDemands {
  /**
   * CIDRs that the call has to come from. What AWS services call for the session is not affected.
   * @default - anywhere
   */
  readonly sourceNetworks?: readonly string[];
  /**
   * Keys of the tags that the session may be given.
   * @default - none
   */
  readonly sessionTags?: readonly string[];
}

/** What is demanded of IAM users. */
export interface UserDemands {
  /**
   * `o-...` of the organization whose users they have to be.
   * @default - any that are named
   */
  readonly organizationId?: string;
  /**
   * Names of the users, where a whole account is named: AWS refuses a policy that names users who do not exist, and whoever
   * administers the account is nobody's user here.
   * @default - whomever IAM policies of the account allow it
   */
  readonly userNames?: readonly string[];
}

/**
 * IAM users, who sign in with multi-factor authentication. Only their sessions carry its sign: with this condition no role
 * gets in, even where a whole account is named.
 *
 * @param principals ARNs of users, or of account roots: users whose IAM policies allow it
 * @throws Error when they are others: `*` would be every user of every account
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function trustUsers(
  principals: readonly string[],
  { organizationId, userNames, ...demands }: SessionDemands & UserDemands = {},
): PolicyStatement {
  checkFormats(
    "trustUsers",
    { principals, organizationId, userNames },
    { principals: FORMATS.userOrRootArn, organizationId: FORMATS.organizationId, userNames: FORMATS.userName },
  );
  return {
    Sid: "UsersWithMfa",
    Effect: "Allow",
    Principal: { AWS: principals },
    Action: opening("sts:AssumeRole", demands),
    Condition: merged(
      { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      organizationId === undefined ? {} : { StringEquals: { "aws:PrincipalOrgID": organizationId } },
      userNames === undefined ? {} : { StringEquals: { "aws:username": userNames } },
      demanded(demands),
    ),
  };
}

/** Nobody: for a role that exists before somebody has its function, and after. */
export const TRUST_NOBODY: PolicyStatement = {
  Sid: "Nobody",
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: "sts:AssumeRole",
};

/**
 * Roles and permission sets of IAM Identity Center. Their sessions carry no sign of multi-factor authentication: whoever
 * lets people into them has to demand it. The role names that Identity Center makes up end differently in every account and
 * change when a permission set is assigned anew, so they are matched by pattern; a pattern is no principal, hence the account
 * and a condition.
 *
 * @param accountRoots ARNs of the roots of the accounts that the roles are in
 * @param patterns of ARNs of the roles, `*` allowed
 * @throws Error when they are others
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function trustRoles(
  accountRoots: readonly string[],
  patterns: readonly string[],
  { organizationId, ...demands }: SessionDemands & { readonly organizationId: string },
): PolicyStatement {
  checkFormats(
    "trustRoles",
    { accountRoots, organizationId, patterns },
    { accountRoots: FORMATS.accountOrRoleArn, organizationId: FORMATS.organizationId, patterns: FORMATS.rolePattern },
  );
  return {
    Sid: "RolesOfTheOrganization",
    Effect: "Allow",
    Principal: { AWS: accountRoots },
    Action: opening("sts:AssumeRole", demands),
    Condition: merged(
      { ArnLike: { "aws:PrincipalArn": patterns } },
      { StringEquals: { "aws:PrincipalOrgID": organizationId } },
      demanded(demands),
    ),
  };
}

/** Where AWS lets people of a SAML provider in, by partition; also the audience of their assertions. */
const SAML_AUDIENCES: ReadonlyMap<string, string> = new Map([
  ["aws", "https://signin.aws.amazon.com/saml"],
  ["aws-cn", "https://signin.amazonaws.cn/saml"],
  ["aws-us-gov", "https://signin.amazonaws-us-gov.com/saml"],
]);

/**
 * People whom a SAML provider of the role's own account vouches for, by the subjects of its assertions, which have to be
 * persistent: what changes with every sign-in matches nothing.
 *
 * @throws Error when they are none, or AWS publishes no address for people of the partition
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
 */
export function trustSaml(
  { partition }: { readonly partition: string },
  { providerArn, subjects }: { readonly providerArn: string; readonly subjects: readonly string[] },
  demands: SessionDemands = {},
): PolicyStatement {
  const audience = SAML_AUDIENCES.get(partition);
  if (audience === undefined) {
    return refuse("trustSaml", "partition", { got: partition, allowed: [...SAML_AUDIENCES.keys()].join(", ") });
  }
  checkFormats(
    "trustSaml",
    { providerArn, subjects },
    { providerArn: FORMATS.samlProviderArn, subjects: FORMATS.samlSubject },
  );
  return {
    Sid: "PeopleOfTheSamlProvider",
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: opening("sts:AssumeRoleWithSAML", demands),
    Condition: merged({ StringEquals: { "SAML:aud": audience, "SAML:sub": subjects } }, demanded(demands)),
  };
}

/**
 * Jobs of a pipeline, by the tokens that its OpenID Connect provider, of the role's own account, signs.
 *
 * @param condition on the claims `aud` and `sub` at least, such as `token.actions.githubusercontent.com:sub`
 * @throws Error when it asks nothing of `sub`, or lets any in: many providers sign tokens for everybody
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function trustJobs(sid: string, providerArn: string, condition: Conditions): PolicyStatement {
  if (!Object.entries(condition).some(asksSubject)) {
    refuse(`trustJobs("${sid}")`, "condition", {
      got: JSON.stringify(condition),
      allowed: "a condition on the provider's sub, or everybody whom it signs tokens for gets in",
    });
  }
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  };
}

/**
 * Whether it is met by some subjects only. Whose they are is at their beginning, maybe after what they are, as in
 * `repo:org/app:ref:refs/heads/main`. What a token lacks is not asked by `IfExists`, and what is not something may be anything.
 */
function asksSubject([operator, tests]: [string, Conditions[string]]): boolean {
  return (
    /^String(Equals|Like|EqualsIgnoreCase)$/.test(operator) &&
    Object.entries(tests).some(
      ([key, values]) =>
        (!isKnown(key) || key.toLowerCase().endsWith(":sub")) &&
        [values].flat().every((value) => !isKnown(value) || !/^(\w+:)?([*?]|$)/.test(value)),
    )
  );
}

/** Tags are passed by a permission of its own. */
function opening(action: string, { sessionTags = [] }: SessionDemands): string | string[] {
  return sessionTags.length === 0 ? action : [action, "sts:TagSession"];
}

function demanded({ sessionTags = [], sourceNetworks = [] }: SessionDemands): Conditions {
  return {
    ...(sourceNetworks.length === 0 ? {} : { IpAddress: { "aws:SourceIp": sourceNetworks } }),
    ...(sessionTags.length === 0 ? {} : { "ForAllValues:StringEquals": { "aws:TagKeys": sessionTags } }),
  };
}

/** Conditions of one operator are one. */
function merged(...conditions: readonly Conditions[]): Conditions {
  const result: Record<string, Conditions[string]> = {};
  for (const [operator, keys] of conditions.flatMap((condition) => Object.entries(condition))) {
    result[operator] = { ...result[operator], ...keys };
  }
  return result;
}
