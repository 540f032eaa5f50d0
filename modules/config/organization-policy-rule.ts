import { ConfigOrganizationCustomPolicyRule } from "@cdktf/provider-aws/lib/config-organization-custom-policy-rule";
import { Construct } from "constructs";
import { organizationRule } from "./organization-rule";
import type { OrganizationRuleProps } from "./organization-rule";

/** The one version of Guard that AWS Config runs. */
const GUARD = "guard-2.x.x";

/** A change, or one whose description is too large to be delivered at once. */
export type PolicyRuleTrigger = "ConfigurationItemChangeNotification" | "OversizedConfigurationItemChangeNotification";

export interface OrganizationPolicyRuleProps extends OrganizationRuleProps {
  /** The policy in Guard's language; at most 10,000 characters. */
  readonly policyText: string;
  /**
   * What the rule runs at.
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
  constructor(scope: Construct, id: string, props: OrganizationPolicyRuleProps) {
    super(scope, id);
    const {
      policyText,
      triggerTypes = ["ConfigurationItemChangeNotification", "OversizedConfigurationItemChangeNotification"],
    } = props;
    new ConfigOrganizationCustomPolicyRule(this, "Default", {
      ...organizationRule(props),
      policyRuntime: GUARD,
      policyText,
      triggerTypes: [...triggerTypes],
    });
  }
}
