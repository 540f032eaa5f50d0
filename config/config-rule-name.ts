import { fitted } from "./names";

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html */
const LONGEST_RULE_NAME = 64;

/** What a rule is called in AWS Config. */
export function configRuleName(name: string, key: string): string {
  return fitted(name, key, LONGEST_RULE_NAME);
}
