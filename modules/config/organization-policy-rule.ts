import { ConfigOrganizationCustomPolicyRule } from "@cdktf/provider-aws/lib/config-organization-custom-policy-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, checkNotEmpty, checkOneOf, pathOf } from "../checks";
import { organizationRule } from "./organization-rule";
import type { OrganizationRuleProps } from "./organization-rule";

/** The one version of Guard that AWS Config runs. */
const GUARD = "guard-2.x.x";

const TRIGGERS = ["ConfigurationItemChangeNotification", "OversizedConfigurationItemChangeNotification"] as const;

/** A change, or one whose description is too large to be delivered at once. */
export type PolicyRuleTrigger = (typeof TRIGGERS)[number];

export interface OrganizationPolicyRuleProps extends OrganizationRuleProps {
  /** The policy in Guard's language; at most 10,000 characters. */
  readonly policyText: string;
  /**
   * What the rule runs at; at least one.
   * @default - changes of whichever size
   */
  readonly triggerTypes?: readonly PolicyRuleTrigger[];
}

/**
 * A rule of your own, written as a Guard policy, in one region of every account of the organization. AWS Config
 * evaluates it itself: there is no function to run or to give permissions.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_cfn-guard.html
 */
export class OrganizationPolicyRule extends Construct {
  /** The rule itself. */
  readonly rule: ConfigOrganizationCustomPolicyRule;
  /** The rule, in every account. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationPolicyRuleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { policyText, triggerTypes = TRIGGERS } = props;
    checkFormats(where, props, { policyText: FORMATS.guardPolicy });
    checkNotEmpty(where, "triggerTypes", triggerTypes);
    for (const [index, trigger] of triggerTypes.entries()) {
      checkOneOf(where, `triggerTypes[${index}]`, trigger, TRIGGERS);
    }
    this.rule = new ConfigOrganizationCustomPolicyRule(this, "Default", {
      ...organizationRule(scope, id, props),
      policyRuntime: GUARD,
      policyText,
      triggerTypes: [...triggerTypes],
    });
    this.ready = this.rule;
  }
}
