import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Op, Token } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkNotEmpty, checkWhole, isKnown, nameOf, pathOf, refuse } from "../checks";
import { adopt } from "../adopt";
import { DESCRIPTION_STAYS } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { jointly } from "../waiting";
import type { PolicyStatement } from "./policy-document";
import { IAM_LIMITS } from "./policy-limits";
import { policyWithin } from "./policy-within";
import { onlyFromNetworks } from "./source-networks";

const SECONDS_OF_AN_HOUR = 3600;
/** Name of the policy of `sourceNetworks` among those of the role. */
const NETWORKS = "networks";

/** Roles are global: one for all regions of the account. */
export interface FunctionRoleProps extends EnvironmentProps {
  /**
   * At most 64 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly roleName?: string;
  /**
   * One sentence, at most 1,000 characters.
   * @default - none
   */
  readonly description?: string;
  /**
   * Longest session, 1 to 12; a session that is opened from another role's ends after one in any case.
   * @default 1
   */
  readonly hours?: number;
  /** Who may assume it, by `trustUsers`, `trustRoles`, `trustSaml` and `trustJobs`; at most 2,048 characters. */
  readonly trust: readonly PolicyStatement[];
  /**
   * ARNs of the policies of what it may and may not do, by names that stay the same: AWS's own, or those of
   * `FunctionPolicies`; at most 10.
   */
  readonly policyArns: Readonly<Record<string, string>>;
  /**
   * ARN of the policy that says what it may do at most.
   * @default - no boundary
   */
  readonly boundaryArn?: string;
  /**
   * CIDRs that its sessions may call from; they take one of the 10 policies, and its name `networks`.
   * @default - anywhere
   */
  readonly sourceNetworks?: readonly string[];
  /**
   * Whether it exists already and is adopted, without the policies in it, which stay.
   * @default false
   */
  readonly existing?: boolean;
}

/**
 * The role of a job function: one that people assume for a while, with the policies of the function and nothing else.
 *
 * @example
 * new FunctionRole(this, "auditor", {
 *   trust: [trustUsers(["arn:aws:iam::111111111111:root"])],
 *   policyArns: { audit: "arn:aws:iam::aws:policy/SecurityAudit" },
 * });
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html
 */
export class FunctionRole extends Construct {
  /** ARN of the role. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamRole;
  /** The role with all its policies. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { hours = 1, roleName = nameOf(where), sourceNetworks = [] } = props;
    checkRole(where, { ...props, roleName });
    const environment = environmentOf(scope, id, props);
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: props.description,
      maxSessionDuration: isKnown(hours)
        ? hours * SECONDS_OF_AN_HOUR
        : Token.asNumber(Op.mul(hours, SECONDS_OF_AN_HOUR)),
      permissionsBoundary: props.boundaryArn,
      assumeRolePolicy: trustPolicy(where, props.trust),
    });
    if (props.existing === true) {
      adopt(role, roleName);
    }
    const policies = new Map(Object.entries(props.policyArns));
    if (sourceNetworks.length > 0) {
      if (policies.has(NETWORKS)) {
        refuse(where, "policyArns", {
          got: NETWORKS,
          allowed: "another name: sourceNetworks make a policy of this one",
        });
      }
      const networks = new IamPolicy(this, NETWORKS, {
        lifecycle: DESCRIPTION_STAYS,
        ...inEnvironment(environment),
        name: `${roleName}-networks`,
        description: "Nothing from other networks",
        policy: policyWithin(where, "sourceNetworks", [onlyFromNetworks(sourceNetworks)]),
      });
      policies.set(NETWORKS, networks.arn);
    }
    if (policies.size > IAM_LIMITS.policiesEach) {
      refuse(where, "policyArns", {
        got: `${policies.size} policies`,
        allowed: `at most ${IAM_LIMITS.policiesEach}, sourceNetworks being one`,
      });
    }
    const attachments = [...policies].map(([name, policyArn]) => {
      const attached = { ...inEnvironment(environment), role: role.name, policyArn };
      return new IamRolePolicyAttachment(this, `attached-${name}`, attached);
    });
    this.roleArn = role.arn;
    this.role = role;
    this.ready = attachments.length === 0 ? role : jointly(this, attachments);
  }
}

function checkRole(where: string, props: FunctionRoleProps): void {
  checkFormats(where, props, {
    roleName: FORMATS.roleName,
    description: FORMATS.iamDescription,
    boundaryArn: FORMATS.iamPolicyArn,
  });
  checkWhole(where, "hours", props.hours, 1, LONGEST_HOURS);
  checkNotEmpty(where, "trust", props.trust);
  for (const [name, arn] of Object.entries(props.policyArns)) {
    checkFormat(where, `policyArns.${name}`, arn, FORMATS.iamPolicyArn);
  }
  for (const [index, network] of (props.sourceNetworks ?? []).entries()) {
    checkFormat(where, `sourceNetworks[${index}]`, network, FORMATS.cidr);
  }
}

const LONGEST_HOURS = 12;

/**
 * @param where path of the construct, or whose role it is, for the error
 * @throws Error when AWS would refuse it for its length
 */
export function trustPolicy(where: string, statements: readonly PolicyStatement[]): string {
  return policyWithin(where, "trust", statements, IAM_LIMITS.trustPolicy);
}
