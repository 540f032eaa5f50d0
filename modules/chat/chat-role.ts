import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { serviceTrust } from "../iam/service-trust";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface ChatRoleProps {
  readonly environment: Environment;
  /** At most 64 characters. */
  readonly roleName: string;
}

/**
 * What members of a chat channel may do in AWS: look at CloudWatch, and change nothing. That includes logs, except
 * those that are encrypted with a customer managed key.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export class ChatRole extends Construct {
  readonly arn: string;
  /** ARN of the policy of the role, which is as good a guardrail for a channel. */
  readonly readOnlyPolicyArn: string;

  constructor(scope: Construct, id: string, { environment, roleName }: ChatRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: "What members of chat channels may do: look at CloudWatch",
      assumeRolePolicy: serviceTrust("chatbot.amazonaws.com"),
    });
    this.arn = role.arn;
    this.readOnlyPolicyArn = `arn:${environment.partition}:iam::aws:policy/CloudWatchReadOnlyAccess`;
    new IamRolePolicyAttachment(this, "read-only", {
      ...inEnvironment(environment),
      role: role.name,
      policyArn: this.readOnlyPolicyArn,
    });
  }
}
