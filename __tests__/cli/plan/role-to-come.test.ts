import { waitingForRole } from "../../../cli/plan/role-to-come";
import type { States } from "../../../terraform/states";
import { existingLandingZone } from "../../support/landing-zones";

const ROLE = "small-reviewer";
const landingZone = existingLandingZone(
  "deployment: { managementRole: Deployment }",
  "access: { ci: { github: { owner: example-org, repository: landing-zone } } }",
);
// As hashicorp/aws says it.
const PROBLEM = `Cannot assume IAM Role\n  IAM Role (arn:aws:iam::333333333333:role/${ROLE}) cannot be assumed.`;
const failed = (stack: string, account: string, ...problems: string[]) => ({
  stack,
  account,
  outcome: { kind: "failed" as const, problems },
});
const statesOf = (...stacks: string[]) =>
  ({
    head: (stack: string) => Promise.resolve(stacks.includes(stack) ? { serial: 1, lineage: "one" } : undefined),
  }) as unknown as States;

async function outcome(stack: ReturnType<typeof failed>, states: States, role = ROLE) {
  const [found] = await waitingForRole([stack], { landingZone, role, states });
  return found?.outcome;
}

describe("waitingForRole", () => {
  const baseline = failed("baseline-audit", "audit", PROBLEM);
  const access = failed("access-audit", "audit", PROBLEM);

  it("has stacks of an account wait that is yet to get the role, that which makes it too", async () => {
    const waiting = { kind: "waiting", waitsFor: ["access-audit"] };
    expect(await outcome(baseline, statesOf("organization"))).toEqual(waiting);
    expect(await outcome(access, statesOf("organization"))).toEqual(waiting);
  });

  it.each([
    ["of an account that had the role", baseline, statesOf("access-audit"), ROLE],
    ["with a role that no stack makes", baseline, statesOf(), "other"],
    ["that failed otherwise", failed("baseline-audit", "audit", "Error: no such region"), statesOf(), ROLE],
    ["that lacks another role", failed("log-archive", "audit", PROBLEM.replace(ROLE, "other")), statesOf(), ROLE],
    [
      "of which nothing is known",
      baseline,
      { head: () => Promise.reject(new Error("denied")) } as unknown as States,
      ROLE,
    ],
  ])("leaves a stack as it is %s", async (_what, stack, states, role) => {
    expect(await outcome(stack, states, role)).toEqual(stack.outcome);
  });
});
