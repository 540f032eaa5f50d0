import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyDocument } from "../iam/policy-document";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface RemediationRoleProps {
  /** The account whose resources are remedied. Roles are global: one for all regions of the account. */
  readonly environment: Environment;
  /** At most 64 letters, digits and `+=,.@_-`. */
  readonly roleName: string;
  /**
   * What the runbooks do, on whichever resource is noncompliant; at least one action. A runbook that passes a role to a
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
  readonly arn: string;

  constructor(scope: Construct, id: string, { actions, environment, roleName }: RemediationRoleProps) {
    super(scope, id);
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
    new IamRolePolicy(this, "role-policy", {
      ...inEnvironment(environment),
      name: "remedy",
      role: role.name,
      policy: policyDocument({ Sid: "Remedy", Effect: "Allow", Action: actions, Resource: "*" }),
    });
    this.arn = role.arn;
  }
}
