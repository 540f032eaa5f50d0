import { roles } from "../../../cli/check/roles";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, fakeClients, refusal, whats } from "./fakes";

const landingZone = existingLandingZone();

describe("the check of roles", () => {
  it("finds nothing where the role for emergencies is, and fails where AWS says no", async () => {
    expect(await whats(roles, environmentOf(landingZone), {})).toEqual([]);
    await expect(whats(roles, environmentOf(landingZone), { GetRole: refusal("AccessDenied") })).rejects.toThrow(
      "refused",
    );
  });

  it.each([
    ["breakGlass: { create: true }", "audit" as const, "Deploy baseline-audit."],
    ["breakGlass: { create: false, role: emergency }", "audit" as const, "before the stack organization is deployed"],
    ["baseline: { deployment: stacksets }", "audit" as const, "Deploy baseline-stack-sets."],
    ["baseline: { deployment: stacksets }", "management" as const, "Deploy baseline-management."],
  ])("says how it comes: %s, %s", async (line, slug, advice) => {
    const environment = environmentOf(existingLandingZone(line), slug);
    const [missing] = await roles.run(environment, fakeClients({ GetRole: refusal("NoSuchEntityException") }));
    expect(missing?.what).toBe(`there is no role ${environment.landingZone.breakGlass.role} for emergencies`);
    expect(missing?.advice).toContain(advice);
  });
});
