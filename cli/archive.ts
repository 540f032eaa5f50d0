import type { LandingZone } from "../config/landing-zone";
import { findingRetention } from "../config/inspector/findings";
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

/** How long every bucket keeps what it holds, and what is locked: ages in days, as AWS gets them, by storage class. */
export function describeRetention({ archive, hosts, inspector }: LandingZone): string {
  const buckets = (Object.keys(BUCKETS) as ArchiveBucket[]).filter(
    (bucket) => bucket !== "sessions" || hosts.sessions !== undefined,
  );
  const rows = [
    ...buckets.map((bucket) => ({ name: BUCKETS[bucket], ...stages(archive.buckets[bucket]) })),
    ...(inspector === undefined ? [] : [{ name: "findings", ...ages(findingRetention(inspector)), locked: "-" }]),
  ];
  const [title = "", ...lines] = table(
    [
      { title: "age in days", value: ({ name }) => name },
      { title: "STANDARD", value: ({ hot }) => hot },
      { title: "GLACIER_IR", value: ({ instant }) => instant },
      { title: "DEEP_ARCHIVE", value: ({ deep }) => deep },
      { title: "deleted", value: ({ deleted }) => deleted },
      { title: "locked until", value: ({ locked }) => locked },
    ],
    rows,
  ).split("\n");
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
  const locked = objectLock === undefined ? "-" : `${count(objectLock.days)} (${objectLock.mode})`;
  return retention === undefined
    ? { hot: "for ever", instant: "-", deep: "-", deleted: "never", locked }
    : { ...ages(retention), locked };
}

function ages({ archiveDays, hotDays, totalDays }: Retention): Omit<Stages, "locked"> {
  const span = (from: number, to: number) => (from < to ? `${count(from)} to ${count(to)}` : "-");
  return {
    hot: span(0, hotDays),
    instant: span(hotDays, archiveDays),
    deep: span(archiveDays, totalDays),
    deleted: count(totalDays),
  };
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
  const account = logArchive.id ?? "<account id>";
  return [
    styled("bold", "MFA Delete has to be enabled by root of the log-archive account, once, after the"),
    styled("bold", "first deployment:"),
    "  1. Sign in as root of that account, with its MFA device, and create an access",
    "     key.",
    "  2. With that key, and a code of the device in place of 123456, run",
    `       aws s3api put-bucket-versioning --region ${homeRegion} \\`,
    `         --bucket ${names.trailBucket} \\`,
    "         --versioning-configuration Status=Enabled,MFADelete=Enabled \\",
    `         --mfa "arn:${partition}:iam::${account}:mfa/root-account-mfa-device 123456"`,
    "  3. Delete the access key.",
    `Until then the AWS Config rule ${names.mfaDeleteRule} reports the bucket.`,
    "More: docs/mfa-delete.md.",
  ].join("\n");
}
