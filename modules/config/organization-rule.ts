import type { ConfigOrganizationManagedRuleConfig } from "@cdktf/provider-aws/lib/config-organization-managed-rule";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { ORGANIZATION_TIMEOUTS } from "./organization-timeouts";
import { ruleParameters } from "./rule-parameters";

/** What all rules of the organization have in common. */
export interface OrganizationRuleProps {
  /**
   * A region of the account that administers `config-multiaccountsetup.amazonaws.com` for the organization. The rule is made
   * in this region of every account, which has to record there, or Terraform waits in vain.
   */
  readonly environment: Environment;
  /** At most 64 characters, unique in account and region. Accounts see it as `OrgConfigRule-<name>-<random>`. */
  readonly ruleName: string;
  /** At most 256 characters. */
  readonly description: string;
  /**
   * Parameters of the rule; at most 2,048 characters as JSON.
   * @default - none
   */
  readonly inputParameters?: Readonly<Record<string, string>>;
  /**
   * Types of resources that the rule looks at, such as `AWS::S3::Bucket`; at most 100.
   * @default - those the rule is made for, or the whole account
   */
  readonly resourceTypes?: readonly string[];
  /**
   * Ids of accounts that do not get the rule; at most 1,000.
   * @default - none
   */
  readonly excludedAccounts?: readonly string[];
}

type OrganizationRuleArguments = Pick<
  ConfigOrganizationManagedRuleConfig,
  "provider" | "name" | "description" | "inputParameters" | "resourceTypesScope" | "excludedAccounts" | "timeouts"
>;

/** The arguments for what rules of the organization have in common. */
export function organizationRule(props: OrganizationRuleProps): OrganizationRuleArguments {
  return {
    ...inEnvironment(props.environment),
    name: props.ruleName,
    description: props.description,
    inputParameters: ruleParameters(props.inputParameters),
    resourceTypesScope: unlessEmpty(props.resourceTypes),
    excludedAccounts: unlessEmpty(props.excludedAccounts),
    timeouts: ORGANIZATION_TIMEOUTS,
  };
}

function unlessEmpty(values: readonly string[] = []): string[] | undefined {
  return values.length === 0 ? undefined : [...values];
}
