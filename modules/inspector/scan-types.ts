import { checkNotEmpty, checkOneOf, refuse } from "../checks";

/** Types of scan, as Terraform's `auto_enable` calls them, with their names in the API. */
export const RESOURCE_TYPES = {
  ec2: "EC2",
  ecr: "ECR",
  lambda: "LAMBDA",
  lambdaCode: "LAMBDA_CODE",
} as const;

/**
 * Instances, container images, functions with their layers, and the code of functions, which takes `lambda` as well.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-resources.html
 */
export type ScanType = keyof typeof RESOURCE_TYPES;

/** All but the code. */
export const DEFAULT_SCANS: readonly ScanType[] = ["ec2", "ecr", "lambda"];

/** What the API calls them, in a fixed order. */
export function resourceTypesOf(scans: readonly ScanType[]): string[] {
  return scans.map((scan) => RESOURCE_TYPES[scan]).sort();
}

/** Refuses no scans, unknown ones, and those of code without those of functions, which AWS refuses. */
export function checkScans(where: string, scans: readonly ScanType[]): void {
  checkNotEmpty(where, "scans", scans);
  for (const [index, scan] of scans.entries()) {
    checkOneOf(where, `scans[${index}]`, scan, Object.keys(RESOURCE_TYPES) as ScanType[]);
  }
  if (scans.includes("lambdaCode") && !scans.includes("lambda")) {
    refuse(where, "scans", { got: scans, allowed: "lambdaCode with lambda only" });
  }
}
