import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { policyDocument } from "./policy-document";

const ONE_HOUR = 3600;

export interface BreakGlassRoleProps {
  readonly environment: Environment;
  readonly roleName: string;
  /**
   * ARNs of the IAM users that may assume it, or of account roots, which mean the IAM users that IAM policies of that
   * account allow it. Credentials of a role carry no sign of multi-factor authentication, so that none can assume it.
   */
  readonly trustedPrincipals: readonly string[];
}

/**
 * The role for emergencies, the only one that log archive and guardrails make an exception for: administrator for an
 * hour at a time, assumed with multi-factor authentication only. Have an alarm on every use.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/break-glass-access.html
 */
export class BreakGlassRole extends Construct {
  constructor(scope: Construct, id: string, { environment, roleName, trustedPrincipals }: BreakGlassRoleProps) {
    super(scope, id);
    const { administratorPolicyArn, ...definition } = breakGlassDefinition(environment, trustedPrincipals);
    const role = new IamRole(this, "Default", { ...inEnvironment(environment), name: roleName, ...definition });
    new IamRolePolicyAttachment(this, "administrator", {
      ...inEnvironment(environment),
      role: role.name,
      policyArn: administratorPolicyArn,
    });
  }
}

/** What makes the role, whether Terraform or CloudFormation does. */
export function breakGlassDefinition(
  { partition }: Pick<Environment, "partition">,
  trustedPrincipals: readonly string[],
) {
  return {
    description: "Emergencies only: may do what the guardrails and the log archive deny everyone else",
    /** Seconds. */
    maxSessionDuration: ONE_HOUR,
    assumeRolePolicy: policyDocument({
      Sid: "EmergencyWithMfa",
      Effect: "Allow",
      Principal: { AWS: trustedPrincipals },
      Action: "sts:AssumeRole",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    }),
    administratorPolicyArn: `arn:${partition}:iam::aws:policy/AdministratorAccess`,
  };
}
