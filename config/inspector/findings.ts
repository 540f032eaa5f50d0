import type { Retention } from "../archive/settings";
import type { Inspector } from "./settings";

/** How long the bucket of findings keeps them: they are small and looked up, so that no storage is colder. */
export function findingRetention({ findings: { retentionDays } }: Pick<Inspector, "findings">): Retention {
  return { hotDays: retentionDays, archiveDays: retentionDays, totalDays: retentionDays };
}
