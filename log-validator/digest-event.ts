import { Collector } from "../log-integrity/collector";
import { parseDigestKey } from "../log-integrity/keys";
import type { DigestKey } from "../log-integrity/keys";
import { hourBefore } from "../log-integrity/times";
import { verifyHour } from "../log-integrity/verify-hour";
import { DigestMemory } from "./digest-memory";
import type { Environment } from "./environment";
import { reportsOf } from "./reports";
import { OutOfTime } from "./runtime";
import type { Run } from "./runtime";
import { FIRST_LOOK, hourOf } from "./sweep-group";

/** An object that S3 says was created. */
export interface CreatedObject {
  /** Account that owns the bucket. */
  readonly account: string;
  readonly bucket: string;
  /** As it is: EventBridge does not encode it. */
  readonly key: string;
}

/**
 * Reads an event of S3 as EventBridge gives it.
 *
 * @throws Error where it is none
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function parseCreatedObject(value: unknown): CreatedObject {
  const event = (value ?? {}) as {
    readonly account?: unknown;
    readonly source?: unknown;
    readonly "detail-type"?: unknown;
    readonly detail?: { readonly bucket?: { readonly name?: unknown }; readonly object?: { readonly key?: unknown } };
  };
  const [bucket, key] = [event.detail?.bucket?.name, event.detail?.object?.key];
  const { account } = event;
  if (
    event.source !== "aws.s3" ||
    event["detail-type"] !== "Object Created" ||
    typeof account !== "string" ||
    typeof bucket !== "string" ||
    typeof key !== "string"
  ) {
    throw new Error("it is no event of S3 about an object that was created");
  }
  return { account, bucket, key };
}

/**
 * Verifies a digest that was created, and its log files. Whatever lacks before or after it, or could not be read, is the sweep's
 * business. An object that is none of the trail's digests is passed over.
 *
 * @throws OutOfTime, and what the table or somebody who is told says no by
 */
export async function verifyCreated(created: CreatedObject, run: Run): Promise<void> {
  const { keys, logSlots, metrics, services, signal, states, teller } = run;
  const { environment, log, store, table } = services;
  for (const name of ["DigestsVerified", "Failures", "LogsVerified", "NotChecked"] as const) {
    metrics.add(name);
  }
  const { bucket, key } = created;
  const parsed = ownKey(created, environment);
  if (parsed === undefined) {
    metrics.add("DigestEventsIgnored", 1);
    metrics.add("DigestEvents", 1);
    log({ level: "info", message: "not a digest of the trail", bucket, key });
    return;
  }
  const { accountId, end, region, trail } = parsed;
  const chain = { accountId, region, trail };
  const collector = new Collector();
  const memory = await DigestMemory.load(table, chain, end, end);
  const { digest, verdict } = await verifyHour({ bucket, key }, parsed, {
    store,
    keys: keys.ring(hourBefore(end)),
    sink: collector,
    journal: memory,
    logSlots,
    signal,
  });
  if (digest !== undefined) {
    memory.see(digest);
  }
  const now = services.now();
  const replaced = await memory.save(now);
  if (signal.aborted) {
    throw new OutOfTime();
  }
  const broken = [...collector.findings, ...replaced].filter(({ type }) => type === "integrity");
  await teller.tell(reportsOf(broken, { settled: -Infinity, isGap: false }, Infinity).reports);
  if (digest !== undefined && (await states.get(chain)) === undefined) {
    const settled = hourOf(now) - FIRST_LOOK;
    await states.advance(chain, undefined, { settled, since: settled, isGap: false, hasDigests: true, sweep: "" });
  }
  const { "backfill-digest": backfills, digest: digests, log: logs } = collector.counts;
  metrics.add("DigestsVerified", digests.verified + backfills.verified);
  metrics.add("LogsVerified", logs.verified);
  metrics.add("NotChecked", collector.open.notChecked);
  metrics.add("DigestEvents", 1);
  const unread = collector.findings.find(({ type }) => type === "not-checked");
  log({
    level: unread === undefined ? "info" : "warn",
    message: "digest",
    key,
    outcome: verdict.outcome,
    logs: digest?.logs.length,
    findings: broken.length,
    notChecked: collector.open.notChecked,
    detail: unread !== undefined && "detail" in unread ? unread.detail : undefined,
  });
}

/** What the key of a digest of the trail says; undefined for every other object. */
function ownKey({ account, bucket, key }: CreatedObject, environment: Environment): DigestKey | undefined {
  const { bucketOwner, homeRegion, location, trail } = environment;
  const parsed = parseDigestKey(key);
  return bucket === location.bucket &&
    account === bucketOwner &&
    parsed?.trail === trail &&
    parsed.homeRegion === homeRegion &&
    parsed.prefix === location.prefix &&
    parsed.organizationId === location.organizationId
    ? parsed
    : undefined;
}
