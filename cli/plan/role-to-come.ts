import type { LandingZone } from "../../config/landing-zone";
import type { PlannedStack } from "../../terraform/plan-stacks";
import type { States } from "../../terraform/states";

/** What the provider says first, and then the ARN of the role. */
const NO_ROLE = "Cannot assume IAM Role";

/** The stack that makes the roles of an account's functions. */
const accessOf = (account: string): string => `access-${account}`;

/**
 * What was planned with a role, where stacks that could not be, as their account is yet to get that role, wait for the stack that makes
 * it: a new account is no reason why nothing of the others is reviewed. That stack waits as well, for somebody who may assume the role
 * that deploys.
 *
 * @param role name of the role that they were planned with
 */
export async function waitingForRole(
  planned: readonly PlannedStack[],
  { landingZone, role, states }: { readonly landingZone: LandingZone; readonly role: string; readonly states: States },
): Promise<PlannedStack[]> {
  const made = landingZone.access?.functions.filter((job) => job.create && job.role === role) ?? [];
  const isToCome = async ({ account, outcome }: PlannedStack): Promise<boolean> =>
    outcome.kind === "failed" &&
    made.some(({ accounts }) => accounts.includes(account)) &&
    outcome.problems.some((problem) => problem.includes(NO_ROLE) && problem.includes(`:role/${role})`)) &&
    (await isWithoutState(states, accessOf(account)));
  return await Promise.all(
    planned.map(async (stack) =>
      (await isToCome(stack))
        ? { ...stack, outcome: { kind: "waiting", waitsFor: [accessOf(stack.account)] } as const }
        : stack,
    ),
  );
}

async function isWithoutState(states: States, stack: string): Promise<boolean> {
  try {
    return (await states.head(stack)) === undefined;
  } catch {
    // What could not be planned stays so.
    return false;
  }
}
