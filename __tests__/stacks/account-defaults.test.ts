import { addAccountDefaults } from "../../stacks/account-defaults";
import { dangersOf } from "../../review/dangers";
import { change } from "../cli/plan/support";
import { landingZoneOf, readExample } from "../support/examples";
import { synthesizeModule } from "../support/terraform";

describe("the settings of an account", () => {
  // Terraform leaves the group as it is, stripped, when it forgets it.
  const KEPT = ["aws_default_security_group"];

  it("are all known to plan as settings that go back to AWS's defaults when they are destroyed", () => {
    const landingZone = landingZoneOf(readExample("baseline"));
    const { json } = synthesizeModule((stack, environment) => {
      addAccountDefaults(stack, landingZone, [environment]);
    });
    const types = Object.keys(json.resource ?? {}).filter((type) => !KEPT.includes(type));
    expect(types.length).toBeGreaterThan(4);
    for (const type of types) {
      expect(dangersOf(change(`${type}.any`, ["delete"]), () => undefined)).toMatchObject([{ kind: "settingReset" }]);
    }
  });
});
