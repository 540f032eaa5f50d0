import type { Configuration } from "../schema";
import { isScannedIn } from "../../aws/inspector-regions";
import type { Inspector } from "./settings";
import { cisTargetsOf, slugsOf } from "./targets";

/** Amazon Inspector, and what it scans in each governed region. */
export function inspectorOf(configuration: Configuration): Inspector | undefined {
  const { inspector, regions } = configuration;
  if (inspector === undefined) {
    return undefined;
  }
  const { delegated, newAccounts = delegated === "new" ? "enroll" : "leave", scans } = inspector;
  const scansIn = [...regions]
    .sort()
    .map((region) => [region, scans.filter((scan) => isScannedIn(scan, region))] as const)
    .filter(([, found]) => found.length > 0);
  return {
    ...inspector,
    newAccounts,
    associated: slugsOf(configuration, inspector.associated),
    scansIn: new Map(scansIn),
    cisTargets: cisTargetsOf(configuration),
  };
}
