/** Why Amazon Inspector does not scan a resource, or scans it in part. */
export interface ScanReason {
  /** What the reason means, or what to do, in a sentence. */
  readonly advice: string;
  /** Whether it is as it should be, or passes by itself. */
  readonly harmless: boolean;
}

const harmless = (advice: string): ScanReason => ({ advice, harmless: true });
const mend = (advice: string): ScanReason => ({ advice, harmless: false });

/** AWS has the value, and says that it is for later. */
const RESERVED = "Reserved by AWS for future use. Look at the resource in Amazon Inspector's console.";

/**
 * Every reason that Amazon Inspector gives, by AWS's name of it.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ScanStatus.html
 */
export const SCAN_REASONS: ReadonlyMap<string, ScanReason> = new Map(
  Object.entries({
    ACCESS_DENIED: mend(
      "Let Amazon Inspector in: a policy of the resource, or a guardrail, denies its service-linked role.",
    ),
    ACCESS_DENIED_TO_ENCRYPTION_KEY: mend(
      "Let Amazon Inspector's service-linked role use the KMS key, in its key policy.",
    ),
    AGENTLESS_INSTANCE_COLLECTION_TIME_LIMIT_EXCEEDED: mend(
      "Its disks take too long to read without an agent: have Systems Manager manage the instance.",
    ),
    AGENTLESS_INSTANCE_STORAGE_LIMIT_EXCEEDED: mend(
      "It has more disks, or larger ones, than are scanned without an agent: have Systems Manager manage the instance.",
    ),
    DEEP_INSPECTION_COLLECTION_TIME_LIMIT_EXCEEDED: mend(
      "Collecting its packages took longer than 15 minutes: give fewer custom paths for deep inspection.",
    ),
    DEEP_INSPECTION_DAILY_SSM_INVENTORY_LIMIT_EXCEEDED: mend(
      "It sent as much inventory to Systems Manager as it may in a day: wait, or ask AWS for a higher quota.",
    ),
    DEEP_INSPECTION_NO_INVENTORY: mend(
      "No inventory of its packages came yet. After six hours: see that Amazon Inspector's associations run, in State Manager.",
    ),
    DEEP_INSPECTION_PACKAGE_COLLECTION_LIMIT_EXCEEDED: mend(
      "It has more than 5,000 packages: give fewer custom paths for deep inspection.",
    ),
    EC2_INSTANCE_STOPPED: harmless("The instance is stopped, and is scanned again once it runs."),
    EXCLUDED_BY_TAG: mend(
      "A tag InspectorEc2Exclusion or InspectorLambdaExclusion excludes it: take it off, unless it is meant.",
    ),
    IMAGE_ARCHIVED: harmless("The image is archived in Amazon ECR."),
    IMAGE_SIZE_EXCEEDED: mend(RESERVED),
    INTEGRATION_CONNECTION_LOST: mend("Connect the source-code platform again: Amazon Inspector cannot reach it."),
    INTERNAL_ERROR: harmless("An error of Amazon Inspector, which AWS says that it mends by itself."),
    NO_INVENTORY: mend(
      "See that the association InspectorInventoryCollection-do-not-delete runs on it, in State Manager, and that its agent is current.",
    ),
    NO_RESOURCES_FOUND: mend(RESERVED),
    NO_SCAN_CONFIGURATION_ASSOCIATED: mend("Associate a scan configuration with the code repository."),
    PENDING_DISABLE: harmless("Scanning of the resource is being switched off."),
    PENDING_INITIAL_SCAN: harmless("It is waiting for its first scan."),
    PENDING_REVIVAL_SCAN: harmless("It is waiting to be scanned again."),
    RESOURCE_TERMINATED: harmless("The resource is gone, and its findings are being cleaned up."),
    SCAN_ELIGIBILITY_EXPIRED: harmless(
      "The image is older than images are scanned again, by the re-scan duration of ECR.",
    ),
    SCAN_FREQUENCY_MANUAL: mend(
      "The repository of the image scans manually only: change its scan frequency in Amazon ECR.",
    ),
    SCAN_FREQUENCY_SCAN_ON_PUSH: harmless("The image was scanned when it was pushed, as its repository says."),
    SCAN_IN_PROGRESS: harmless("It is being scanned."),
    STALE_INVENTORY: mend(
      "No inventory came for seven days: see that Amazon Inspector's associations run on it, in State Manager.",
    ),
    SUCCESSFUL: harmless("It is scanned."),
    UNMANAGED_EC2_INSTANCE: mend(
      "Have Systems Manager manage it: agent, instance role, a way to Systems Manager. AWSSupport-TroubleshootManagedInstance finds out.",
    ),
    UNSUPPORTED_CODE_ARTIFACTS: mend("Its code is of a kind that Amazon Inspector does not read."),
    UNSUPPORTED_CONFIG_FILE: mend(RESERVED),
    UNSUPPORTED_LANGUAGE: mend("Its code is in a language that Amazon Inspector does not read."),
    UNSUPPORTED_MEDIA_TYPE: mend("Build the image with a media type that Amazon Inspector reads."),
    UNSUPPORTED_OS: mend("Move it to an operating system that Amazon Inspector scans, or scan it by other means."),
    UNSUPPORTED_RUNTIME: mend("Move the function to a runtime that Amazon Inspector scans."),
  }),
);

/** Of reasons that AWS adds later: somebody should look. */
const UNKNOWN = mend("A reason that is newer than this program: see AWS's page on coverage of Amazon Inspector.");

/** What a reason means, whether it is known here or not. */
export function scanReason(reason: string): ScanReason {
  return SCAN_REASONS.get(reason) ?? UNKNOWN;
}

/** Reasons that call for nobody. */
export const HARMLESS_REASONS: readonly string[] = [...SCAN_REASONS]
  .filter(([, reason]) => reason.harmless)
  .map(([name]) => name);
