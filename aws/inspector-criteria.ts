/**
 * Criteria of findings that are compared as text: those that hashicorp/aws 5.100.0 knows. Times, ports and packages are left
 * out: a suppression is about a vulnerability or a resource, and ends on its own date.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_FilterCriteria.html
 */
export const TEXT_CRITERIA = [
  "awsAccountId",
  "codeVulnerabilityDetectorName",
  "codeVulnerabilityDetectorTags",
  "codeVulnerabilityFilePath",
  "componentId",
  "componentType",
  "ec2InstanceImageId",
  "ec2InstanceSubnetId",
  "ec2InstanceVpcId",
  "ecrImageArchitecture",
  "ecrImageHash",
  "ecrImageRegistry",
  "ecrImageRepositoryName",
  "ecrImageTags",
  "exploitAvailable",
  "findingArn",
  "findingType",
  "fixAvailable",
  "lambdaFunctionExecutionRoleArn",
  "lambdaFunctionLayers",
  "lambdaFunctionName",
  "lambdaFunctionRuntime",
  "networkProtocol",
  "relatedVulnerabilities",
  "resourceId",
  "resourceType",
  "severity",
  "title",
  "vendorSeverity",
  "vulnerabilityId",
  "vulnerabilitySource",
] as const;

/** What of a finding is compared as text. */
export type TextCriterion = (typeof TEXT_CRITERIA)[number];
