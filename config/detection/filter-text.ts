/** `($.eventSource=kms.amazonaws.com)` */
export function fromService(service: string): string {
  return `($.eventSource=${service}.amazonaws.com)`;
}

/** `(($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))` */
export function anyName(...eventNames: readonly string[]): string {
  return anyOf(...eventNames.map((eventName) => `($.eventName=${eventName})`));
}

/** Terms of which one has to hold, in parentheses. */
export function anyOf(...terms: readonly string[]): string {
  const [only] = terms;
  return terms.length === 1 && only !== undefined ? only : `(${terms.join(" || ")})`;
}

/** A filter pattern of terms that all have to hold. */
export function allOf(...terms: readonly string[]): string {
  return `{${terms.join(" && ")}}`;
}

/**
 * The call changes something, as far as its record says so: the field is optional, and a call without it counts.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const CHANGES = "(($.readOnly IS FALSE) || ($.readOnly NOT EXISTS))";

/** The record is of a management event, as far as it says so: that field is optional, too. */
export const MANAGEMENT = "(($.managementEvent IS TRUE) || ($.managementEvent NOT EXISTS))";

/** The call did what it was to do; attempts that are denied are counted as unauthorized calls. */
export const SUCCEEDED = "($.errorCode NOT EXISTS)";

/** A person or program called, not an AWS service on its behalf. */
export const NOT_BY_A_SERVICE = "($.userIdentity.invokedBy NOT EXISTS)";
