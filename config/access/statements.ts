import type { AccessInput } from "./function";
import type { JobFunctionKey } from "./keys";
import { CATALOG } from "./functions";
import type { AccessFunction } from "./settings";
import type { AccessStatement } from "./statement";

/** What is known of a role only where it is made. */
export type AccessContext = Pick<AccessInput, "accountId" | "here" | "landingZone" | "organizationId">;

/** All that a function's own policies say in an account, besides AWS's managed policies; of the catalog or one's own. */
export function statementsOf(job: AccessFunction, context: AccessContext): readonly AccessStatement[] {
  return job.own ?? CATALOG[job.key as JobFunctionKey].statements({ ...context, settings: job.settings });
}
