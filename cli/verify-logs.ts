import { AwsStore } from "../archive-reader/aws-store";
import { publicKeysOf } from "../archive-reader/public-keys";
import { REGIONS } from "../aws/regions";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import { abortOnInterrupt } from "../console/interrupt";
import { print, printError, styled } from "../console/terminal";
import type { Acknowledgements } from "./verify-logs/acknowledgements-file";
import { Collector } from "../log-integrity/collector";
import { enumerate } from "../log-integrity/enumerate";
import type { ArchiveScope } from "../log-integrity/enumerate";
import { KeyRing } from "../log-integrity/key-ring";
import { archiveRoot, uri } from "../log-integrity/location";
import { relocated } from "../log-integrity/relocate";
import { makeReport } from "../log-integrity/report";
import type { Report } from "../log-integrity/report";
import { reportJson } from "../log-integrity/report-json";
import { SourceError } from "../log-integrity/sources";
import type { ObjectStore } from "../log-integrity/sources";
import { HOUR } from "../log-integrity/times";
import { verifyArchive } from "../log-integrity/verify-archive";
import { readConfiguration } from "./configuration";
import { readAcknowledgements } from "./verify-logs/acknowledgements-file";
import { parseCopy } from "./verify-logs/copies";
import { VERIFY_EXIT } from "./verify-logs/exit";
import { pageOf } from "./verify-logs/html/page";
import type { PageContext } from "./verify-logs/html/page";
import { FileJournal } from "./verify-logs/journal";
import { junit } from "./verify-logs/junit";
import { lookUpTrail, organizationAccounts, withEnds } from "./verify-logs/look-up";
import type { FoundTrail } from "./verify-logs/look-up";
import { ProgressLine } from "./verify-logs/progress-line";
import { subjectOfArn, subjectOfLandingZone } from "./verify-logs/subject";
import type { Subject, SubjectOptions } from "./verify-logs/subject";
import { describeReport } from "./verify-logs/summary";
import { timeOf } from "./verify-logs/times";
import { checkWritten, whyUnwritable, writeWhole } from "./written-files";
import type { WrittenFile } from "./written-files";

export interface VerifyLogsOptions extends SubjectOptions {
  /** Path of the YAML file; not read with `trailArn`. */
  readonly config: string;
  readonly from: string;
  readonly to?: string;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly copy?: readonly string[];
  readonly acknowledged?: string;
  readonly resume?: string;
  readonly connections: number;
  readonly json?: boolean;
  readonly junit?: string;
  readonly html?: string;
}

/** Digests come within the hour after theirs; what is later than that is missing. */
const GRACE = 2 * HOUR;

/** Verifies the log files and digests of a trail, of all accounts and regions, and exits by what it finds. */
export async function verifyLogs(options: VerifyLogsOptions): Promise<void> {
  try {
    process.exitCode = await verify(options);
  } catch (error) {
    if (error instanceof Failure) {
      throw new Failure(folded(error.message), error.exitCode);
    }
    // 1 would say that logs are not as they were.
    printError(styled("red", "Something could not be checked, because of a bug in verify-logs:", process.stderr));
    printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = VERIFY_EXIT.notChecked;
  }
}

/** Lines as wide as a terminal at most. */
function folded(message: string): string {
  return message
    .split("\n")
    .map((line) => fold(line, "  ", ""))
    .join("\n");
}

async function verify(options: VerifyLogsOptions): Promise<number> {
  const began = Date.now();
  const interval = intervalOf(options, began);
  const known: Acknowledgements =
    options.acknowledged === undefined
      ? { acknowledgements: [], left: new Map() }
      : readAcknowledgements(options.acknowledged);
  checkNames(options);
  checkWritten(writtenFiles(options));
  const copies = (options.copy ?? []).map(parseCopy);
  const subject = await subjectOf(options);
  const { trail } = subject;
  const s3 = new AwsStore(subject.bucketSettings, options.connections);
  const store = copies.length === 0 ? s3 : relocated(s3, copies);
  const collector = new Collector(known.acknowledgements);
  const progress = new ProgressLine(collector);
  const journal =
    options.resume === undefined
      ? undefined
      : new FileJournal(options.resume, { trail: trail.arn, ...interval, copies, ...named(options) });
  const signal = abortOnInterrupt();
  try {
    const found = await lookUpTrail(subject, subject.trailSettings, store);
    const scope = await scopeOf(options, subject, found, known.left, collector, interval);
    const tasks = await tasksOf(scope, store);
    progress.start(tasks.length * Math.ceil((interval.to - interval.from) / HOUR));
    const context = {
      store,
      keys: new KeyRing(publicKeysOf(subject.trailSettings), interval),
      interval,
      now: began,
      grace: GRACE,
      sink: collector,
      signal,
      ...(journal === undefined ? {} : { journal }),
      ...(found.stopped === undefined ? {} : { stopped: found.stopped }),
    };
    const coverage = await verifyArchive(tasks, context, options.connections);
    progress.stop();
    if (signal.aborted) {
      journal?.flush();
      throw new Failure(
        journal === undefined ? "Interrupted." : `Interrupted: --resume ${options.resume ?? ""} goes on from here.`,
        VERIFY_EXIT.interrupted,
      );
    }
    const report = makeReport({ trailArn: trail.arn, interval, began, ended: Date.now() }, coverage, collector);
    const archive = uri({ bucket: found.location.bucket, key: archiveRoot(found.location) });
    const isWritten = write(
      report,
      { notes: found.notes, archive, copies: options.copy ?? [], only: named(options) },
      options,
    );
    journal?.remove();
    // A pipeline that reads the file would take that of yesterday for this one; that logs are not as they were is worse.
    return isWritten || report.exitCode !== VERIFY_EXIT.verified ? report.exitCode : VERIFY_EXIT.notChecked;
  } finally {
    progress.stop();
    journal?.flush();
    s3.close();
  }
}

