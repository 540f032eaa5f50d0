import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, nameOf, pathOf, refuse } from "../checks";
import { NEW_BEFORE_OLD } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { policyDocument } from "./policy-document";
import type { PolicyStatement } from "./policy-document";
import { IAM_LIMITS } from "./policy-limits";
import { checkPolicyLength } from "./policy-within";
import { trustRoles, trustUsers } from "./trust";

const ONE_HOUR = 3600;

/** Roles are global: one for all regions of the account. */
export interface BreakGlassRoleProps extends EnvironmentProps {
  /**
   * At most 64 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly roleName?: string;
  /** Who may assume it: somebody at least; a trust policy of at most 2,048 characters. */
  readonly trusted: BreakGlassTrust;
}

/** Who may assume the role, by kind: what can be demanded of one cannot be demanded of the other. */
export interface BreakGlassTrust {
  /**
   * ARNs of the IAM users that may assume it, with multi-factor authentication, or of account roots, which mean the IAM
   * users that IAM policies of that account allow it.
   * @default - none
   */
  readonly users?: readonly string[];
  /**
   * IAM users of an account by their names, who need not exist yet.
   * @default - none
   */
  readonly people?: {
    readonly accountRootArn: string;
    readonly userNames: readonly [string, ...string[]];
    /** `o-...` of the organization that the account has to be of. */
    readonly organizationId: string;
  };
  /**
   * Roles and permission sets of IAM Identity Center that may assume it. Their credentials carry no sign of multi-factor
   * authentication: whoever lets people into them has to demand it.
   * @default - none
   */
  readonly roles?: {
    /** ARNs, with `*` for what Identity Center makes up, and with an account. */
    readonly patterns: readonly [string, ...string[]];
    /** `o-...` of the organization that they have to be of. */
    readonly organizationId: string;
  };
}

/**
 * The role for emergencies, the only one that log archive and guardrails make an exception for: administrator for an
 * hour at a time, assumed by IAM users with multi-factor authentication only. Have an alarm on every use.
 *
 * @example
 * new BreakGlassRole(this, "break-glass", { trusted: { users: ["arn:aws:iam::111111111111:user/emergency"] } });
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/break-glass-access.html
 */
export class BreakGlassRole extends Construct {
  /** ARN of the role. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamRole;
  /** The role with its permissions. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: BreakGlassRoleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { roleName = nameOf(where), trusted } = props;
    checkFormats(where, { roleName }, { roleName: FORMATS.roleName });
    checkTrust(where, trusted);
    const environment = environmentOf(scope, id, props);
    const { administratorPolicyArn, ...definition } = breakGlassDefinition(environment, trusted);
    checkPolicyLength(where, "trusted", definition.assumeRolePolicy, IAM_LIMITS.trustPolicy);
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      ...definition,
      lifecycle: NEW_BEFORE_OLD,
    });
    this.ready = new IamRolePolicyAttachment(this, "administrator", {
      ...inEnvironment(environment),
      role: role.name,
      policyArn: administratorPolicyArn,
      lifecycle: NEW_BEFORE_OLD,
    });
    this.roleArn = role.arn;
    this.role = role;
  }
}

function checkTrust(where: string, { people, roles, users = [] }: BreakGlassTrust): void {
  if (people === undefined && roles === undefined && users.length === 0) {
    refuse(where, "trusted", { got: "nobody", allowed: "users, people or roles" });
  }
  users.forEach((user, index) => {
    checkFormat(`${where}: trusted`, `users[${index}]`, user, FORMATS.userOrRootArn);
  });
  const organization = { organizationId: FORMATS.organizationId };
  checkFormats(`${where}: trusted.people`, people ?? {}, {
    ...organization,
    accountRootArn: FORMATS.accountRootArn,
    userNames: FORMATS.userName,
  });
  checkFormats(`${where}: trusted.roles`, roles ?? {}, { ...organization, patterns: FORMATS.rolePatternOfAccount });
}

/** What makes the role, whether Terraform or CloudFormation does. */
export function breakGlassDefinition(
  { partition }: Pick<Environment, "partition">,
  { people, roles, users = [] }: BreakGlassTrust,
) {
  const emergency: PolicyStatement[] = users.length === 0 ? [] : [{ ...trustUsers(users), Sid: "EmergencyWithMfa" }];
  if (people !== undefined) {
    const { accountRootArn, ...demands } = people;
    emergency.push({ ...trustUsers([accountRootArn], demands), Sid: "EmergencyOfPeopleWithMfa" });
  }
  if (roles !== undefined) {
    const { organizationId, patterns } = roles;
    const accounts = new Set(patterns.map((arn) => arn.replace(/:role\/.*$/, ":root")));
    emergency.push({ ...trustRoles([...accounts], patterns, { organizationId }), Sid: "EmergencyByRole" });
  }
  return {
    description: "Emergencies only: may do what the guardrails and the log archive deny everyone else",
    /** Seconds. */
    maxSessionDuration: ONE_HOUR,
    assumeRolePolicy: policyDocument(...emergency),
    administratorPolicyArn: `arn:${partition}:iam::aws:policy/AdministratorAccess`,
  };
}
