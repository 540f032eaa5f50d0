/** What Amazon Inspector scans, and CIS scans beside it. */
export const SCAN_TYPES = ["ec2", "ecr", "lambda", "lambda-code"] as const;

export type ScanType = (typeof SCAN_TYPES)[number];

/**
 * Regions where Amazon Inspector is; it scans instances, images and functions in all of them. GovCloud and China are among them;
 * in China it finds no network paths.
 *
 * Read in November 2026, with the endpoints of botocore 1.43.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/inspector2.html
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/inspector2.html
 */
// prettier-ignore
const INSPECTOR: ReadonlySet<string> = new Set([
  "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
  "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-7",
  "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1",
  "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1",
  "us-east-1", "us-east-2", "us-west-1", "us-west-2",
  "cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1",
]);

/**
 * Regions where it also reads the code of Lambda functions. GovCloud's page says that it does not there.
 *
 * Read in November 2026; AWS Config's rule on it has the same ten.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/inspector_regions.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/inspector-lambda-code-scan-enabled.html
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-inspector2.html
 */
// prettier-ignore
const LAMBDA_CODE: ReadonlySet<string> = new Set([
  "ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2",
  "us-east-1", "us-east-2", "us-west-2",
]);

/**
 * Regions with Inspector whose CloudFormation has no `AWS::InspectorV2::CisScanConfiguration`, so that nothing here could make one.
 *
 * Read in November 2026, from the resource specifications of each Region (cfn-lint 1.51).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-resource-specification.html
 */
const WITHOUT_CIS_SCANS: ReadonlySet<string> = new Set(["ap-east-2", "cn-north-1", "cn-northwest-1"]);

/** Whether Amazon Inspector has a type of scan in a region. */
export function isScannedIn(scan: ScanType, region: string): boolean {
  return INSPECTOR.has(region) && (scan !== "lambda-code" || LAMBDA_CODE.has(region));
}

/** Whether CIS scans can be configured in a region. */
export function hasCisScans(region: string): boolean {
  return INSPECTOR.has(region) && !WITHOUT_CIS_SCANS.has(region);
}
