import type { Construct } from "constructs";
import type { Inspector } from "../config/inspector/settings";
import type { LandingZone } from "../config/landing-zone";
import { enrolAccounts } from "./inspector-enrolment";
import { addSuppressions } from "./inspector-suppressions";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

/** Amazon Inspector of the whole organization, which the audit account administers. */
export class InspectorStack extends LandingZoneStack {
  constructor(scope: Construct, landingZone: LandingZone, organization: OrganizationStack, inspector: Inspector) {
    super(scope, "inspector", landingZone, organization.account(landingZone.audit), { everyRegion: true });
    // Only the delegated administrator may enroll accounts, and suppress their findings.
    this.addDependency(organization);
    const { accounts, audit, name } = landingZone;
    const environmentIn = (region: string) => this.in(region);

    enrolAccounts(this, {
      inspector,
      environmentIn,
      members: accounts.filter(({ slug }) => slug !== audit.slug).map((account) => organization.account(account)),
    });
    addSuppressions(this, { name, inspector, environmentIn });
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
