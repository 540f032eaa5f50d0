const GUIDE = "https://docs.aws.amazon.com/config/latest/developerguide";

/** Pages that AWS gave another name than the rule's identifier. */
const OTHERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    CLOUD_TRAIL_ENABLED: "cloudtrail-enabled",
    MULTI_REGION_CLOUD_TRAIL_ENABLED: "multi-region-cloudtrail-enabled",
  }),
);

/** Address of AWS's page on a managed rule. */
export function pageOf(identifier: string): string {
  return `${GUIDE}/${OTHERS.get(identifier) ?? identifier.toLowerCase().replaceAll("_", "-")}.html`;
}
