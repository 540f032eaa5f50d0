import type { Construct } from "constructs";
import type { Inspector } from "../config/inspector/settings";
import type { LandingZone } from "../config/landing-zone";
import type { AlertingStack } from "./alerting-stack";
import type { FindingArchiveStack } from "./finding-archive-stack";
import { enrolAccounts } from "./inspector-enrolment";
import { addInspectorFindings } from "./inspector-findings";
import { addSuppressions } from "./inspector-suppressions";
import { addInspectorTargets } from "./inspector-targets";
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
    // Only the delegated administrator may enroll accounts, and suppress their findings.
    this.addDependency(organization);
    this.addDependency(alerting);
    this.addDependency(findingArchive);
    const { accounts, audit, name } = landingZone;
    const environmentIn = (region: string) => this.in(region);

    const enrolment = enrolAccounts(this, {
      inspector,
      environmentIn,
      members: accounts.filter(({ slug }) => slug !== audit.slug).map((account) => organization.account(account)),
    });
    addSuppressions(this, { name, inspector, environmentIn });
    addInspectorFindings(this, {
      landingZone,
      inspector,
      home: this.home,
      environments: this.environments.filter(({ region }) => inspector.scansIn.has(region)),
      archive: findingArchive,
    });
    addInspectorTargets(this, {
      landingZone,
      inspector,
      enrolment,
      kmsKeyArn: findingArchive.kmsKeyArn,
      home: this.home,
      environments: this.environments,
      accountIdOf: (slug) => organization.account({ slug }).accountId,
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
