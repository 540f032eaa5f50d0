import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf } from "../checks";
import { policyDocument } from "../iam/policy-document";
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
   * What the runbooks do, such as `ec2:CreateFlowLogs`, on whichever resource is noncompliant; at least one action. A runbook that passes a role to a
   * service also needs `iam:PassRole`, which must not be given here: on all roles it amounts to administrator access.
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
      policy: policyDocument({ Sid: "Remedy", Effect: "Allow", Action: actions, Resource: "*" }),
    });
    this.roleArn = role.arn;
    this.role = role;
  }
}
