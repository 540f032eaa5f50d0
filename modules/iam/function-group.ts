import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { DESCRIPTION_STAYS } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { policyWithin } from "./policy-within";

export interface FunctionGroupProps {
  /** The account with the users. */
  readonly environment: Environment;
  /** Also the name of its policy. */
  readonly groupName: string;
  readonly description: string;
  /** ARNs of the roles that its members may assume, each in full; or patterns, with `organizationId`. */
  readonly roleArns: readonly [string, ...string[]];
  /**
   * `o-...` of the organization that the roles have to be of.
   * @default - any: ARNs in full say it
   */
  readonly organizationId?: string;
  /** ARN of the policy that makes its members use multi-factor authentication: see `MfaPolicy`. */
  readonly mfaPolicyArn: string;
  /** Whether the roles want session tags. */
  readonly sessionTags?: boolean;
}

/**
 * An IAM group of those who have a job function. All that its members may do by it is to assume the function's roles, in the
 * console as well; what they may do then is with the roles.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
 */
export class FunctionGroup extends Construct {
  readonly groupName: string;

  constructor(scope: Construct, id: string, props: FunctionGroupProps) {
    super(scope, id);
    const { environment, groupName, mfaPolicyArn, organizationId, roleArns, sessionTags = false } = props;
    const group = new IamGroup(this, "Default", { ...inEnvironment(environment), name: groupName });
    const document = policyWithin(`the group ${groupName}`, [
      {
        Sid: "AssumeTheRolesOfTheFunction",
        Effect: "Allow",
        Action: sessionTags ? ["sts:AssumeRole", "sts:TagSession"] : "sts:AssumeRole",
        Resource: roleArns,
        ...(organizationId === undefined
          ? {}
          : { Condition: { StringEquals: { "aws:ResourceOrgID": organizationId } } }),
      },
    ]);
    const policy = new IamPolicy(this, "policy", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: `${groupName}-members`,
      description: props.description,
      policy: document,
    });
    const attach = (name: string, policyArn: string) =>
      new IamGroupPolicyAttachment(this, name, { ...inEnvironment(environment), group: group.name, policyArn });
    attach("roles", policy.arn);
    attach("mfa", mfaPolicyArn);
    this.groupName = group.name;
  }
}
