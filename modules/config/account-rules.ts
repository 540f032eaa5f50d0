import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { checkNotEmpty, pathOf } from "../checks";
import { environmentOf } from "../environment";
import type { EnvironmentProps } from "../environment";
import { jointly } from "../waiting";
import type { Waited } from "../waiting";
import { AccountRule } from "./account-rule";
import type { AccountRuleProps } from "./account-rule";
import { ruleNameOf } from "./rule-name";

/** A rule of a catalog, such as those that `configRules()` gives. */
export type CatalogRule = Omit<AccountRuleProps, "environment" | "recorder" | "ruleName">;

export interface AccountRulesProps extends EnvironmentProps {
  /** Rules by keys that stay the same: each is part of a Terraform address, and the name of its rule. */
  readonly rules: Readonly<Record<string, CatalogRule>>;
  /**
   * The `ConfigRecorder` of this account and region.
   * @default - somebody else's, which exists
   */
  readonly recorder?: Waited;
}

/**
 * AWS Config's own rules of a catalog in one region of one account.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export class AccountRules extends Construct {
  /** By their keys. */
  readonly rules: Readonly<Record<string, AccountRule>>;
  /** The last rule. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AccountRulesProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const environment = environmentOf(scope, id, props);
    const entries = Object.entries(props.rules);
    checkNotEmpty(where, "rules", entries);
    const made = entries.map(([key, rule]): [string, AccountRule] => [
      key,
      new AccountRule(this, key, { ...rule, environment, ruleName: ruleNameOf(key), recorder: props.recorder }),
    ]);
    this.rules = Object.fromEntries(made);
    this.ready = jointly(
      this,
      made.map(([, { ready }]) => ready),
    );
  }
}
