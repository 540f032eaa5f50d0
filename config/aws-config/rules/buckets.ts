import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { onChangeOf } from "./evaluation";
import { MEXICO, NEW_ZEALAND, TAIPEI, THAILAND } from "./regions";
import { REMEDIATIONS } from "./remediations";

const BUCKET_NAMES = { bucketNames: "Names of the buckets that matter, separated by commas. Default: all." };

/** Rules about what buckets keep, and for how long. */
export const BUCKET_RULES = {
  s3BucketLoggingEnabled: {
    identifier: "S3_BUCKET_LOGGING_ENABLED",
    title: "Access to a bucket is not logged",
    note: "It reports the buckets of the access logs themselves: a log of their own access would never end.",
    ...onChangeOf("AWS::S3::Bucket"),
    allowedParameters: {
      targetBucket: "Name of the bucket that the logs have to go to.",
      targetPrefix: "What the keys of the logs have to begin with.",
    },
    absentFrom: [],
    controls: [...cis("3.4"), hub("S3.9"), ...nist("AU-2", "AU-12"), ...pci("10.2.1")],
  },
  s3BucketDefaultLockEnabled: {
    identifier: "S3_BUCKET_DEFAULT_LOCK_ENABLED",
    title: "A bucket does not lock its objects",
    ...onChangeOf("AWS::S3::Bucket"),
    allowedParameters: { mode: "Mode that the lock has to have: `GOVERNANCE` or `COMPLIANCE`." },
    absentFrom: [],
    controls: [hub("S3.15"), ...nist("AU-9", "CP-6(2)"), ...pci("10.5.1")],
    offBecause:
      "It wants Object Lock on every bucket; the archive has it on the trail's, and S3 refuses it on those of access logs.",
  },
  s3BucketReplicationEnabled: {
    identifier: "S3_BUCKET_REPLICATION_ENABLED",
    title: "A bucket is not copied to another",
    ...onChangeOf("AWS::S3::Bucket"),
    allowedParameters: { ReplicationType: "Copies that count: `CROSS-REGION` or `SAME-REGION`. Default: both." },
    absentFrom: [],
    controls: nist("AU-9(2)", "CP-6(2)"),
    offBecause: "It wants a copy of every bucket, copies included; the archive copies the trail's files only.",
  },
  s3BucketVersioningEnabled: {
    identifier: "S3_BUCKET_VERSIONING_ENABLED",
    title: "A bucket does not keep earlier versions of its objects",
    ...onChangeOf("AWS::S3::Bucket"),
    allowedParameters: { isMfaDeleteEnabled: "`true`: root of the account has to have enabled MFA Delete besides." },
    absentFrom: [],
    controls: [hub("S3.14"), ...nist("AU-9(2)", "CP-9")],
    remediation: REMEDIATIONS.enableVersioning,
  },
  s3VersionLifecyclePolicyCheck: {
    identifier: "S3_VERSION_LIFECYCLE_POLICY_CHECK",
    title: "A versioned bucket has no lifecycle rules: it keeps every version for ever",
    note: "With `archive.mfaDelete: required` it reports the trail's bucket, which then keeps everything.",
    ...onChangeOf("AWS::S3::Bucket"),
    allowedParameters: BUCKET_NAMES,
    absentFrom: [MEXICO, NEW_ZEALAND, TAIPEI, THAILAND],
    controls: [hub("S3.10"), ...nist("CP-9", "SI-13(5)")],
  },
  s3LifecyclePolicyCheck: {
    identifier: "S3_LIFECYCLE_POLICY_CHECK",
    title: "A bucket has no lifecycle rules, or others than are asked for",
    ...onChangeOf("AWS::S3::Bucket"),
    allowedParameters: {
      ...BUCKET_NAMES,
      targetPrefix: "What the keys of the objects begin with.",
      targetTransitionDays: "Days after which objects move to another storage class.",
      targetTransitionStorageClass: "That storage class, such as `STANDARD_IA`.",
      targetExpirationDays: "Days after which objects are deleted.",
    },
    absentFrom: [],
    controls: [hub("S3.13"), ...nist("CP-9", "SI-13(5)")],
    offBecause:
      "s3VersionLifecyclePolicyCheck says it of versioned buckets; what others keep for ever is seldom too much.",
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
