import { ConfigOrganizationCustomRule } from "@cdktf/provider-aws/lib/config-organization-custom-rule";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { ExecutionFrequency } from "./execution-frequency";
import { organizationRule } from "./organization-rule";
import type { OrganizationRuleProps } from "./organization-rule";

/** A change, a change whose description is too large to be delivered at once, or a schedule. */
export type FunctionRuleTrigger =
  "ConfigurationItemChangeNotification" | "OversizedConfigurationItemChangeNotification" | "ScheduledNotification";

export interface OrganizationFunctionRuleProps extends OrganizationRuleProps {
  /** ARN of the Lambda function that evaluates, in this account and region; without a version or an alias. */
  readonly functionArn: string;
  /** What the rule runs at; at least one. */
  readonly triggerTypes: readonly FunctionRuleTrigger[];
  /**
   * How often the rule runs, if it is periodic.
   * @default - AWS's own, which is every 24 hours
   */
  readonly maximumExecutionFrequency?: ExecutionFrequency;
  /**
   * The accounts that have the rule, on whose behalf the function is run: this one, too. The slug is part of
   * Terraform's address. AWS allows a function's policy 20 KB, enough for some seventy accounts.
   */
  readonly accountIds: readonly { readonly slug: string; readonly accountId: string }[];
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
  constructor(scope: Construct, id: string, props: OrganizationFunctionRuleProps) {
    super(scope, id);
    const permissions = props.accountIds.map(
      ({ accountId, slug }) =>
        new LambdaPermission(this, `permission-${slug}`, {
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
