import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { OrganizationAggregator } from "../modules/config/organization-aggregator";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

/** The audit account's tools, which see every account of the organization. */
export class SecurityToolingStack extends LandingZoneStack {
  constructor(scope: Construct, landingZone: LandingZone, organization: OrganizationStack) {
    super(scope, "security-tooling", landingZone, organization.account(landingZone.audit));
    // Only a delegated administrator may aggregate the organization.
    this.addDependency(organization);
    const { names } = landingZone;

    new OrganizationAggregator(this, "aggregator", {
      place: this.home,
      aggregatorName: names.configAggregator,
      roleName: names.configAggregatorRole,
    });
  }
}
