import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupPolicyAttachment } from "@cdktf/provider-aws/lib/iam-group-policy-attachment";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf, refuse } from "../checks";
import { DESCRIPTION_STAYS } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { jointly } from "../waiting";
import { policyWithin } from "./policy-within";

/** The environment is the account with the users. */
export interface FunctionGroupProps extends EnvironmentProps {
  /**
   * Also the beginning of the name of its policy; at most 120 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly groupName?: string;
  /**
   * Of its policy; at most 1,000 characters. IAM never changes it.
   * @default - none
   */
  readonly description?: string;
  /** ARNs of the roles that its members may assume, each in full; or patterns, with `organizationId`. */
  readonly roleArns: readonly string[];
  /**
   * `o-...` of the organization that the roles have to be of.
   * @default - any: ARNs in full say it
   */
  readonly organizationId?: string;
  /** ARN of the policy that makes its members use multi-factor authentication: see `MfaPolicy`. */
  readonly mfaPolicyArn: string;
  /**
   * Whether the roles want session tags.
   * @default false
   */
  readonly sessionTags?: boolean;
}

/**
 * An IAM group of those who have a job function. All that its members may do by it is to assume the function's roles, in the
 * console as well; what they may do then is with the roles.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
 */
export class FunctionGroup extends Construct {
  /** Name of the group. */
  readonly groupName: string;
  /** The group itself. */
  readonly group: IamGroup;
  /** What its members may do. */
  readonly policy: IamPolicy;
  /** The group with its policies. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FunctionGroupProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { groupName = nameOf(where), mfaPolicyArn, organizationId, roleArns, sessionTags = false } = props;
    checkFormats(
      where,
      { ...props, groupName },
      {
        groupName: FORMATS.functionGroupName,
        description: FORMATS.iamDescription,
        organizationId: FORMATS.organizationId,
        mfaPolicyArn: FORMATS.iamPolicyArn,
        roleArns: FORMATS.rolePattern,
      },
    );
    const ofAnyone = roleArns.find((arn) => /[*?]/.test(arn));
    if (organizationId === undefined && ofAnyone !== undefined) {
      refuse(where, "organizationId", { got: undefined, allowed: `that of the roles, as ${ofAnyone} is a pattern` });
    }
    const environment = environmentOf(scope, id, props);
    const group = new IamGroup(this, "Default", { ...inEnvironment(environment), name: groupName });
    const document = policyWithin(where, "roleArns", [
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
    this.ready = jointly(this, [attach("roles", policy.arn), attach("mfa", mfaPolicyArn)]);
    this.groupName = group.name;
    this.group = group;
    this.policy = policy;
  }
}
