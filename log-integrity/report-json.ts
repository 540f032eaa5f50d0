import { z } from "zod";
import { HOUR_STATES } from "./timeline";
import type { Report } from "./report";
import { FAILURES, NOT_CHECKED } from "./verdicts";
import type { FailureKind, NotCheckedReason } from "./verdicts";

const time = z.iso.datetime().describe("UTC");
const count = z.int().min(0);
const counts = z.strictObject({ verified: count, failed: count, "not-checked": count });
const hours = z.strictObject(Object.fromEntries(HOUR_STATES.map((state) => [state, count])));
const span = { from: time, to: time };
const chain = { accountId: z.string(), region: z.string(), trail: z.string() };
const survivor = z
  .strictObject({ versionId: z.string(), modified: time.optional() })
  .describe("the newest version that is what CloudTrail delivered");
const object = z.enum(["digest", "backfill-digest", "log"]);
const acknowledged = z.string().optional().describe("the reason by which it does not count");
const kind = z.enum(Object.keys(FAILURES) as [FailureKind, ...FailureKind[]]);
const reason = z.enum(Object.keys(NOT_CHECKED) as [NotCheckedReason, ...NotCheckedReason[]]);

/** The report of `verify-logs --json`. */
export const REPORT = z
  .strictObject({
    version: z.literal(1),
    trailArn: z.string(),
    interval: z.strictObject(span),
    began: time,
    ended: time,
    exitCode: z.int().min(0).max(2),
    objects: z.strictObject({ digest: counts, "backfill-digest": counts, log: counts }),
    hours,
    notes: z.array(z.string()).describe("what could not be looked up"),
    chains: z.array(
      z.strictObject({
        ...chain,
        hours,
        spans: z.array(z.strictObject({ ...span, state: z.enum(HOUR_STATES), hours: count })),
      }),
    ),
    findings: z.array(
      z.discriminatedUnion("type", [
        z.strictObject({
          type: z.literal("integrity"),
          ...chain,
          ...span,
          bucket: z.string(),
          key: z.string(),
          object,
          kind,
          detail: z.string().optional(),
          survivor: survivor.optional(),
          acknowledged,
        }),
        z.strictObject({
          type: z.literal("missing"),
          ...chain,
          ...span,
          hours: count,
          isWholeChain: z.boolean(),
          digests: z.array(z.strictObject({ bucket: z.string(), key: z.string(), survivor: survivor.optional() })),
          logs: count,
          acknowledged,
        }),
        z.strictObject({
          type: z.literal("unprotected"),
          ...chain,
          ...span,
          hours: count,
          detail: z.string(),
          logs: count,
          firstLogs: z.array(z.string()),
          acknowledged,
        }),
        z.strictObject({
          type: z.literal("not-checked"),
          ...chain,
          ...span,
          reason,
          object: z.enum(["digest", "backfill-digest", "log", "hours", "accounts"]),
          bucket: z.string().optional(),
          key: z.string().optional(),
          detail: z.string().optional(),
          acknowledged,
        }),
      ]),
    ),
    findingsLeftOut: count.describe("findings that there was no room for"),
  })
  .describe("Report of landing-zone verify-logs");

export function reportJsonSchema(): object {
  return z.toJSONSchema(REPORT);
}

/** A report with its times as text. */
export function reportJson(report: Report, notes: readonly string[]): object {
  return { version: 1, notes, ...(withTimes(report) as object) };
}

const TIMES: readonly string[] = ["began", "ended", "from", "modified", "to"];

function withTimes(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withTimes);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([name, part]) => [
          name,
          typeof part === "number" && TIMES.includes(name) ? new Date(part).toISOString() : withTimes(part),
        ]),
      )
    : value;
}
