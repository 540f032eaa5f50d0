import type { Construct } from "constructs";
import type { Inspector } from "../config/inspector/settings";
import type { LandingZone } from "../config/landing-zone";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

/** Amazon Inspector of the whole organization, which the audit account administers. */
export class InspectorStack extends LandingZoneStack {
  constructor(scope: Construct, landingZone: LandingZone, organization: OrganizationStack, _inspector: Inspector) {
    super(scope, "inspector", landingZone, organization.account(landingZone.audit), { everyRegion: true });
    this.addDependency(organization);
  }

  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
  ): InspectorStack | undefined {
    const { inspector } = landingZone;
    return inspector && new InspectorStack(scope, landingZone, organization, inspector);
  }
}
