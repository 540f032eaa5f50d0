import type { CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import type { EventSelector } from "../../aws/event-selector";

/** The argument for what a trail records; nothing: CloudTrail's default. */
export function advancedEventSelectors(
  selectors: readonly EventSelector[] | undefined,
): CloudtrailAdvancedEventSelector[] | undefined {
  return selectors?.map(({ fieldSelectors, name }) => ({
    name,
    fieldSelector: fieldSelectors.map(({ equals, field, notEquals, notStartsWith, startsWith }) => ({
      field,
      ...(equals && { equalTo: [...equals] }),
      ...(startsWith && { startsWith: [...startsWith] }),
      ...(notEquals && { notEquals: [...notEquals] }),
      ...(notStartsWith && { notStartsWith: [...notStartsWith] }),
    })),
  }));
}