/** Prints a report and writes it to files; answers with whether those could be written. */
function write(report: Report, context: PageContext, options: VerifyLogsOptions): boolean {
  const { notes } = context;
  let isWritten = true;
  for (const note of notes) {
    printError(fold(`note: ${note}`, "  ", ""));
  }
  for (const written of writtenFiles(options)) {
    const text = written.option === "--html" ? pageOf(report, context) : junit(report);
    try {
      writeWhole(written.file, text);
    } catch (error) {
      isWritten = false;
      printError(
        fold(
          `${written.option}: ${written.file} cannot be written: ${whyUnwritable(error)}. What follows is all of the report.`,
          "  ",
          "",
        ),
      );
    }
  }
  print(options.json === true ? JSON.stringify(reportJson(report, notes), undefined, 2) : describeReport(report));
  return isWritten;
}

/** Reports that are written besides the one that is printed. */
function writtenFiles({ html, junit: xml }: VerifyLogsOptions): WrittenFile[] {
  return [
    ...(xml === undefined ? [] : [{ option: "--junit", file: xml } as const]),
    ...(html === undefined ? [] : [{ option: "--html", file: html } as const]),
  ];
}

function intervalOf({ from: fromText, to: toText }: VerifyLogsOptions, now: number): { from: number; to: number } {
  const from = timeOf("--from", fromText, now);
  const to = toText === undefined ? now : timeOf("--to", toText, now);
  if (from >= to) {
    throw new Failure(`--from ${fromText} is not before --to ${toText ?? "(now)"}`, VERIFY_EXIT.usage);
  }
  if (to > now) {
    throw new Failure(`--to ${toText ?? ""} is in the future: nothing is delivered yet`, VERIFY_EXIT.usage);
  }
  return { from, to };
}

function checkNames({ accounts = [], organizationId = "o-", regions = [] }: VerifyLogsOptions): void {
  const wrong = [
    ...accounts
      .filter((id) => !/^\d{12}$/.test(id))
      .map((id) => `--accounts: "${id}" is no account id of twelve digits`),
    ...regions.filter((region) => !REGIONS.has(region)).map((region) => `--regions: there is no region "${region}"`),
    ...(organizationId.startsWith("o-")
      ? []
      : [`--organization-id: "${organizationId}" is no id of an organization: o-...`]),
  ];
  if (wrong.length > 0) {
    throw new Failure(wrong.join("\n"), VERIFY_EXIT.usage);
  }
}

async function subjectOf(options: VerifyLogsOptions): Promise<Subject> {
  if (options.trailArn !== undefined) {
    return subjectOfArn(options, options.trailArn);
  }
  try {
    return await subjectOfLandingZone(options, readConfiguration(options.config));
  } catch (error) {
    throw error instanceof Failure && error.exitCode === 1 ? new Failure(error.message, VERIFY_EXIT.usage) : error;
  }
}

/** Which accounts and regions there should be. */
async function scopeOf(
  options: VerifyLogsOptions,
  { trail, trailSettings }: Subject,
  { isMultiRegion, location }: FoundTrail,
  left: ReadonlyMap<string, number>,
  collector: Collector,
  interval: { readonly from: number; readonly to: number },
): Promise<ArchiveScope> {
  const hasOthers = location.organizationId !== undefined;
  let accounts: ArchiveScope["accounts"] = withEnds([{ id: trail.accountId, isThere: true }], left);
  let isThereByDefault = true;
  if (hasOthers) {
    try {
      accounts = await organizationAccounts(trailSettings, left);
      isThereByDefault = false;
    } catch (error) {
      if (!(error instanceof SourceError)) {
        throw error;
      }
      // Which accounts lack a chain altogether is not known; those that are named are looked for all the same.
      if (options.accounts === undefined) {
        const detail = `the accounts of the organization: ${error.message}`;
        const reason = error.reason === "denied" ? "denied" : "unavailable";
        const chain = { accountId: trail.accountId, region: trail.region, trail: trail.name };
        collector.finding({ type: "not-checked", ...chain, ...interval, object: "accounts", reason, detail });
      }
    }
  }
  const expected = [...REGIONS.values()].filter(({ optIn, partition }) => !optIn && partition === trail.partition);
  return {
    location,
    trail: trail.name,
    homeRegion: trail.region,
    hasOthers,
    accounts,
    isThereByDefault,
    regions: isMultiRegion ? expected.map(({ name }) => name) : [trail.region],
    isOptIn: (region) => REGIONS.get(region)?.optIn ?? false,
    only: named(options),
  };
}

function named({ accounts, regions }: VerifyLogsOptions): ArchiveScope["only"] {
  return { ...(accounts === undefined ? {} : { accounts }), ...(regions === undefined ? {} : { regions }) };
}

async function tasksOf(scope: ArchiveScope, store: ObjectStore) {
  try {
    return await enumerate(scope, store);
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    // What is known from elsewhere is looked at all the same, and says why it cannot be checked.
    const { accounts, isThereByDefault, only } = scope;
    const regions = only.regions ?? scope.regions;
    const some = [...accounts, ...(only.accounts ?? []).map((id) => ({ id, isThere: isThereByDefault }))];
    const ids = [...new Map(some.map((account) => [account.id, account])).values()];
    return enumerate({ ...scope, hasOthers: false, accounts: ids, only: { ...only, regions } }, store);
  }
}
