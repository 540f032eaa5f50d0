import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf } from "../checks";
import { serviceTrust } from "../iam/service-trust";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** Roles are global: one for all channels of the account. */
export interface ChatRoleProps extends EnvironmentProps {
  /**
   * At most 64 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly roleName?: string;
}

/**
 * What members of a chat channel may do in AWS: look at CloudWatch, and change nothing. That includes logs, except
 * those that are encrypted with a customer managed key.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export class ChatRole extends Construct {
  /** ARN of the role. */
  readonly roleArn: string;
  /** The role itself. */
  readonly role: IamRole;
  /** The role with its permissions. */
  readonly ready: ITerraformDependable;
  /** ARN of the policy of the role, which is as good a guardrail for a channel. */
  readonly readOnlyPolicyArn: string;

  constructor(scope: Construct, id: string, props: ChatRoleProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { roleName = nameOf(where) } = props;
    checkFormats(where, { roleName }, { roleName: FORMATS.roleName });
    const environment = environmentOf(scope, id, props);
    const role = new IamRole(this, "Default", {
      ...inEnvironment(environment),
      name: roleName,
      description: "What members of chat channels may do: look at CloudWatch",
      assumeRolePolicy: serviceTrust("chatbot.amazonaws.com"),
    });
    this.roleArn = role.arn;
    this.role = role;
    this.readOnlyPolicyArn = `arn:${environment.partition}:iam::aws:policy/CloudWatchReadOnlyAccess`;
    this.ready = new IamRolePolicyAttachment(this, "read-only", {
      ...inEnvironment(environment),
      role: role.name,
      policyArn: this.readOnlyPolicyArn,
    });
  }
}
