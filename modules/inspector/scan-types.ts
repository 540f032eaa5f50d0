/** Types of scan, as Terraform's `auto_enable` calls them, with their names in the API. */
export const RESOURCE_TYPES = {
  ec2: "EC2",
  ecr: "ECR",
  lambda: "LAMBDA",
  lambdaCode: "LAMBDA_CODE",
} as const;

export type ScanType = keyof typeof RESOURCE_TYPES;

/** What the API calls them, in a fixed order. */
export function resourceTypesOf(scans: readonly ScanType[]): string[] {
  return scans.map((scan) => RESOURCE_TYPES[scan]).sort();
}
