/**
 * An advanced event selector: the trail records an event for which all conditions of one of its selectors hold.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html
 */
export interface EventSelector {
  /** What CloudTrail shows for it; at most 1,000 characters. */
  readonly name: string;
  /** All of them have to hold; one of them is on `eventCategory`. */
  readonly fieldSelectors: readonly FieldSelector[];
}

/** A condition on a field of the record: one of the first two has to hold, and neither of the others may. */
export interface FieldSelector {
  /** Field of the record. */
  readonly field: SelectorField;
  /**
   * Values, one of which it has.
   * @default - it need have none
   */
  readonly equals?: readonly string[];
  /**
   * Beginnings, one of which it has.
   * @default - it need have none
   */
  readonly startsWith?: readonly string[];
  /**
   * Values, none of which it has.
   * @default - it may have any
   */
  readonly notEquals?: readonly string[];
  /**
   * Beginnings, none of which it has.
   * @default - it may have any
   */
  readonly notStartsWith?: readonly string[];
}

/** Fields that the AWS provider lets a selector compare; AWS knows more. */
export type SelectorField =
  "eventCategory" | "eventName" | "eventSource" | "readOnly" | "resources.ARN" | "resources.type" | "userIdentity.arn";

/** `Data`, `Management` or `NetworkActivity`: every selector says it. */
export function selectedCategory({ fieldSelectors }: EventSelector): string {
  return fieldSelectors.find(({ field }) => field === "eventCategory")?.equals?.[0] ?? "";
}
