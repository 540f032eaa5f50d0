import { ChainReporter } from "./chain-reporter";
import type { DigestKey } from "./keys";
import type { ObjectAddress } from "./location";
import { LogChecks } from "./log-checks";
import { Running } from "./running";
import { Survivors } from "./survivors";
import { hourBefore } from "./times";
import { verifyDigest } from "./verify-digest";
import type { DigestOutcome } from "./verify-digest";
import type { WalkContext } from "./walk-context";

/**
 * Verifies one digest and its log files, whatever is before and after it: what is reported is never that something is missing
 * besides log files that the digest lists.
 */
export async function verifyHour(
  address: ObjectAddress,
  key: DigestKey,
  context: Pick<WalkContext, "journal" | "keys" | "logSlots" | "signal" | "sink" | "store">,
): Promise<DigestOutcome> {
  const { accountId, isBackfill, region, trail } = key;
  const { keys, sink, store } = context;
  const role = isBackfill ? "backfill-digest" : "digest";
  const reporter = new ChainReporter({ accountId, region, trail }, sink);
  const running = new Running();
  const survivors = new Survivors(store, keys);
  const outcome = await verifyDigest(await store.get(address), address, key, keys);
  const { digest, verdict } = outcome;
  if (digest !== undefined) {
    reporter.seen(role, verdict);
    const interval = { from: digest.start, to: digest.end };
    await new LogChecks({ ...context, interval }, reporter, running, survivors).begin(digest, undefined);
    await running.all();
  } else if (outcome.verdict.outcome === "not-checked" || outcome.verdict.kind !== "absent") {
    reporter.seen(role, outcome.verdict);
    const survivor = outcome.verdict.outcome === "failed" ? await survivors.findDigest(address, key) : undefined;
    reporter.object(role, address, hourBefore(key.end), outcome.verdict, survivor);
  }
  return outcome;
}
