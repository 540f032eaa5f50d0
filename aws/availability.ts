import { REGIONS } from "./regions";
import type { Partition } from "./regions";

/** A feature of AWS that not every Region has, whatever else of its service is there. */
export interface Feature {
  /** What it is, in the words of messages. */
  readonly what: string;
  /** AWS's page that lists its Regions. */
  readonly page: string;
  /** Day on which the page was read, ISO 8601: AWS opens features in Regions without notice. */
  readonly read: string;
  /** Regions of `REGIONS` without it. */
  readonly absentFrom: readonly string[];
}

const CHINA = regionsOf("aws-cn");
const GOV_CLOUD = regionsOf("aws-us-gov");
/** Opened after the pages were written, or not named by them. */
const NEWEST = ["me-west-1", "sa-west-1"];
/** Regions that AWS Config reached with recording and rules, and with nothing that spans accounts. */
const SMALL_CONFIG = ["ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "mx-central-1", ...NEWEST];

/**
 * What is missing where. It is the only place that says so of a feature: the configuration is checked by it, the stacks leave
 * out by it, and the local AWS refuses by it. The Regions of single AWS Config rules are in the catalog of rules.
 */
export const FEATURES = table({
  /** Rules of the organization, whether AWS wrote them, or they are a policy in Guard, or a function. */
  organizationConfigRules: {
    what: "organization rules of AWS Config",
    page: "https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html",
    read: "2026-11-29",
    absentFrom: [...SMALL_CONFIG, ...CHINA],
  },
  organizationConformancePacks: {
    what: "organization conformance packs",
    page: "https://docs.aws.amazon.com/config/latest/developerguide/conformance-packs.html#conformance-packs-regions",
    read: "2026-11-29",
    absentFrom: [...SMALL_CONFIG, ...CHINA],
  },
  /**
   * Remediation by the documents that AWS owns. GovCloud has none of those documents; China's page on Regions does not name
   * remediation at all.
   *
   * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-config.html
   * @see https://docs.amazonaws.cn/en_us/config/latest/developerguide/config-region-support.html
   */
  configRemediation: {
    what: "remediation by AWS Config",
    page: "https://docs.aws.amazon.com/config/latest/developerguide/remediation.html#region-support-config-remediation",
    read: "2026-11-29",
    absentFrom: [...SMALL_CONFIG, ...CHINA, ...GOV_CLOUD],
  },
  /** Delivery to a bucket of another Region. */
  configDeliveryToOtherRegions: {
    what: "delivery by AWS Config to a bucket of another Region",
    page: "https://docs.amazonaws.cn/config/latest/APIReference/API_PutDeliveryChannel.html",
    read: "2026-11-29",
    absentFrom: ["cn-north-1"],
  },
  /** Recording of IAM's users, groups, roles and policies: only where AWS Config was before February 2022. */
  configOfIam: {
    what: "recording of IAM by AWS Config",
    page: "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html#select-resources-all",
    read: "2026-11-29",
    // prettier-ignore
    absentFrom: [
      "ap-east-2", "ap-south-2", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1",
      "eu-central-2", "eu-south-2", "il-central-1", "me-central-1", "mx-central-1", ...NEWEST,
    ],
  },
  /**
   * CloudFormation's `AWS::EC2::SnapshotBlockPublicAccess`. A stack set whose template names a type that a Region lacks fails
   * there, even if a condition rules the resource out.
   *
   * @see https://github.com/aws/aws-cdk/issues/25634
   */
  snapshotBlockInCloudFormation: {
    what: "AWS::EC2::SnapshotBlockPublicAccess in CloudFormation",
    page: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-resource-specification.html",
    read: "2026-11-01",
    absentFrom: ["ap-east-2", "ap-southeast-6"],
  },
  /**
   * Scans of instances, images and functions; in China without network paths.
   *
   * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/inspector2.html
   */
  inspector: {
    what: "Amazon Inspector",
    page: "https://docs.aws.amazon.com/general/latest/gr/inspector2.html",
    read: "2026-11-01",
    absentFrom: ["ap-southeast-6", ...NEWEST],
  },
  /**
   * Scans of the code of functions.
   *
   * @see https://docs.aws.amazon.com/config/latest/developerguide/inspector-lambda-code-scan-enabled.html
   * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-inspector2.html
   */
  inspectorLambdaCode: {
    what: "scans of Lambda code by Amazon Inspector",
    page: "https://docs.aws.amazon.com/inspector/latest/user/inspector_regions.html",
    read: "2026-11-01",
    // prettier-ignore
    absentFrom: allBut([
      "ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2",
      "us-east-1", "us-east-2", "us-west-2",
    ]),
  },
  /** CloudFormation's `AWS::InspectorV2::CisScanConfiguration`, from the specifications of each Region (cfn-lint 1.51). */
  inspectorCisScans: {
    what: "CIS scans by Amazon Inspector",
    page: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-resource-specification.html",
    read: "2026-11-01",
    absentFrom: ["ap-east-2", "ap-southeast-6", ...NEWEST, ...CHINA],
  },
});

export type FeatureName = keyof typeof FEATURES;

/** Whether a Region has a feature. One that is not in `REGIONS` has none. */
export function hasFeature(feature: FeatureName, region: string): boolean {
  return REGIONS.has(region) && !FEATURES[feature].absentFrom.includes(region);
}

/** A service whose resources belong to no Region, and which AWS Config records in one. */
export interface GlobalService {
  /** What people call it. */
  readonly name: string;
  /** Types of its resources that AWS Config records. */
  readonly types: readonly string[];
  /** The Region that they are recorded in, by partition; absent where the service is not there, or no page says. */
  readonly recordedIn: Readonly<Partial<Record<Partition, string>>>;
}

/**
 * Global services other than IAM: a recorder of another Region takes their types and records nothing of them.
 *
 * Read on 29 November 2026.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html#select-resources-all
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/TrackingChanges.html
 */
export const GLOBAL_SERVICES: readonly GlobalService[] = [
  {
    name: "CloudFront",
    types: ["AWS::CloudFront::Distribution", "AWS::CloudFront::StreamingDistribution"],
    recordedIn: { aws: "us-east-1" },
  },
  { name: "ECR Public", types: ["AWS::ECR::PublicRepository"], recordedIn: { aws: "us-east-1" } },
  {
    name: "Global Accelerator",
    types: [
      "AWS::GlobalAccelerator::Accelerator",
      "AWS::GlobalAccelerator::EndpointGroup",
      "AWS::GlobalAccelerator::Listener",
    ],
    recordedIn: { aws: "us-west-2" },
  },
  {
    name: "Route 53",
    types: ["AWS::Route53::HostedZone"],
    recordedIn: { aws: "us-east-1", "aws-us-gov": "us-gov-west-1" },
  },
];

function table<Name extends string>(features: Readonly<Record<Name, Feature>>): Readonly<Record<Name, Feature>> {
  return features;
}

function regionsOf(partition: Partition): string[] {
  return [...REGIONS.values()].filter((region) => region.partition === partition).map(({ name }) => name);
}

function allBut(names: readonly string[]): string[] {
  return [...REGIONS.keys()].filter((name) => !names.includes(name));
}
