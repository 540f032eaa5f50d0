import type { EventSelector, FieldSelector, SelectorField } from "../../aws/event-selector";

/** A CloudTrail record, of which anything may be missing. */
export type TrailRecord = Readonly<Record<string, unknown>>;

type Category = "Data" | "Insight" | "Management" | "NetworkActivity";

/**
 * Records of old versions do not say it, and were of management events.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function categoryOf({ eventCategory, eventType, managementEvent }: TrailRecord): Category {
  if (eventCategory === "Data" || eventCategory === "NetworkActivity" || eventCategory === "Insight") {
    return eventCategory;
  }
  if (eventType === "AwsCloudTrailInsight") {
    return "Insight";
  }
  return managementEvent === false ? "Data" : "Management";
}

/**
 * Whether a trail with these selectors records an event: all conditions of one of them hold. A field that the record does not
 * have is none of the values that are wanted, and none of those that are left out.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
export function isRecorded(selectors: readonly EventSelector[], record: TrailRecord): boolean {
  return selectors.some(({ fieldSelectors }) => {
    const type = fieldSelectors.find(({ field }) => field === "resources.type")?.equals?.[0];
    return fieldSelectors.every((selector) => holds(selector, fieldOf(selector.field, record, type)));
  });
}

function holds(
  { equals, notEquals = [], notStartsWith = [], startsWith }: FieldSelector,
  values: readonly string[],
): boolean {
  const isOneOf = (wanted: readonly string[]): boolean => values.some((value) => wanted.includes(value));
  const begins = (beginnings: readonly string[]): boolean =>
    values.some((value) => beginnings.some((beginning) => value.startsWith(beginning)));
  return (
    ((equals === undefined && startsWith === undefined) || isOneOf(equals ?? []) || begins(startsWith ?? [])) &&
    !isOneOf(notEquals) &&
    !begins(notStartsWith)
  );
}

/** @param type of the resources that the selector is about; records name others besides, such as the bucket of an object */
function fieldOf(field: SelectorField, record: TrailRecord, type: string | undefined): string[] {
  switch (field) {
    case "eventCategory":
      return [categoryOf(record)];
    case "resources.type":
      return resourcesOf(record).flatMap((resource) => textIn(resource.type));
    case "resources.ARN":
      return resourcesOf(record)
        .filter((resource) => resource.type === type)
        .flatMap(({ ARN, ARNPrefix }) => [...textIn(ARN), ...textIn(ARNPrefix)]);
    case "userIdentity.arn":
      return textIn((record.userIdentity as TrailRecord | undefined)?.arn);
    case "readOnly":
      return typeof record.readOnly === "boolean" ? [String(record.readOnly)] : textIn(record.readOnly);
    default:
      return textIn(record[field]);
  }
}

function resourcesOf({ resources }: TrailRecord): TrailRecord[] {
  return Array.isArray(resources)
    ? resources.filter((entry): entry is TrailRecord => typeof entry === "object" && entry !== null)
    : [];
}

function textIn(value: unknown): string[] {
  return typeof value === "string" ? [value] : [];
}
