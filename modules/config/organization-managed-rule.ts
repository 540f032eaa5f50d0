import { ConfigOrganizationManagedRule } from "@cdktf/provider-aws/lib/config-organization-managed-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, checkOneOf, pathOf } from "../checks";
import { EXECUTION_FREQUENCIES } from "./execution-frequency";
import type { ExecutionFrequency } from "./execution-frequency";
import { organizationRule } from "./organization-rule";
import type { OrganizationRuleProps } from "./organization-rule";

export interface OrganizationManagedRuleProps extends OrganizationRuleProps {
  /** Identifier of AWS's rule, such as `CLOUD_TRAIL_ENABLED`. Not every region has every rule. */
  readonly identifier: string;
  /**
   * How often a periodic rule runs. AWS refuses it for rules that run at changes.
   * @default - AWS's own, which is every 24 hours
   */
  readonly maximumExecutionFrequency?: ExecutionFrequency;
}

/**
 * One of AWS Config's own rules, in one region of every account of the organization. Members can neither change nor delete
 * it.
 *
 * @example
 * new OrganizationManagedRule(this, "root-has-mfa", { identifier: "ROOT_ACCOUNT_MFA_ENABLED" });
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export class OrganizationManagedRule extends Construct {
  /** The rule itself. */
  readonly rule: ConfigOrganizationManagedRule;
  /** The rule, in every account. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationManagedRuleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkFormats(where, props, { identifier: FORMATS.configRuleIdentifier });
    checkOneOf(where, "maximumExecutionFrequency", props.maximumExecutionFrequency, EXECUTION_FREQUENCIES);
    this.rule = new ConfigOrganizationManagedRule(this, "Default", {
      ...organizationRule(scope, id, props),
      ruleIdentifier: props.identifier,
      maximumExecutionFrequency: props.maximumExecutionFrequency,
    });
    this.ready = this.rule;
  }
}
