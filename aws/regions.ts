/** AWS partition: `aws` (commercial), `aws-cn` (China) or `aws-us-gov` (GovCloud). */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

export interface Region {
  readonly name: string;
  readonly partition: Partition;
  /** Opt-in regions are off in every new account until somebody enables them there. */
  readonly optIn: boolean;
  /** Whether the pinned hashicorp/aws 5.100.0 knows the region; others it refuses as `invalid AWS Region`. */
  readonly deployable: boolean;
}

// prettier-ignore
const ALWAYS_ENABLED = [
  "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
  "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1",
  "us-east-1", "us-east-2", "us-west-1", "us-west-2",
];
// prettier-ignore
const OPT_IN = [
  "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
  "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1",
  "me-central-1", "me-south-1", "mx-central-1",
];
/** Opened after the pinned provider was released; move them to OPT_IN with a provider that knows them. */
const TOO_NEW = ["ap-southeast-6", "me-west-1", "sa-west-1"];
const CHINA = ["cn-north-1", "cn-northwest-1"];
const GOV_CLOUD = ["us-gov-east-1", "us-gov-west-1"];

const of = (names: readonly string[], partition: Partition, { optIn = false, deployable = true } = {}) =>
  names.map((name): [string, Region] => [name, { name, partition, optIn, deployable }]);

/**
 * Every AWS region by its name, in the partitions this project works in.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const REGIONS: ReadonlyMap<string, Region> = new Map([
  ...of(ALWAYS_ENABLED, "aws"),
  ...of(OPT_IN, "aws", { optIn: true }),
  ...of(TOO_NEW, "aws", { optIn: true, deployable: false }),
  ...of(CHINA, "aws-cn"),
  ...of(GOV_CLOUD, "aws-us-gov"),
]);

/**
 * Where the events of global services and of Trusted Advisor are, in each partition.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
export const GLOBAL_REGIONS: Readonly<Record<Partition, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};

/** Names of the regions that can be governed. */
export const DEPLOYABLE_REGIONS: readonly string[] = [...REGIONS.values()]
  .filter(({ deployable }) => deployable)
  .map(({ name }) => name);

/** Names of the regions of a partition that can be governed. */
export function deployableRegionsOf(partition: string): string[] {
  return DEPLOYABLE_REGIONS.filter((name) => REGIONS.get(name)?.partition === partition);
}

/** Regions of the European Sovereign Cloud and of the isolated partitions, which this project does not know. */
export function isOfUnsupportedPartition(region: string): boolean {
  return /^(eusc|us-isob?|us-isof|eu-isoe)-[a-z]+(-[a-z]+)*-[0-9]$/.test(region);
}
