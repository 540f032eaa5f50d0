import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { checkNotEmpty, pathOf } from "../checks";
import { environmentOf } from "../environment";
import { jointly } from "../waiting";
import type { OrganizationRuleProps } from "./organization-rule";
import { OrganizationManagedRule } from "./organization-managed-rule";
import type { OrganizationManagedRuleProps } from "./organization-managed-rule";
import { ruleNameOf } from "./rule-name";

/** A rule of a catalog, such as those that `configRules()` gives. */
export type OrganizationCatalogRule = Omit<OrganizationManagedRuleProps, "after" | "environment" | "ruleName">;

/** What the rules have in common; see `OrganizationRuleProps` for where they are made. */
export interface OrganizationRulesProps extends Pick<
  OrganizationRuleProps,
  "after" | "environment" | "excludedAccounts"
> {
  /** Rules by keys that stay the same: each is part of a Terraform address, and the name of its rule. */
  readonly rules: Readonly<Record<string, OrganizationCatalogRule>>;
}

/**
 * AWS Config's own rules of a catalog, in one region of every account of the organization.
 *
 * @example
 * new OrganizationRules(this, "rules", { rules: configRules({ region: "eu-west-1" }) });
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html
 */
export class OrganizationRules extends Construct {
  /** By their keys. */
  readonly rules: Readonly<Record<string, OrganizationManagedRule>>;
  /** All rules. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationRulesProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const environment = environmentOf(scope, id, props);
    const { after, excludedAccounts } = props;
    const entries = Object.entries(props.rules);
    checkNotEmpty(where, "rules", entries);
    const made = entries.map(([key, rule]): [string, OrganizationManagedRule] => [
      key,
      new OrganizationManagedRule(this, key, {
        excludedAccounts,
        ...rule,
        environment,
        after,
        ruleName: ruleNameOf(key),
      }),
    ]);
    this.rules = Object.fromEntries(made);
    this.ready = jointly(
      this,
      made.map(([, { ready }]) => ready),
    );
  }
}
