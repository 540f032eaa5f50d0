import type { Immutable } from "../immutable";
import type { Ledger } from "../ledger/schema";
import type { Configuration } from "../schema";
import type { Trail } from "./settings";

export function trailOf({ trail }: Pick<Configuration, "trail">, ledger: Ledger | undefined): Trail {
  return { ...trail, hadSelectors: ledger?.trailSelectors === "advanced" };
}

/** Whether data events or network activity are recorded besides management events. */
export function recordsMore({ dataEvents, networkActivity }: Immutable<Configuration["trail"]>): boolean {
  return dataEvents.logBuckets !== "off" || dataEvents.selectors.length > 0 || networkActivity.length > 0;
}

/** ARNs of the roles that read logs as their work; nothing where reads of log buckets are not recorded. */
export function logReadersOf({ dataEvents }: Immutable<Configuration["trail"]>): readonly string[] | undefined {
  return dataEvents.logBuckets === "off" ? undefined : dataEvents.logReaders;
}
