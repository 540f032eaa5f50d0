import { ConfigOrganizationCustomRule } from "@cdktf/provider-aws/lib/config-organization-custom-rule";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { ExecutionFrequency } from "./execution-frequency";
import { organizationRule } from "./organization-rule";
import type { OrganizationRuleProps } from "./organization-rule";

/** A change, one whose description is too large to be delivered at once, or the clock. */
export type FunctionRuleTrigger =
  "ConfigurationItemChangeNotification" | "OversizedConfigurationItemChangeNotification" | "ScheduledNotification";

export interface OrganizationFunctionRuleProps extends OrganizationRuleProps {
  /** ARN of the Lambda function that evaluates, in this account and region; without a version or an alias. */
  readonly functionArn: string;
  /** What the rule runs at; at least one. */
  readonly triggerTypes: readonly FunctionRuleTrigger[];
  /**
   * How often the rule runs, if it runs by the clock.
   * @default - AWS's own, which is every 24 hours
   */
  readonly maximumExecutionFrequency?: ExecutionFrequency;
  /**
   * The accounts that have the rule, which is who the function is run for: this one, too. The key is part of Terraform's
   * address. AWS allows a function's policy 20 KB, enough for some seventy accounts.
   */
  readonly accountIds: readonly { readonly key: string; readonly accountId: string }[];
}

/**
 * A rule of your own, evaluated by a Lambda function, in one region of every account of the organization.
 *
 * The rule lives in each account, and AWS Config runs the function on that account's behalf: one permission for each, tied
 * to it by `aws:SourceAccount`, as AWS documents for functions that serve rules of other accounts. Lambda offers no condition
 * for the whole organization that holds for a service. The function in turn needs a role in each account to look at it and to
 * hand in what it found; that is its owner's to make.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html
 * @see https://aws.amazon.com/blogs/devops/how-to-centrally-manage-aws-config-rules-across-multiple-aws-accounts/
 */
export class OrganizationFunctionRule extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationFunctionRuleProps) {
    super(scope, id);
    const permissions = props.accountIds.map(
      ({ accountId, key }) =>
        new LambdaPermission(this, `permission-${key}`, {
          ...inEnvironment(props.environment),
          // More than one rule may use the function.
          statementId: `${props.ruleName}-${accountId}`,
          action: "lambda:InvokeFunction",
          functionName: props.functionArn,
          principal: "config.amazonaws.com",
          sourceAccount: accountId,
        }),
    );
    new ConfigOrganizationCustomRule(this, "Default", {
      ...organizationRule(props),
      lambdaFunctionArn: props.functionArn,
      triggerTypes: [...props.triggerTypes],
      maximumExecutionFrequency: props.maximumExecutionFrequency,
      // AWS Config tries whether it may run the function.
      dependsOn: permissions,
    });
  }
}
