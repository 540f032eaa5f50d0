import { z } from "zod";
import type { ReviewReport, Unit } from "./report";
import { RULES } from "./rules";

const count = z.int().min(0);
const text = z.string();
const counts = z
  .strictObject({
    add: count,
    change: count,
    destroy: count,
    imported: count,
    moved: count,
    forgotten: count,
    outputs: count,
    drifted: count,
  })
  .describe("a resource that is replaced counts in add and in destroy");
const places = z
  .array(
    z.strictObject({
      stack: text,
      account: text.describe("name or id; what the stack is called where neither is known"),
      region: text.optional(),
      address: text,
      constructPath: text.optional(),
      source: text.optional().describe("file:line"),
    }),
  )
  .min(1);
const part = z.strictObject({
  part: z.enum(["principals", "notPrincipals", "actions", "notActions", "resources", "notResources", "conditions"]),
  added: z.array(text),
  removed: z.array(text),
  widens: z.boolean(),
});
const statement = z.strictObject({
  change: z.enum(["added", "removed", "changed"]),
  sid: text,
  effect: text,
  effectBefore: text.optional(),
  widens: z.boolean().describe("whether it may let in more than before"),
  parts: z.array(part),
});
const change = z.strictObject({
  action: z.enum([
    "nothing",
    "read",
    "create",
    "update",
    "delete",
    "replace",
    "forget",
    "replaceForgetting",
    "import",
    "move",
    "unknown",
  ]),
  type: text,
  previousAddress: text.optional(),
  importId: text.optional(),
  reason: text.optional(),
  because: z.array(text).describe("arguments that force a replacement"),
  attributes: z
    .array(
      z.strictObject({
        path: text,
        before: text.optional().describe("JSON, (sensitive value); cut where it is long"),
        after: text.optional().describe("JSON, (sensitive value) or (known after apply); cut where it is long"),
        policy: z.array(statement).optional(),
      }),
    )
    .describe("of the first of the places"),
  more: count.describe("arguments that were left out"),
  places,
});
const unit: z.ZodType<Unit> = z.lazy(() =>
  z.strictObject({ name: text, units: z.array(unit), accounts: z.array(text) }),
);

/** What `review --json` and `diff --json` print. */
const REPORT = z.strictObject({
  version: z.literal(1),
  source: z.enum(["plans", "configurations"]),
  base: text.optional(),
  verdict: z.enum(["dangers", "acknowledged", "changes", "nothing"]),
  exitCode: z.union([z.literal(0), z.literal(3)]),
  counts,
  dangerCounts: z.strictObject({ critical: count, high: count, medium: count }),
  acknowledgedCount: count,
  dangers: z.array(
    z.strictObject({
      rule: z.enum(RULES.map(({ id }) => id)),
      severity: z.enum(["critical", "high", "medium"]),
      title: text,
      why: text,
      instead: text,
      details: z.array(text),
      type: text,
      acknowledged: z.strictObject({ reason: text, expires: text }).optional(),
      places,
    }),
  ),
  stacks: z.array(
    z.strictObject({
      stack: text,
      account: text,
      accountId: text.optional(),
      file: text.optional(),
      counts,
      dangers: count,
      isChanged: z.boolean(),
    }),
  ),
  unplanned: z
    .strictObject({
      failed: z.array(text),
      waiting: z.array(z.strictObject({ stack: text, waitsFor: z.array(text) })),
      skipped: z.array(text).describe("as they were applied last; not checked for drift"),
    })
    .optional(),
  changes: z.array(change),
  drift: z.array(change),
  unused: z.array(text),
  notes: z.array(text),
  organization: unit.optional(),
});

/** A report that was read from JSON. @throws z.ZodError */
export function parseReport(json: unknown): ReviewReport {
  return REPORT.parse(json) as unknown as ReviewReport;
}

/** Its JSON Schema, docs/review.schema.json. */
export function reviewJsonSchema(): object {
  return z.toJSONSchema(REPORT);
}
