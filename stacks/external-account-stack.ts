import type { Construct } from "constructs";
import type { ExternalAccount } from "../config/aws-config/settings";
import type { LandingZone } from "../config/landing-zone";
import { AggregateAuthorization } from "../modules/config/aggregate-authorization";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

/** An account outside of the organization that lets the audit account see its AWS Config data. */
export class ExternalAccountStack extends LandingZoneStack {
  constructor(
    scope: Construct,
    landingZone: LandingZone,
    { id, role }: Required<ExternalAccount>,
    organization: OrganizationStack,
  ) {
    const slug = `external-${id}`;
    super(scope, slug, landingZone, { slug, accountId: id }, { everyRegion: true, roleName: role });
    const { audit, homeRegion } = landingZone;
    for (const environment of this.environments) {
      new AggregateAuthorization(this, `authorization-${environment.region}`, {
        environment,
        aggregatorAccountId: organization.account(audit).accountId,
        aggregatorRegion: homeRegion,
      });
    }
  }

  /** One for each external account with a role that Terraform may assume. */
  static all(scope: Construct, landingZone: LandingZone, organization: OrganizationStack): ExternalAccountStack[] {
    return landingZone.config.externalAccounts.flatMap(({ id, role }) =>
      role === undefined ? [] : [new ExternalAccountStack(scope, landingZone, { id, role }, organization)],
    );
  }
}
