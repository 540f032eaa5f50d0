/**
 * An advanced event selector: the trail records an event for which all conditions of one of its selectors hold.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html
 */
export interface EventSelector {
  readonly name: string;
  readonly fieldSelectors: readonly FieldSelector[];
}

/** A condition on a field of the record: one of the first two has to hold, and neither of the others may. */
export interface FieldSelector {
  readonly field: SelectorField;
  readonly equals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly notStartsWith?: readonly string[];
}

/** Fields that the AWS provider lets a selector compare; AWS knows more. */
export type SelectorField =
  "eventCategory" | "eventName" | "eventSource" | "readOnly" | "resources.ARN" | "resources.type" | "userIdentity.arn";

/** `Data`, `Management` or `NetworkActivity`: every selector says it. */
export function selectedCategory({ fieldSelectors }: EventSelector): string {
  return fieldSelectors.find(({ field }) => field === "eventCategory")?.equals?.[0] ?? "";
}
