/**
 * Characters of an event pattern, as JSON text.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const LONGEST_EVENT_PATTERN = 2048;
