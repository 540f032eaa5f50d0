import type { Construct } from "constructs";
import type { Inspector } from "../config/inspector/settings";
import type { LandingZone } from "../config/landing-zone";
import type { AlertingStack } from "./alerting-stack";
import { addInspectorTargets } from "./inspector-targets";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

export interface InspectorDependencies {
  readonly organization: OrganizationStack;
  readonly alerting: AlertingStack;
}

/** Amazon Inspector of the whole organization, which the audit account administers. */
export class InspectorStack extends LandingZoneStack {
  constructor(
    scope: Construct,
    landingZone: LandingZone,
    { alerting, organization }: InspectorDependencies,
    inspector: Inspector,
  ) {
    super(scope, "inspector", landingZone, organization.account(landingZone.audit), { everyRegion: true });
    this.addDependency(organization);
    this.addDependency(alerting);
    addInspectorTargets(this, {
      landingZone,
      inspector,
      home: this.home,
      environments: this.environments,
      accountIdOf: (slug) => organization.account({ slug }).accountId,
    });
  }

  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    dependencies: InspectorDependencies,
  ): InspectorStack | undefined {
    const { inspector } = landingZone;
    return inspector && new InspectorStack(scope, landingZone, dependencies, inspector);
  }
}
