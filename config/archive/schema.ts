import { z } from "zod";
import { DURATION } from "./duration";
import { regionName, text } from "../fields/text";

const duration = (...examples: string[]) =>
  text(DURATION, "a whole number of days or years, such as 90 days or 7 years", ...examples);

/** By default three months to look at, a year at hand, seven years in all. */
const retentionFields = {
  hot: duration("90 days")
    .default("90 days")
    .describe(
      "Age up to which objects stay in S3 Standard. From then on, up to `archive`, they are in S3 Glacier Instant " +
        "Retrieval, for at least 90 days; the same as `archive`: they never are.",
    ),
  archive: duration("1 year")
    .default("1 year")
    .describe(
      "Age from which objects are in S3 Glacier Deep Archive, for at least 180 days; the same as `total`: they never are.",
    ),
  total: duration("7 years")
    .default("7 years")
    .describe("Age at which objects are deleted for good, at most 36,500 days. Years count 365.25 days, rounded up."),
};

const retention = z
  .strictObject(retentionFields)
  .prefault({})
  .describe(
    "How long logs are kept, as ages in `N days` or `N years`. Objects below 128 KB stay in S3 Standard until they expire.",
  );

const bucket = (what: string) =>
  z
    .strictObject({
      retention: z
        .strictObject(retentionFields)
        .optional()
        .describe("Another retention for this bucket alone. Default: `archive.retention`."),
    })
    .prefault({})
    .describe(what);

const locked = (mode: "governance" | "compliance", what: string) =>
  z.strictObject({
    mode: z.literal(mode).describe(what),
    duration: duration("1 year")
      .optional()
      .describe(
        "How long after its writing a file can neither be deleted nor overwritten; no longer than the retention's `total`. " +
          "Default: the retention's `total`.",
      ),
  });

const objectLock = z
  .discriminatedUnion("mode", [
    locked("governance", "The break-glass role, and nobody else, can lift the lock."),
    locked("compliance", "Nobody can lift the lock before its time, AWS and root included. It cannot be taken back."),
    z.strictObject({
      mode: z
        .literal("off")
        .describe("No lock: the bucket policy and the guardrails alone keep logs from being deleted."),
      reason: text(/\S.{8,}\S/, "a sentence of at least 10 characters", "Proof of concept, deleted in March").describe(
        "Why there is no lock, for those who read the file later. Required when the lock is off.",
      ),
    }),
  ])
  .default({ mode: "governance" })
  .describe("Object Lock of the trail's log and digest files.");

export interface ReplicaInput {
  region: string;
  account?: string;
}

/** Copies as the ledger knows them. */
export interface IdentifiedReplica extends Required<ReplicaInput> {
  /** Slug of the account that their buckets are named after besides their region, as another account has the names without it. */
  namedAfter?: string;
}

const copies: z.ZodType<IdentifiedReplica, ReplicaInput> = z.strictObject({
  region: regionName.describe("Region of the copies, another one than `homeRegion`; one of `regions`."),
  account: z
    .string()
    .default("log-archive")
    .meta({ examples: ["audit"] })
    .describe(
      "Account of the copies: `log-archive`, `audit` or the name of a workload account. With another account than " +
        "`log-archive` and `logKeyAccount` two parties have to collude to lose a log; with one of them synth warns, as " +
        "far as its break-glass role could then destroy originals and copies.",
    ),
});

const replica = copies.optional().describe("Copies of the trail's files in a second region. Default: none.");

/** The archive as the ledger knows it. */
export interface IdentifiedArchive {
  /** Names of buckets of copies that are elsewhere now, or not made any more: they stay. */
  formerBuckets?: readonly string[];
}

const settings = z.strictObject({
  retention,
  objectLock,
  minimumTlsVersion: z
    .enum(["1.2", "1.3"])
    .default("1.2")
    .describe(
      "Lowest version of TLS that the log buckets accept, in quotes. `1.3` is demanded of people and programs, hosts that " +
        "write transcripts of Session Manager included, and not of AWS services, whose version AWS does not publish: they " +
        "need 1.2, as its endpoints do. S3 has no TLS 1.3 at VPC endpoints of type interface and Multi-Region Access " +
        "Points, so that nobody reads logs through these.",
    ),
  mfaDelete: z
    .enum(["off", "required"])
    .default("off")
    .describe(
      "`required`: the trail bucket gets no lifecycle rules, which exclude MFA Delete, so that its files are kept for " +
        "ever; `npm run synth` prints how root enables MFA Delete once, which nothing else can; and an AWS Config rule " +
        "reports while it is not.",
    ),
  logKeyAccount: z
    .enum(["log-archive", "audit"])
    .default("log-archive")
    .describe(
      "Account of the key that encrypts the logs. With `audit` two parties have to collude to make logs unreadable. " +
        "Another one later means another key for what is written from then on; the old key must be kept.",
    ),
  encryption: z
    .enum(["kms", "cloudhsm", "external"])
    .default("kms")
    .describe(
      "What backs the key of the logs that are written from now on: KMS itself, or the key store, once " +
        "`keyStore.phase` is `active`; until then KMS. `kms` moves back and keeps key store and key. The log key always " +
        "stays, so that old logs can be read.",
    ),
  replica,
  buckets: z
    .strictObject({
      trail: bucket("The bucket of the trail's log and digest files."),
      config: bucket("The bucket of AWS Config's snapshots and history."),
      flowLogs: bucket("The bucket of VPC flow logs."),
      sessions: bucket("The bucket of Session Manager's transcripts, with `hosts.sessions`."),
      accessLogs: bucket("The bucket of the other buckets' server access logs."),
    })
    .prefault({})
    .describe("Settings of single buckets."),
});

const identified: z.ZodType<z.output<typeof settings> & IdentifiedArchive, z.input<typeof settings>> = settings;

export const archive = identified.prefault({}).describe("The log archive.");
