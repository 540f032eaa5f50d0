import type { Construct } from "constructs";
import type { Inspector } from "../config/inspector/settings";
import type { LandingZone } from "../config/landing-zone";
import type { AlertingStack } from "./alerting-stack";
import type { FindingArchiveStack } from "./finding-archive-stack";
import { addInspectorFindings } from "./inspector-findings";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

export interface InspectorDependencies {
  readonly organization: OrganizationStack;
  readonly alerting: AlertingStack;
  readonly findingArchive: FindingArchiveStack;
}

/** Amazon Inspector of the whole organization, which the audit account administers. */
export class InspectorStack extends LandingZoneStack {
  constructor(
    scope: Construct,
    landingZone: LandingZone,
    { alerting, findingArchive, organization }: InspectorDependencies,
    inspector: Inspector,
  ) {
    super(scope, "inspector", landingZone, organization.account(landingZone.audit), { everyRegion: true });
    this.addDependency(organization);
    this.addDependency(alerting);
    this.addDependency(findingArchive);
    addInspectorFindings(this, {
      landingZone,
      inspector,
      home: this.home,
      environments: this.environments.filter(({ region }) => inspector.scansIn.has(region)),
      archive: findingArchive,
    });
  }

  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    dependencies: Omit<InspectorDependencies, "findingArchive"> & { readonly findingArchive?: FindingArchiveStack },
  ): InspectorStack | undefined {
    const { inspector } = landingZone;
    const { findingArchive } = dependencies;
    return inspector && findingArchive
      ? new InspectorStack(scope, landingZone, { ...dependencies, findingArchive }, inspector)
      : undefined;
  }
}
