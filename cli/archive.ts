import type { LandingZone } from "../config/landing-zone";
import type { ArchiveBucket, BucketSettings, Retention } from "../config/archive/settings";
import { table } from "../console/table";
import { styled } from "../console/terminal";

const BUCKETS: Readonly<Record<ArchiveBucket, string>> = {
  trail: "trail",
  config: "Config",
  flowLogs: "flow logs",
  sessions: "sessions",
  accessLogs: "access logs",
};

/** How long every bucket keeps what it holds, and what is locked: ages in days, as AWS will be told. */
export function describeRetention({ archive, hosts }: LandingZone): string {
  const buckets = (Object.keys(BUCKETS) as ArchiveBucket[]).filter(
    (bucket) => bucket !== "sessions" || hosts.sessions !== undefined,
  );
  const rows = buckets.map((bucket) => ({
    name: BUCKETS[bucket],
    ...stages(archive.buckets[bucket]),
  }));
  const text = table(
    [
      { title: "logs", value: ({ name }) => name },
      { title: "S3 Standard", value: ({ hot }) => hot },
      { title: "Glacier Instant Retrieval", value: ({ instant }) => instant },
      { title: "Glacier Deep Archive", value: ({ deep }) => deep },
      { title: "deleted", value: ({ deleted }) => deleted },
      { title: "locked", value: ({ locked }) => locked },
    ],
    rows,
  ).split("\n");
  const [title = "", ...lines] = text;
  return [styled("bold", title), ...lines].join("\n");
}

interface Stages {
  readonly hot: string;
  readonly instant: string;
  readonly deep: string;
  readonly deleted: string;
  readonly locked: string;
}

function stages({ objectLock, retention }: BucketSettings): Stages {
  const locked = objectLock === undefined ? "no" : `${days(objectLock.days)}, ${objectLock.mode}`;
  return retention === undefined
    ? { hot: "for ever", instant: "-", deep: "-", deleted: "never", locked }
    : { ...ages(retention), locked };
}

function ages({ archiveDays, hotDays, totalDays }: Retention): Omit<Stages, "locked"> {
  const span = (from: number, to: number) => (from < to ? `day ${count(from)} to ${count(to)}` : "-");
  return {
    hot: `to day ${count(hotDays)}`,
    instant: span(hotDays, archiveDays),
    deep: span(archiveDays, totalDays),
    deleted: `day ${count(totalDays)}`,
  };
}

function days(number: number): string {
  return `${count(number)} ${number === 1 ? "day" : "days"}`;
}

function count(number: number): string {
  return number.toLocaleString("en");
}

/**
 * What root of the log-archive account has to do once, because nothing else can; empty when MFA Delete is not required.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
 */
export function mfaDeleteProcedure({ archive, homeRegion, logArchive, names, partition }: LandingZone): string {
  if (!archive.mfaDelete) {
    return "";
  }
  const account = logArchive.id ?? "<account id of log-archive>";
  return [
    styled(
      "bold",
      "MFA Delete has to be enabled by root of the log-archive account, once, after the first deployment:",
    ),
    "  1. Sign in as root of that account, with its MFA device, and create an access key.",
    "  2. With that key, and a code of the device in place of 123456, run",
    `       aws s3api put-bucket-versioning --region ${homeRegion} --bucket ${names.trailBucket} \\`,
    "         --versioning-configuration Status=Enabled,MFADelete=Enabled \\",
    `         --mfa "arn:${partition}:iam::${account}:mfa/root-account-mfa-device 123456"`,
    "  3. Delete the access key.",
    `Until then the AWS Config rule ${names.mfaDeleteRule} reports the bucket. docs/mfa-delete.md tells more.`,
  ].join("\n");
}
