import { SsoadminCustomerManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-customer-managed-policy-attachment";
import { SsoadminManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-managed-policy-attachment";
import { SsoadminPermissionSet } from "@cdktf/provider-aws/lib/ssoadmin-permission-set";
import { SsoadminPermissionSetInlinePolicy } from "@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy";
import { SsoadminPermissionsBoundaryAttachment } from "@cdktf/provider-aws/lib/ssoadmin-permissions-boundary-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { ExceptedActions, PolicyStatement } from "../iam/policy-document";
import { IAM_LIMITS } from "../iam/policy-limits";
import { withPolicyVariables } from "../iam/policy-variable";
import { policyWithin } from "../iam/policy-within";

/** Characters that AWS allows a name. */
export const LONGEST_PERMISSION_SET_NAME = 32;

export interface PermissionSetProps {
  /** The management account, in the home region of IAM Identity Center. */
  readonly environment: Environment;
  readonly instanceArn: string;
  /** At most 32 characters; its roles are called `AWSReservedSSO_<name>_<16 digits of AWS's>`. */
  readonly permissionSetName: string;
  /** At most 700 characters. */
  readonly description: string;
  /** Longest session, 1 to 12. */
  readonly hours: number;
  /**
   * What it may and may not do, in one inline policy.
   * @default - none
   */
  readonly statements?: readonly (ExceptedActions | PolicyStatement)[];
  /**
   * ARNs of AWS's own policies.
   * @default - none
   */
  readonly awsPolicyArns?: readonly string[];
  /**
   * Names of policies that every account it is assigned in has to have before.
   * @default - none
   */
  readonly policyNames?: readonly string[];
  /**
   * Name of a policy, which every account it is assigned in has to have before, that says what it may do at most.
   * @default - no boundary
   */
  readonly boundaryName?: string;
  /**
   * ARN of the permission set, where it exists already and is adopted.
   * @default - it is created
   */
  readonly existingArn?: string;
}

/**
 * A job function as a permission set of IAM Identity Center, which makes a role of it in every account that it is assigned
 * in.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PermissionSet extends Construct {
  readonly arn: string;
  /** What has to be there before it is assigned: AWS provisions accounts with what a permission set has then. */
  readonly parts: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    const { awsPolicyArns = [], boundaryName, environment, existingArn, instanceArn, permissionSetName } = props;
    if (permissionSetName.length > LONGEST_PERMISSION_SET_NAME) {
      throw new Error(
        `the name "${permissionSetName}" of a permission set has ${permissionSetName.length} characters; ` +
          `AWS allows ${LONGEST_PERMISSION_SET_NAME}`,
      );
    }
    const set = new SsoadminPermissionSet(this, "Default", {
      ...inEnvironment(environment),
      instanceArn,
      name: permissionSetName,
      description: props.description,
      // ISO 8601.
      sessionDuration: `PT${props.hours}H`,
    });
    if (existingArn !== undefined) {
      adopt(set, `${existingArn},${instanceArn}`);
    }
    const to = { ...inEnvironment(environment), instanceArn, permissionSetArn: set.arn };
    const parts: ITerraformDependable[] = [];
    if (props.statements !== undefined) {
      const whose = `the permission set ${permissionSetName}`;
      const inlinePolicy = withPolicyVariables(policyWithin(whose, props.statements, IAM_LIMITS.permissionSet));
      parts.push(new SsoadminPermissionSetInlinePolicy(this, "policy", { ...to, inlinePolicy }));
    }
    // AWS works on one change of a permission set at a time and refuses others meanwhile.
    for (const [index, name] of (props.policyNames ?? []).entries()) {
      parts.push(
        new SsoadminCustomerManagedPolicyAttachment(this, `given-${index + 1}`, {
          ...to,
          customerManagedPolicyReference: { name },
          dependsOn: parts.slice(-1),
        }),
      );
    }
    for (const [index, managedPolicyArn] of awsPolicyArns.entries()) {
      const dependsOn = parts.slice(-1);
      parts.push(new SsoadminManagedPolicyAttachment(this, `aws-${index + 1}`, { ...to, managedPolicyArn, dependsOn }));
    }
    if (boundaryName !== undefined) {
      parts.push(
        new SsoadminPermissionsBoundaryAttachment(this, "boundary", {
          ...to,
          permissionsBoundary: { customerManagedPolicyReference: { name: boundaryName } },
          dependsOn: parts.slice(-1),
        }),
      );
    }
    this.arn = set.arn;
    this.parts = parts;
  }
}
