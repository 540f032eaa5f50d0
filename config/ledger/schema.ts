import { z } from "zod";
import type { State } from "../state/settings";

/** Of this file's form; another means another version of this program. */
export const LEDGER_VERSION = 1;

const gone = z
  .literal(true)
  .optional()
  .describe(
    "Whether the configuration does not have it any more. It stays in AWS, and its identifier is not given again.",
  );

const account = z.strictObject({
  name: z.string(),
  email: z.string(),
  id: z
    .string()
    .regex(/^[0-9]{12}$/, "twelve digits")
    .optional(),
  gone,
});

const organizationalUnit = z.strictObject({ path: z.string(), gone });

const resource = z.strictObject({
  /** Of its construct below its stack, which stays when account and region change. */
  path: z.string(),
  /** `log-archive/eu-west-1`: slug of the account and region of the provider. */
  in: z.string().regex(/^[^/]+\/[^/]+$/, "an account, a slash and a region"),
  gone,
  /** Whether the configuration has switched it off, so that it is destroyed; not, where it was gone before: it goes on in AWS. */
  off: z.literal(true).optional(),
  /** Whether it was gone and is back, so that Terraform has to import it. */
  returned: z.literal(true).optional(),
  /** Import id of what is back and cannot be found by its name, written by hand. */
  import: z.string().optional(),
});

/**
 * What a landing zone remembers of its earlier configurations, in a file beside the configuration that is committed and
 * reviewed with it: `landing-zone.lock.json` of `landing-zone.yaml`.
 */
export const ledgerSchema = z.strictObject({
  version: z.literal(LEDGER_VERSION),
  /** Those of the landing zone that it is of. */
  name: z.string(),
  homeRegion: z.string(),
  organization: z.string().nullable(),
  /** `local`, or bucket and prefix: `s3://bucket/prefix`. */
  state: z.string(),
  /** By slug, which their Terraform addresses and stacks are made from for good. */
  accounts: z.record(z.string(), account),
  organizationalUnits: z.record(z.string(), organizationalUnit),
  /** Whether the trail ever had advanced event selectors, which AWS replaces by others and by nothing else. */
  trailSelectors: z.literal("advanced").optional(),
  /** Services whose trusted access a part of some configuration needed: what that part made goes on needing it. */
  trustedServices: z.record(z.string(), z.literal("needed")),
  /** Guardrail policies by the identifiers of their constructs: names, and the Sids of their statements with blanks between. */
  policies: z.record(z.string(), z.strictObject({ name: z.string(), statements: z.string() })),
  /** Regions that stacks ever had providers in, separated by blanks. */
  regions: z.record(z.string(), z.string()),
  /** By stack and address: `log-archive/aws_s3_bucket.trail-bucket_8B61A0B2`. */
  resources: z.record(z.string(), resource),
});

export type Ledger = z.infer<typeof ledgerSchema>;
export type RecordedAccount = z.infer<typeof account>;
export type RecordedUnit = z.infer<typeof organizationalUnit>;
export type RecordedResource = z.infer<typeof resource>;

/** What a key of `resources` names: `log-archive/aws_s3_bucket.a` is of the stack `log-archive`. */
export function placedIn(key: string): { readonly stack: string; readonly address: string } {
  const slash = key.indexOf("/");
  return { stack: key.slice(0, slash), address: key.slice(slash + 1) };
}

/** The end of the address of what has moved to a place, such as `_log-archive_eu-west-1`. */
export function placeInAddress(place: string): string {
  return `_${place.replace(/[^A-Za-z0-9_-]/g, "_")}`;
}

/** Where the states are, in the ledger's words. */
export function stateText(state: State): string {
  return state.backend === "local" ? "local" : `s3://${state.bucket}/${state.prefix}`;
}
