import { bucketArn, s3Service } from "../arns";
import { denyChangesOfLogs, denyStoppingRecords } from "../denials";
import type { AccessInput, JobFunction } from "../function";
import type { ReadableLog } from "../settings";
import { actionsOf, allow, deny } from "../statement";
import type { AccessStatement } from "../statement";

/** What encrypts log files and says so to those who decrypt: all but flow logs, which S3 encrypts with its own key. */
type EncryptedLog = Exclude<ReadableLog, "flowLogs">;

/** Where the files of a log are in its bucket, down to those of one account. */
interface Files {
  readonly sid: string;
  readonly bucket: string;
  /** Folders from the root down to those of accounts. */
  readonly folders: readonly string[];
  /** The folder of one account, with a slash at its end. */
  readonly folderOf: (accountId: string) => string;
}

/**
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
 */
function filesOf(log: ReadableLog, { landingZone: { names }, organizationId }: AccessInput): Files {
  const all = "AWSLogs/";
  switch (log) {
    case "trail": {
      const ours = `${all}${organizationId}/`;
      return { sid: "Trail", bucket: names.trailBucket, folders: [all, ours], folderOf: (id) => `${ours}${id}/` };
    }
    case "config":
      return { sid: "Config", bucket: names.configBucket, folders: [all], folderOf: (id) => `${all}${id}/Config/` };
    case "flowLogs":
      return {
        sid: "FlowLogs",
        bucket: names.flowLogBucket,
        folders: [all],
        folderOf: (id) => `${all}aws-account-id=${id}/`,
      };
  }
}

/** Reads what is below these folders, which it finds from the root of the bucket. */
function reading(log: ReadableLog, input: AccessInput): AccessStatement[] {
  const { bucket, folderOf, folders, sid } = filesOf(log, input);
  const { ofAccounts } = input.settings;
  const read = ofAccounts?.map((slug) => folderOf(input.accountId(slug))) ?? ["AWSLogs/"];
  const list = actionsOf("s3", "ListBucket", "ListBucketVersions");
  return [
    // Without a delimiter AWS would list every account's files with these prefixes, which are those of their folders.
    allow(`Find${sid}`, list, bucketArn(input, bucket), {
      StringEquals: { "s3:delimiter": "/", "s3:prefix": ["", ...(ofAccounts === undefined ? [] : folders)] },
    }),
    allow(`List${sid}`, list, bucketArn(input, bucket), {
      StringLike: { "s3:prefix": read.map((folder) => `${folder}*`) },
    }),
    allow(
      `Read${sid}`,
      actionsOf("s3", "GetObject", "GetObjectRetention", "GetObjectVersion"),
      read.map((folder) => bucketArn(input, bucket, `/${folder}*`)),
    ),
  ];
}

/** By S3 only, so that who cannot get a file cannot decrypt it either; the key policy demands the same context. */
function decrypting(logs: readonly EncryptedLog[], input: AccessInput): AccessStatement[] {
  const { accountId, landingZone } = input;
  const { archive, arns, homeRegion, keyStore, logArchive, names, partition } = landingZone;
  const owners = [archive.logKeyAccount, ...(keyStore === undefined ? [] : [logArchive.slug])];
  const keys = [...new Set(owners)].map((slug) => `arn:${partition}:kms:${homeRegion}:${accountId(slug)}:key/*`);
  const aliases = [names.logKeyAlias, ...(keyStore === undefined ? [] : [names.keyStoreKeyAlias])];
  const config = bucketArn(input, names.configBucket);
  const contexts: Readonly<Record<EncryptedLog, Readonly<Record<string, string | readonly string[]>>>> = {
    trail: { "kms:EncryptionContext:aws:cloudtrail:arn": arns.trail },
    // That of an object below a bucket key is the ARN of its bucket.
    config: { "kms:EncryptionContext:aws:s3:arn": [config, `${config}/*`] },
  };
  return logs.map((log) =>
    allow(`Decrypt${filesOf(log, input).sid}`, ["kms:Decrypt"], keys, {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": aliases },
      StringEquals: { "kms:ViaService": s3Service(input, homeRegion) },
      StringLike: contexts[log],
    }),
  );
}

export const LOG_READER: JobFunction = {
  title: "Log reader",
  purpose: "Reads and decrypts the log files of the trail, of AWS Config and of flow logs, of all accounts or of some.",
  in: "log-archive",
  hours: 4,
  incompatibleWith: ["keyCustodian", "deployer", "hsmCryptoOfficer"],
  statements: (input) => {
    const { logs } = input.settings;
    const { names } = input.landingZone;
    const buckets = logs.map((log) => bucketArn(input, filesOf(log, input).bucket));
    return [
      allow("FindBuckets", actionsOf("s3", "GetBucketLocation"), buckets),
      ...logs.flatMap((log) => reading(log, input)),
      ...decrypting(
        logs.filter((log) => log !== "flowLogs"),
        input,
      ),
      denyChangesOfLogs(input),
      deny("NeverReadTranscripts", actionsOf("s3", "GetObject*"), bucketArn(input, names.sessionBucket, "/*")),
      denyStoppingRecords(),
    ];
  },
};
