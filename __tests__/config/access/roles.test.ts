import { grantsOf } from "../../../config/access/effects";
import { accountsOfFunction, hasRole } from "../../../config/access/roles";
import { existingLandingZone, synthesizeLandingZone } from "../../support/landing-zones";

const CENTER = "  identityCenter: { region: eu-west-1, groups: { logReader: Readers } }";
const GITHUB = "  ci: { github: { owner: acme, repository: zone } }";
const landingZoneOf = (...access: string[]) =>
  existingLandingZone(
    '  workloads: [{ name: gone, id: "444444444444", email: gone@example.com, organizationalUnit: Security, leaving: true }]',
    "deployment: { managementRole: Deployment }",
    "access:",
    ...access,
    "  people: [{ name: alice, functions: [logReader, reviewer] }]",
  );

describe("the roles of functions", () => {
  it.each([
    ["users", ["  through: [users]"]],
    ["Identity Center", ["  through: [identity-center]", CENTER]],
    ["Identity Center and a pipeline", ["  through: [identity-center]", CENTER, GITHUB]],
  ])("are those that are synthesized with %s", (_, lines) => {
    const landingZone = landingZoneOf(...lines);
    const { access, management } = landingZone;
    const { stacks } = synthesizeLandingZone(landingZone);
    const made = Object.entries(stacks)
      .filter(([id]) => id.startsWith("access-"))
      .flatMap(([id, stack]) => stack.resources("aws_iam_role").map(({ name }) => `${id} ${String(name)}`));
    const said = (access?.functions ?? []).flatMap((job) =>
      accountsOfFunction(job, landingZone)
        .filter((account) => access !== undefined && job.create && hasRole(job, account, { access, management }))
        .map((account) => `access-${account} ${job.role}`),
    );
    expect(said.sort()).toEqual(made.sort());
  });

  it("are not said of accounts that are about to leave, nor where permission sets are all there is", () => {
    const grants = grantsOf(landingZoneOf("  through: [identity-center]", CENTER));
    expect(grants.map(({ account }) => account)).not.toContain("gone");
    expect(grants.find(({ job }) => job === "logReader")).toMatchObject({
      role: undefined,
      group: undefined,
      permissionSet: { name: "small-log-reader", group: "Readers" },
    });
  });
});
