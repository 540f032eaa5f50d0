import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { PERIODIC, PERIODIC_PER_ACCOUNT } from "./evaluation";

const DESTINATIONS = {
  s3BucketName: "Name of the bucket that the trail delivers to.",
  snsTopicArn: "ARN of the topic that the trail notifies.",
  cloudWatchLogsLogGroupArn: "ARN of the log group that the trail sends events to.",
};

/**
 * Rules about trails. AWS's pages do not say whether they count an organization trail in member accounts. CloudTrail shows it
 * there, so they are on everywhere; what they say of a member was not seen with AWS.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export const TRAIL_RULES = {
  cloudTrailEnabled: {
    identifier: "CLOUD_TRAIL_ENABLED",
    title: "The account has no trail that is enabled",
    ...PERIODIC,
    allowedParameters: DESTINATIONS,
    absentFrom: [],
    controls: [hub("CloudTrail.3"), ...nist("AU-12"), ...pci("10.2.1")],
  },
  multiRegionCloudTrailEnabled: {
    identifier: "MULTI_REGION_CLOUD_TRAIL_ENABLED",
    title: "The account has no trail of all regions that records all management events",
    ...PERIODIC_PER_ACCOUNT,
    allowedParameters: {
      ...DESTINATIONS,
      includeManagementEvents: "`true`: the trail has to record management events.",
      readWriteType: "Events that the trail has to record: `ReadOnly`, `WriteOnly` or `ALL`.",
    },
    absentFrom: [],
    controls: [...cis("3.1"), hub("CloudTrail.1"), ...nist("AU-2", "AU-12")],
  },
  cloudTrailSecurityTrailEnabled: {
    identifier: "CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
    title:
      "The account has no trail that is of all regions, validated, encrypted with a KMS key and complete, all at once",
    ...PERIODIC_PER_ACCOUNT,
    absentFrom: [],
    controls: [...cis("3.1", "3.2", "3.5"), ...nist("AU-2", "AU-9")],
  },
  cloudTrailEncryptionEnabled: {
    identifier: "CLOUD_TRAIL_ENCRYPTION_ENABLED",
    title: "A trail does not encrypt its files with a KMS key",
    ...PERIODIC,
    absentFrom: [],
    controls: [...cis("3.5"), hub("CloudTrail.2"), ...nist("AU-9", "SC-28"), ...pci("10.3.2")],
  },
  cloudTrailLogFileValidationEnabled: {
    identifier: "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
    title: "A trail writes no digests that its files could be validated with",
    ...PERIODIC,
    absentFrom: [],
    controls: [...cis("3.2"), hub("CloudTrail.4"), ...nist("AU-9", "SI-7"), ...pci("10.3.2", "10.3.4")],
  },
  cloudTrailCloudWatchLogsEnabled: {
    identifier: "CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED",
    title: "A trail does not send its events to CloudWatch Logs, where alarms could see them",
    ...PERIODIC,
    allowedParameters: { expectedDeliveryWindowAge: "Hours since the last delivery, at most." },
    absentFrom: [],
    controls: [hub("CloudTrail.5"), ...nist("AU-6", "SI-4")],
  },
  cloudTrailS3DataEventsEnabled: {
    identifier: "CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
    title: "No trail records reads and writes of the objects of all buckets",
    ...PERIODIC_PER_ACCOUNT,
    allowedParameters: {
      S3BucketNames: "Names of the buckets whose objects matter, separated by commas. Default: all.",
    },
    absentFrom: [],
    controls: [...cis("3.8", "3.9"), ...nist("AU-12"), ...pci("10.2.1")],
    offBecause:
      "The organization trail records management events: those of objects cost by the event, and are a choice for single buckets.",
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
