import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { POLICY_LIMITS } from "../../aws/policy-limits";
import type { PolicyType } from "../../aws/policy-limits";
import { checkFormat, checkFormats, checkNotEmpty, checkOneOf, isKnown, nameOf, pathOf, refuse } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** The environment is the management account, or a delegated administrator of policies. */
export interface OrganizationPolicyProps extends EnvironmentProps {
  /**
   * 1 to 128 characters.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly policyName?: string;
  /**
   * Whether it is about what principals of accounts may do, or about who may do something to their resources.
   * @default "SERVICE_CONTROL_POLICY"
   */
  readonly type?: PolicyType;
  /**
   * Shown in the console; at most 512 characters.
   * @default - none
   */
  readonly description?: string;
  /**
   * The policy document, or its statements, such as those that `guardrailStatements()` gives: at most 10,240 characters, or 5,120 of
   * a resource control policy.
   */
  readonly content: readonly object[] | string;
  /** Ids of the root, the organizational units and the accounts it binds, by an identifier that stays the same. */
  readonly targets: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  /**
   * What enables the policy type on the root.
   * @default - it is enabled
   */
  readonly policyTypes?: ITerraformDependable;
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
  /** Id of the policy, `p-...`. */
  readonly policyId: string;
  /** The policy itself, which binds nobody before it is attached. */
  readonly policy: OrganizationsPolicy;

  constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { description, policyName = nameOf(where), type = "SERVICE_CONTROL_POLICY" } = props;
    checkFormats(
      where,
      { ...props, policyName },
      {
        policyName: FORMATS.organizationPolicyName,
        description: FORMATS.organizationPolicyDescription,
      },
    );
    checkOneOf(where, "type", type, Object.keys(POLICY_LIMITS) as PolicyType[]);
    const content = contentOf(where, type, props.content);
    const targets = [...(props.targets instanceof Map ? props.targets : Object.entries(props.targets))] as [
      string,
      string,
    ][];
    checkNotEmpty(where, "targets", targets);
    for (const [key, target] of targets) {
      checkFormat(where, `targets.${key}`, target, FORMATS.policyTarget);
    }
    const environment = environmentOf(scope, id, props);
    const policy = new OrganizationsPolicy(this, "Default", {
      ...inEnvironment(environment),
      name: policyName,
      description,
      type,
      content,
      dependsOn: [...(props.policyTypes === undefined ? [] : [props.policyTypes]), ...(props.after ?? [])],
    });
    this.policyId = policy.id;
    this.policy = policy;
    this.attachments = targets.map(([key, targetId]) => {
      return new OrganizationsPolicyAttachment(this, `on-${key}`, {
        ...inEnvironment(environment),
        policyId: policy.id,
        targetId,
      });
    });
  }
}

function contentOf(where: string, type: PolicyType, content: OrganizationPolicyProps["content"]): string {
  if (typeof content !== "string") {
    checkNotEmpty(where, "content", content);
  }
  const text = typeof content === "string" ? content : JSON.stringify({ Version: "2012-10-17", Statement: content });
  const { longest } = POLICY_LIMITS[type];
  if (isKnown(text) && text.length > longest) {
    refuse(where, "content", { got: `${text.length} characters`, allowed: `at most ${longest.toLocaleString("en")}` });
  }
  return text;
}
