import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { onChangeOf, PERIODIC_PER_ACCOUNT } from "./evaluation";
import { REMEDIATIONS } from "./remediations";

const SETTINGS = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/** Rules about who reaches buckets, and how they are encrypted. */
export const BUCKET_ACCESS_RULES = {
  s3BucketSslRequestsOnly: {
    identifier: "S3_BUCKET_SSL_REQUESTS_ONLY",
    title: "A bucket can be reached without TLS",
    ...onChangeOf("AWS::S3::Bucket"),
    absentFrom: [],
    controls: [...cis("2.1.1"), hub("S3.5"), ...nist("SC-8"), ...pci("4.2.1")],
    remediation: REMEDIATIONS.denyInsecureTransport,
  },
  s3BucketPublicReadProhibited: {
    identifier: "S3_BUCKET_PUBLIC_READ_PROHIBITED",
    title: "Everyone can read a bucket",
    ...onChangeOf("AWS::S3::Bucket"),
    trigger: "change and period",
    absentFrom: [],
    controls: [hub("S3.2"), ...nist("AC-3", "SC-7")],
    remediation: REMEDIATIONS.blockPublicBucket,
  },
  s3BucketPublicWriteProhibited: {
    identifier: "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
    title: "Everyone can write to a bucket",
    ...onChangeOf("AWS::S3::Bucket"),
    trigger: "change and period",
    absentFrom: [],
    controls: [hub("S3.3"), ...nist("AC-3", "SC-7")],
    remediation: REMEDIATIONS.blockPublicBucket,
  },
  s3AccountLevelPublicAccessBlocksPeriodic: {
    identifier: "S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC",
    title: "The account lets its buckets be public",
    ...PERIODIC_PER_ACCOUNT,
    allowedParameters: Object.fromEntries(
      SETTINGS.map((setting) => [setting, `Whether \`${setting}\` has to be on. Default: \`True\`.`]),
    ),
    absentFrom: [],
    controls: [...cis("2.1.4"), hub("S3.1"), ...nist("AC-3", "SC-7"), ...pci("1.4.4")],
    remediation: REMEDIATIONS.blockPublicBucketsOfAccount,
  },
  s3BucketServerSideEncryptionEnabled: {
    identifier: "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED",
    title: "A bucket does not encrypt its objects",
    ...onChangeOf("AWS::S3::Bucket"),
    absentFrom: [],
    controls: nist("AU-9", "SC-28"),
    remediation: REMEDIATIONS.encryptBucket,
  },
  s3DefaultEncryptionKms: {
    identifier: "S3_DEFAULT_ENCRYPTION_KMS",
    title: "A bucket does not encrypt its objects with a KMS key",
    ...onChangeOf("AWS::S3::Bucket", "AWS::KMS::Key"),
    allowedParameters: { kmsKeyArns: "ARNs of the keys that count, separated by commas. Default: any." },
    absentFrom: [],
    controls: [hub("S3.17"), ...nist("AU-9", "SC-28"), ...pci("3.5.1")],
    offBecause: "Buckets of access logs have to be encrypted with S3's own key: S3 delivers to no others.",
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
