import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, isKnown, nameOf, pathOf, refuse } from "../checks";
import { policyDocument } from "../iam/policy-document";
import { IAM_LIMITS } from "../iam/policy-limits";
import { policyWithin } from "../iam/policy-within";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** The environment is the account whose resources are remedied. Roles are global: one for all regions of the account. */
export interface RemediationRoleProps extends EnvironmentProps {
  /**
   * At most 64 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly roleName?: string;
  /**
   * What the runbooks do, such as `ec2:CreateFlowLogs`, on whichever resource is noncompliant; at least one action. A runbook that
   * passes a role to a service also needs `iam:PassRole`, which is refused here, by patterns as well: on all roles it amounts to
   * administrator access. Add a policy for that role to the one of `role`.
   */
  readonly actions: readonly string[];
}

/**
 * The role with which Systems Manager Automation remediates noncompliant resources of one account.
 *
 * Systems Manager says for which execution it assumes a role; executions of other accounts are kept out.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/setup-autoremediation.html
 */
export class RemediationRole extends Construct {
  /** ARN of the role: what `RuleRemediation` asks for. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamRole;
  /** The role with its permissions. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: RemediationRoleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { actions, roleName = nameOf(where) } = props;
    checkFormats(where, { actions, roleName }, { actions: FORMATS.iamAction, roleName: FORMATS.roleName });
    for (const [index, action] of actions.entries()) {
      if (isKnown(action) && matches(action, "iam:PassRole")) {
        refuse(where, `actions[${index}]`, { got: action, allowed: "nothing that is iam:PassRole, here on all roles" });
      }
    }
    const environment = environmentOf(scope, id, props);
    const { accountId, partition } = environment;
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: "Systems Manager remedies what AWS Config found noncompliant",
      assumeRolePolicy: policyDocument({
        Sid: "AutomationsOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "ssm.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": `arn:${partition}:ssm:*:${accountId}:automation-execution/*` },
        },
      }),
    });
    this.ready = new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "remedy",
      role: role.name,
      policy: policyWithin(
        where,
        "actions",
        [{ Sid: "Remedy", Effect: "Allow", Action: actions, Resource: "*" }],
        IAM_LIMITS.roleInline,
      ),
    });
    this.roleArn = role.arn;
    this.role = role;
  }
}

/** Whether an action is one that a pattern of IAM means: it knows `*` and `?`, and no capitals. */
function matches(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(action);
}
