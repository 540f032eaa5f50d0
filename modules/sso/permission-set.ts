import { SsoadminCustomerManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-customer-managed-policy-attachment";
import { SsoadminManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-managed-policy-attachment";
import { SsoadminPermissionSet } from "@cdktf/provider-aws/lib/ssoadmin-permission-set";
import { SsoadminPermissionSetInlinePolicy } from "@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy";
import { SsoadminPermissionsBoundaryAttachment } from "@cdktf/provider-aws/lib/ssoadmin-permissions-boundary-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkCountable, checkFormat, checkFormats, checkNotEmpty, checkWhole, nameOf, pathOf } from "../checks";
import { adopt } from "../adopt";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import type { ExceptedActions, PolicyStatement } from "../iam/policy-document";
import { IAM_LIMITS } from "../iam/policy-limits";
import { withPolicyVariables } from "../iam/policy-variable";
import { policyWithin } from "../iam/policy-within";

const LONGEST_HOURS = 12;

/** The environment is the management account, in the home region of IAM Identity Center. */
export interface PermissionSetProps extends EnvironmentProps {
  /** ARN of the instance: that of `IdentityCenter`. */
  readonly instanceArn: string;
  /**
   * At most 32 letters, digits and `+=,.@_-`; its roles are called `AWSReservedSSO_<name>_<16 digits of AWS's>`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly permissionSetName?: string;
  /**
   * 1 to 700 characters.
   * @default - none
   */
  readonly description?: string;
  /**
   * Longest session, 1 to 12.
   * @default 1
   */
  readonly hours?: number;
  /**
   * What it may and may not do, in one inline policy of at most 10,240 characters.
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
  /**
   * What has to be there before, such as the `FunctionPolicies` of `policyNames` in the accounts.
   * @default - all of it is there
   */
  readonly after?: readonly Waited[];
}

/**
 * A job function as a permission set of IAM Identity Center, which makes a role of it in every account that it is assigned
 * in.
 *
 * @example
 * const center = new IdentityCenter(this, "identity-center");
 * const auditors = new PermissionSet(this, "auditors", {
 *   instanceArn: center.instanceArn,
 *   awsPolicyArns: ["arn:aws:iam::aws:policy/SecurityAudit"],
 * });
 * new Assignments(this, "assignments", {
 *   permissionSet: auditors,
 *   groupId: center.groupId("auditors", "Auditors"),
 *   accounts: { production: "333333333333" },
 * });
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PermissionSet extends Construct {
  /** ARN of the permission set. */
  readonly permissionSetArn: string;
  /** ARN of its instance. */
  readonly instanceArn: string;
  /** The permission set itself. */
  readonly permissionSet: SsoadminPermissionSet;
  /** That it has all its parts: assignments wait for it. */
  readonly ready: ITerraformDependable;
  /** What has to be there before it is assigned: AWS provisions accounts with what a permission set has then. */
  readonly parts: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { awsPolicyArns = [], boundaryName, existingArn, hours = 1, instanceArn } = props;
    const permissionSetName = props.permissionSetName ?? nameOf(where);
    checkPermissionSet(where, { ...props, permissionSetName });
    const environment = environmentOf(scope, id, props);
    const set = new SsoadminPermissionSet(this, "Default", {
      ...inEnvironment(environment),
      instanceArn,
      name: permissionSetName,
      description: props.description,
      // ISO 8601.
      sessionDuration: `PT${hours}H`,
      dependsOn: after(this, ...(props.after ?? [])),
    });
    if (existingArn !== undefined) {
      adopt(set, `${existingArn},${instanceArn}`);
    }
    const to = { ...inEnvironment(environment), instanceArn, permissionSetArn: set.arn };
    const parts: ITerraformDependable[] = [];
    if (props.statements !== undefined) {
      const text = policyWithin(where, "statements", props.statements, IAM_LIMITS.permissionSet);
      const inlinePolicy = withPolicyVariables(text);
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
    this.permissionSetArn = set.arn;
    this.instanceArn = instanceArn;
    this.permissionSet = set;
    this.parts = parts;
    this.ready = parts.at(-1) ?? set;
  }
}

function checkPermissionSet(where: string, props: PermissionSetProps): void {
  checkFormats(where, props, {
    instanceArn: FORMATS.identityCenterArn,
    permissionSetName: FORMATS.permissionSetName,
    description: FORMATS.permissionSetDescription,
    boundaryName: FORMATS.iamPolicyName,
  });
  checkWhole(where, "hours", props.hours, 1, LONGEST_HOURS);
  checkNotEmpty(where, "statements", props.statements);
  checkCountable(where, "policyNames", props.policyNames);
  checkCountable(where, "awsPolicyArns", props.awsPolicyArns);
  for (const [index, name] of (props.policyNames ?? []).entries()) {
    checkFormat(where, `policyNames[${index}]`, name, FORMATS.iamPolicyName);
  }
  for (const [index, arn] of (props.awsPolicyArns ?? []).entries()) {
    checkFormat(where, `awsPolicyArns[${index}]`, arn, FORMATS.awsPolicyArn);
  }
}
