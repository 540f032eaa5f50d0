import type { Construct } from "constructs";
import type { Account, LandingZone } from "../config/landing-zone";
import { ConfigRecorder } from "../modules/config/config-recorder";
import { ConfigServiceLinkedRole } from "../modules/config/config-service-linked-role";
import { LandingZoneStack } from "./landing-zone-stack";
import type { LogArchiveStack } from "./log-archive-stack";
import type { OrganizationStack } from "./organization-stack";

/** What every account has in every region: AWS Config, recording and delivering to the archive. */
export class BaselineStack extends LandingZoneStack {
  constructor(
    scope: Construct,
    landingZone: LandingZone,
    account: Account,
    organization: OrganizationStack,
    logArchive: LogArchiveStack,
  ) {
    super(scope, `baseline-${account.key}`, landingZone, organization.account(account));
    // The bucket's name is known, but AWS checks that Config may write there.
    this.addDependency(logArchive);
    const { homeRegion, names, regions } = landingZone;

    const configRole = new ConfigServiceLinkedRole(this, "config-role", {
      place: this.home,
      presence: account.configServiceLinkedRole,
    });
    for (const region of regions) {
      new ConfigRecorder(this, `config-${region}`, {
        place: this.in(region),
        roleArn: configRole.arn,
        bucketName: names.configBucket,
        globalResourceTypes: region === homeRegion ? "record" : "ignore",
        dependsOn: configRole.dependables,
      });
    }
  }
}
