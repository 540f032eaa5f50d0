import type { TemplateValue } from "./template";

/** What `Fn::Or` takes, at most. */
const OR_LIMIT = 10;

/** The region that a stack is made in. */
export const REGION: TemplateValue = { Ref: "AWS::Region" };

export function equals(reference: TemplateValue, value: string): TemplateValue {
  return { "Fn::Equals": [reference, value] };
}

export function not(condition: TemplateValue): TemplateValue {
  return { "Fn::Not": [condition] };
}

/** Whether a stack is made in one of some accounts, of which there has to be one. */
export function inAccount(accountIds: readonly string[]): TemplateValue {
  return anyOf(accountIds.map((accountId) => equals({ Ref: "AWS::AccountId" }, accountId)));
}

/**
 * Whether one of the conditions holds, in as many layers of `Fn::Or` as it takes.
 *
 * @throws Error when there is none
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
export function anyOf(conditions: readonly TemplateValue[]): TemplateValue {
  const [first] = conditions;
  if (first === undefined) {
    throw new Error("a condition that needs one of several conditions to hold needs at least one");
  }
  if (conditions.length === 1) {
    return first;
  }
  if (conditions.length <= OR_LIMIT) {
    return { "Fn::Or": conditions };
  }
  const groups = Array.from({ length: Math.ceil(conditions.length / OR_LIMIT) }, (_, index) =>
    anyOf(conditions.slice(index * OR_LIMIT, (index + 1) * OR_LIMIT)),
  );
  return anyOf(groups);
}
