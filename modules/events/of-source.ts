import type { PolicyStatement } from "../iam/policy-document";

/**
 * Condition of a statement that lets somebody put events of one source only. A call puts up to ten events: all of them are of the
 * source, and there is one, as no event has all that none has.
 *
 * @param source `example.inspector`
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function ofSource(source: string): NonNullable<PolicyStatement["Condition"]> {
  return { "ForAllValues:StringEquals": { "events:source": source }, Null: { "events:source": "false" } };
}
