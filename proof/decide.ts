import { evaluate } from "./evaluate";
import type { Applicable, Decider, Decision, Request } from "./evaluate";
import type { LockMode } from "./policies";

/**
 * Policies first; where they allow it, Object Lock has the last word.
 *
 * @param bypass what decides about passing over a lock in governance mode
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export async function decide(
  request: Request,
  policies: Applicable,
  lock: LockMode | undefined,
  bypass: Applicable = policies,
): Promise<Decision> {
  const decision = await evaluate(request, policies);
  if (!decision.allowed || lock === undefined) {
    return decision;
  }
  const lockedBy: Decider = { layer: "Object Lock", sid: `${lock} mode` };
  if (lock === "compliance") {
    return { allowed: false, by: [lockedBy] };
  }
  const passed = await evaluate({ ...request, action: "s3:BypassGovernanceRetention" }, bypass);
  return passed.allowed ? decision : { allowed: false, by: [lockedBy, ...passed.by] };
}
