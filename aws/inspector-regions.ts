import { hasFeature } from "./availability";

/** What Amazon Inspector scans, and CIS scans beside it. */
export const SCAN_TYPES = ["ec2", "ecr", "lambda", "lambda-code"] as const;

export type ScanType = (typeof SCAN_TYPES)[number];

/** Whether Amazon Inspector has a type of scan in a region. */
export function isScannedIn(scan: ScanType, region: string): boolean {
  return hasFeature("inspector", region) && (scan !== "lambda-code" || hasFeature("inspectorLambdaCode", region));
}

/** Whether CIS scans can be configured in a region. */
export function hasCisScans(region: string): boolean {
  return hasFeature("inspector", region) && hasFeature("inspectorCisScans", region);
}
