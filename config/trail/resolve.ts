import type { DetectionInput } from "../detection/definition";
import type { Immutable } from "../immutable";
import type { Ledger } from "../ledger/schema";
import type { Configuration } from "../schema";
import type { Trail } from "./settings";

export function trailOf({ trail }: Pick<Configuration, "trail">, ledger: Ledger | undefined): Trail {
  return { ...trail, hadSelectors: ledger?.trailSelectors === "advanced" };
}

/** Whether data events or network activity are recorded besides management events. */
export function recordsMore({
  dataEvents,
  networkActivity,
}: Pick<Immutable<Configuration["trail"]>, "dataEvents" | "networkActivity">): boolean {
  return dataEvents.logBuckets !== "off" || dataEvents.selectors.length > 0 || networkActivity.length > 0;
}

/**
 * What the alarm on reads of logs has to know: ARNs of the roles that read logs as their work, and buckets that are none of logs,
 * whose reads the same trail records, and whose names begin like theirs. Nothing where reads of log buckets are not recorded.
 */
export function logReadsOf(
  { dataEvents }: Immutable<Configuration["trail"]>,
  name: string,
): Pick<DetectionInput, "logReaders" | "otherReadBuckets"> {
  if (dataEvents.logBuckets === "off") {
    return {};
  }
  const buckets = dataEvents.selectors
    .filter(({ events }) => events !== "write")
    .flatMap(({ resources }) => resources.map((arn) => /^arn:[^:]*:s3:::([^/]*)/.exec(arn)?.[1]))
    .filter((bucket) => bucket === "" || bucket?.startsWith(`${name}-`))
    .filter((bucket) => bucket !== undefined);
  return { logReaders: dataEvents.logReaders, otherReadBuckets: [...new Set(buckets)].sort() };
}
