import { policyDocument } from "../iam/policy-document";
import type { Environment } from "../environment";

/**
 * Trust policy of a role with which EventBridge delivers the events of this account's rules. Unlike most services that
 * are given roles, EventBridge is documented to say on whose behalf it assumes them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function ruleRoleTrust({ accountId }: Pick<Environment, "accountId">): string {
  return policyDocument({
    Sid: "RulesOfThisAccount",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  });
}
