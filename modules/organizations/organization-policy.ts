import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface OrganizationPolicyProps {
  /** The management account, or a delegated administrator of policies. */
  readonly environment: Environment;
  readonly policyName: string;
  readonly type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  /** Shown in the console; at most 512 characters. */
  readonly description: string;
  /** The policy document: at most 10,240 characters, or 5,120 of a resource control policy. */
  readonly content: string;
  /** Ids of the root, the organizational units and the accounts it binds, by an identifier that stays the same. */
  readonly targets: ReadonlyMap<string, string>;
  /** What enables the policy type on the root. */
  readonly policyTypes: ITerraformDependable;
  /**
   * Policies that are changed before this one: those that may get statements which it loses.
   * @default - none
   */
  readonly after?: readonly ITerraformDependable[];
}

/**
 * A policy of the organization and what it is attached to.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
export class OrganizationPolicy extends Construct {
  /** That it is attached, which includes its content. */
  readonly attachments: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    const { content, description, environment, policyName, targets, type } = props;
    const policy = new OrganizationsPolicy(this, "Default", {
      ...inEnvironment(environment),
      name: policyName,
      description,
      type,
      content,
      dependsOn: [props.policyTypes, ...(props.after ?? [])],
    });
    this.attachments = [...targets].map(([key, targetId]) => {
      return new OrganizationsPolicyAttachment(this, `on-${key}`, {
        ...inEnvironment(environment),
        policyId: policy.id,
        targetId,
      });
    });
  }
}
