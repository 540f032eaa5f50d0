import { ConfigOrganizationCustomRule } from "@cdktf/provider-aws/lib/config-organization-custom-rule";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import {
  checkCountable,
  checkFormat,
  checkFormats,
  checkNotEmpty,
  checkOneOf,
  isKnown,
  pathOf,
  refuse,
} from "../checks";
import { checkPlace, environmentOf, inEnvironment } from "../environment";
import { EXECUTION_FREQUENCIES } from "./execution-frequency";
import type { ExecutionFrequency } from "./execution-frequency";
import { organizationRule, organizationRuleName } from "./organization-rule";
import type { OrganizationRuleProps } from "./organization-rule";

const TRIGGERS = [
  "ConfigurationItemChangeNotification",
  "OversizedConfigurationItemChangeNotification",
  "ScheduledNotification",
] as const;

/** A change, a change whose description is too large to be delivered at once, or a schedule. */
export type FunctionRuleTrigger = (typeof TRIGGERS)[number];

export interface OrganizationFunctionRuleProps extends OrganizationRuleProps {
  /** ARN of the Lambda function that evaluates, in this account and region; without a version or an alias. */
  readonly functionArn: string;
  /**
   * What the rule runs at; at least one.
   * @default - changes of whichever size; the schedule, if `maximumExecutionFrequency` is given
   */
  readonly triggerTypes?: readonly FunctionRuleTrigger[];
  /**
   * How often the rule runs, if it is periodic.
   * @default - AWS's own, which is every 24 hours
   */
  readonly maximumExecutionFrequency?: ExecutionFrequency;
  /**
   * Ids of the accounts that have the rule, on whose behalf the function is run: this one, too. A list of ids, or with the
   * slug that is part of Terraform's address; the id is the slug of what is given without one. AWS allows a function's policy
   * 20 KB, enough for some seventy accounts.
   */
  readonly accountIds: readonly (string | { readonly slug: string; readonly accountId: string })[];
}

/**
 * A rule of your own, evaluated by a Lambda function, in one region of every account of the organization.
 *
 * The rule lives in each account, and AWS Config runs the function on that account's behalf: one permission for each,
 * tied to it by `aws:SourceAccount`, as AWS documents for functions that serve rules of other accounts. Lambda offers
 * no condition for the whole organization that holds for a service. The function also needs a role in each account, to
 * read resources and to report evaluations; its owner has to create that.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html
 * @see https://aws.amazon.com/blogs/devops/how-to-centrally-manage-aws-config-rules-across-multiple-aws-accounts/
 */
export class OrganizationFunctionRule extends Construct {
  /** The rule itself. */
  readonly rule: ConfigOrganizationCustomRule;
  /** The rule, in every account. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationFunctionRuleProps) {
    super(scope, id);
    checkFunctionRule(pathOf(scope, id), props);
    const environment = environmentOf(scope, id, props);
    checkPlace(pathOf(scope, id), "functionArn", props.functionArn, environment);
    const ruleName = organizationRuleName(scope, id, props);
    const permissions = props.accountIds.map(withSlug).map(
      ({ accountId, slug }) =>
        new LambdaPermission(this, `permission-${slug}`, {
          ...inEnvironment(environment),
          // More than one rule may use the function.
          statementId: `${ruleName}-${accountId}`,
          action: "lambda:InvokeFunction",
          functionName: props.functionArn,
          principal: "config.amazonaws.com",
          sourceAccount: accountId,
        }),
    );
    const { dependsOn, ...common } = organizationRule(scope, id, props);
    const onChange = TRIGGERS.slice(0, 2);
    const whenever = props.maximumExecutionFrequency === undefined ? onChange : TRIGGERS.slice(2);
    this.rule = new ConfigOrganizationCustomRule(this, "Default", {
      ...common,
      lambdaFunctionArn: props.functionArn,
      triggerTypes: [...(props.triggerTypes ?? whenever)],
      maximumExecutionFrequency: props.maximumExecutionFrequency,
      // AWS Config tries whether it may run the function.
      dependsOn: [...permissions, ...(dependsOn ?? [])],
    });
    this.ready = this.rule;
  }
}

function withSlug(account: OrganizationFunctionRuleProps["accountIds"][number]) {
  return typeof account === "string" ? { slug: account, accountId: account } : account;
}

function checkFunctionRule(where: string, props: OrganizationFunctionRuleProps): void {
  checkFormats(where, props, { functionArn: FORMATS.unqualifiedFunctionArn });
  checkCountable(where, "accountIds", props.accountIds);
  checkNotEmpty(where, "accountIds", props.accountIds);
  for (const [index, account] of props.accountIds.entries()) {
    checkFormat(where, `accountIds[${index}]`, withSlug(account).accountId, FORMATS.accountId);
    if (typeof account === "string" && !isKnown(account)) {
      refuse(where, `accountIds[${index}]`, {
        got: "a reference",
        allowed: "{ slug, accountId }, as the slug is part of Terraform's address",
      });
    }
  }
  checkNotEmpty(where, "triggerTypes", props.triggerTypes);
  for (const [index, trigger] of (props.triggerTypes ?? []).entries()) {
    checkOneOf(where, `triggerTypes[${index}]`, trigger, TRIGGERS);
  }
  checkOneOf(where, "maximumExecutionFrequency", props.maximumExecutionFrequency, EXECUTION_FREQUENCIES);
}
