import type { PolicyStatement } from "./policy-document";

type Conditions = NonNullable<PolicyStatement["Condition"]>;

/** What is demanded of a session, whoever opens it. */
export interface SessionDemands {
  /**
   * CIDRs that the call has to come from. What AWS services call for the session is not affected.
   * @default - anywhere
   */
  readonly sourceNetworks?: readonly string[];
  /**
   * Keys of session tags that the call has to give a value: a ticket, for instance. The console gives none, so roles with
   * such tags are assumed by command line or by an identity provider that passes them.
   * @default - none
   */
  readonly sessionTags?: readonly string[];
}

/**
 * IAM users, who sign in with multi-factor authentication. Only their sessions carry its sign: with this condition no role
 * gets in, even where a whole account is named.
 *
 * @param principals ARNs of users, or of account roots: users whose IAM policies allow it
 * @param organizationId of the organization whose users they have to be
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function trustUsers(
  principals: readonly string[],
  { organizationId, ...demands }: SessionDemands & { readonly organizationId?: string } = {},
): PolicyStatement {
  return {
    Sid: "UsersWithMfa",
    Effect: "Allow",
    Principal: { AWS: principals },
    Action: opening("sts:AssumeRole", demands),
    Condition: merged(
      { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      organizationId === undefined ? {} : { StringEquals: { "aws:PrincipalOrgID": organizationId } },
      demanded(demands),
    ),
  };
}

/**
 * Roles and permission sets of IAM Identity Center. Their sessions carry no sign of multi-factor authentication: whoever
 * lets people into them has to demand it. The role names that Identity Center makes up end differently in every account and
 * change when a permission set is assigned anew, so they are matched by pattern; a pattern is no principal, hence the account
 * and a condition.
 *
 * @param accountRoots ARNs of the roots of the accounts that the roles are in
 * @param patterns of ARNs of the roles, `*` allowed
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function trustRoles(
  accountRoots: readonly string[],
  patterns: readonly string[],
  { organizationId, ...demands }: SessionDemands & { readonly organizationId: string },
): PolicyStatement {
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
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
 */
export function trustSaml(
  { partition }: { readonly partition: string },
  { providerArn, subjects }: { readonly providerArn: string; readonly subjects: readonly string[] },
  demands: SessionDemands = {},
): PolicyStatement {
  return {
    Sid: "PeopleOfTheSamlProvider",
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: opening("sts:AssumeRoleWithSAML", demands),
    Condition: merged(
      { StringEquals: { "SAML:aud": SAML_AUDIENCES.get(partition) ?? "", "SAML:sub": subjects } },
      demanded(demands),
    ),
  };
}

/**
 * Jobs of a pipeline, by the tokens that its OpenID Connect provider signs.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function trustJobs(options: {
  readonly providerArn: string;
  /** Host of the provider without scheme. */
  readonly host: string;
  readonly audience: string;
  /** What `sub` may be. */
  readonly subjects: readonly string[];
  /** Whether `*` in them matches anything. */
  readonly wildcards?: boolean;
  /** Values of other claims. */
  readonly claims?: Readonly<Record<string, string>>;
}): PolicyStatement {
  const { audience, claims = {}, host, providerArn, subjects, wildcards = false } = options;
  const others = Object.entries(claims).map(([claim, value]) => [`${host}:${claim}`, value] as const);
  return {
    Sid: "JobsOfThePipeline",
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: merged(
      { StringEquals: { [`${host}:aud`]: audience, ...Object.fromEntries(others) } },
      { [wildcards ? "StringLike" : "StringEquals"]: { [`${host}:sub`]: subjects } },
    ),
  };
}

/** Tags are passed by a permission of its own. */
function opening(action: string, { sessionTags = [] }: SessionDemands): string | string[] {
  return sessionTags.length === 0 ? action : [action, "sts:TagSession"];
}

function demanded({ sessionTags = [], sourceNetworks = [] }: SessionDemands): Conditions {
  return {
    ...(sourceNetworks.length === 0 ? {} : { IpAddress: { "aws:SourceIp": sourceNetworks } }),
    ...(sessionTags.length === 0
      ? {}
      : { StringLike: Object.fromEntries(sessionTags.map((key) => [`aws:RequestTag/${key}`, "?*"])) }),
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
