import type { ConfigOrganizationManagedRuleConfig } from "@cdktf/provider-aws/lib/config-organization-managed-rule";
import type { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkNumberOf, nameOf, pathOf, refuse } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { ORGANIZATION_TIMEOUTS } from "./organization-timeouts";
import { ruleParameters } from "./rule-parameters";

/**
 * What all rules of the organization have in common. The environment is a region of the account that administers
 * `config-multiaccountsetup.amazonaws.com` for the organization, the management account or one that it is delegated to
 * (`DelegatedAdministrator`). The rule is made in this region of every account, which has to record there, or Terraform waits
 * in vain.
 */
export interface OrganizationRuleProps extends EnvironmentProps {
  /**
   * At most 64 letters, digits, `-` and `_`, unique in account and region. Accounts see it as `OrgConfigRule-<name>-<random>`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly ruleName?: string;
  /**
   * At most 256 characters.
   * @default - none
   */
  readonly description?: string;
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
  /**
   * What has to be there before: the `DelegatedAdministrator`, the `ConfigRecorder` of each account.
   * @default - all of it is there
   */
  readonly after?: readonly Waited[];
}

type OrganizationRuleArguments = Pick<
  ConfigOrganizationManagedRuleConfig,
  | "provider"
  | "name"
  | "description"
  | "inputParameters"
  | "resourceTypesScope"
  | "excludedAccounts"
  | "timeouts"
  | "dependsOn"
>;

/** As JSON. */
const LONGEST_PARAMETERS = 2048;
const MOST_TYPES = 100;
export const MOST_EXCLUDED_ACCOUNTS = 1000;

/** The name of a rule: its own, or that of the ids. */
export function organizationRuleName(scope: Construct, id: string, props: OrganizationRuleProps): string {
  return props.ruleName ?? nameOf(pathOf(scope, id));
}

/**
 * The arguments for what rules of the organization have in common.
 *
 * @param id of the construct that the rule is in
 */
export function organizationRule(
  scope: Construct,
  id: string,
  props: OrganizationRuleProps,
): OrganizationRuleArguments {
  const where = pathOf(scope, id);
  const name = organizationRuleName(scope, id, props);
  checkFormats(
    where,
    { ...props, ruleName: name },
    { ruleName: FORMATS.organizationRuleName, description: FORMATS.configRuleDescription },
  );
  checkScope(where, props);
  return {
    ...inEnvironment(environmentOf(scope, id, props)),
    name,
    description: props.description,
    inputParameters: ruleParameters(props.inputParameters),
    resourceTypesScope: unlessEmpty(props.resourceTypes),
    excludedAccounts: unlessEmpty(props.excludedAccounts),
    timeouts: ORGANIZATION_TIMEOUTS,
    dependsOn: after(scope, ...(props.after ?? [])),
  };
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_OrganizationManagedRuleMetadata.html */
function checkScope(where: string, props: OrganizationRuleProps): void {
  const { excludedAccounts = [], inputParameters, resourceTypes = [] } = props;
  for (const [index, type] of resourceTypes.entries()) {
    checkFormat(where, `resourceTypes[${index}]`, type, FORMATS.resourceType);
  }
  for (const [index, account] of excludedAccounts.entries()) {
    checkFormat(where, `excludedAccounts[${index}]`, account, FORMATS.accountId);
  }
  checkNumberOf(where, "resourceTypes", resourceTypes, MOST_TYPES);
  checkNumberOf(where, "excludedAccounts", excludedAccounts, MOST_EXCLUDED_ACCOUNTS);
  const length = ruleParameters(inputParameters)?.length ?? 0;
  if (length > LONGEST_PARAMETERS) {
    refuse(where, "inputParameters", { got: `${length} characters`, allowed: "at most 2,048 as JSON" });
  }
}

function unlessEmpty(values: readonly string[] = []): string[] | undefined {
  return values.length === 0 ? undefined : [...values];
}
