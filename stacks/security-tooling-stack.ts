import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { OrganizationAnalyzer } from "../modules/accessanalyzer/organization-analyzer";
import { ExternalAggregator } from "../modules/config/external-aggregator";
import { OrganizationAggregator } from "../modules/config/organization-aggregator";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

/** The audit account's tools, which see every account of the organization. */
export class SecurityToolingStack extends LandingZoneStack {
  constructor(scope: Construct, landingZone: LandingZone, organization: OrganizationStack) {
    super(scope, "security-tooling", landingZone, organization.account(landingZone.audit), { everyRegion: true });
    // Only a delegated administrator may aggregate and analyze the organization.
    this.addDependency(organization);
    const { baseline, names } = landingZone;

    new OrganizationAggregator(this, "aggregator", {
      environment: this.home,
      aggregatorName: names.configAggregator,
      roleName: names.configAggregatorRole,
    });
    this.addExternalAggregator();
    if (baseline.accessAnalyzer) {
      for (const environment of this.environments) {
        new OrganizationAnalyzer(this, `access-analyzer-${environment.region}`, {
          environment,
          analyzerName: names.accessAnalyzer,
        });
      }
    }
  }

  private addExternalAggregator(): void {
    const { config, homeRegion, names } = this.landingZone;
    if (config.externalAccounts.length === 0) {
      return;
    }
    new ExternalAggregator(this, "external-aggregator", {
      environment: this.home,
      aggregatorName: names.externalAggregator,
      accountIds: config.externalAccounts.map(({ id }) => id),
    });
    const unreachable = config.externalAccounts.filter(({ role }) => role === undefined);
    if (unreachable.length > 0) {
      new TerraformOutput(this, "authorize_aggregator", {
        description: `To be run, in every governed region, by ${unreachable.map(({ id }) => id).join(", ")}`,
        value:
          "aws configservice put-aggregation-authorization " +
          `--authorized-account-id ${this.home.accountId} --authorized-aws-region ${homeRegion} --region <region>`,
      });
    }
  }
}
