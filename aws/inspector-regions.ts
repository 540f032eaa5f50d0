/** What Amazon Inspector scans, and CIS scans beside it. */
export const SCAN_TYPES = ["ec2", "ecr", "lambda", "lambda-code"] as const;

export type ScanType = (typeof SCAN_TYPES)[number];

/** Whether Amazon Inspector has a type of scan in a region. */
export function isScannedIn(_scan: ScanType, _region: string): boolean {
  return true;
}
