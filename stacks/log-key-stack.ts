import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { LogKey } from "../modules/kms/log-key";
import { LandingZoneStack } from "./landing-zone-stack";
import { logKeyProps } from "./log-key-props";
import type { OrganizationStack } from "./organization-stack";

/** The key of the logs in another account than the logs: two parties have to collude to make them unreadable. */
export class LogKeyStack extends LandingZoneStack {
  readonly logKeyArn: string;

  private constructor(scope: Construct, landingZone: LandingZone, organization: OrganizationStack) {
    super(scope, "log-key", landingZone, organization.account({ slug: landingZone.archive.logKeyAccount }));
    this.addDependency(organization);
    const key = new LogKey(this, "log-key", logKeyProps(this.home, landingZone, organization));
    this.logKeyArn = key.keyArn;
  }

  /** The stack, unless the key is in the log archive itself. */
  static ifElsewhere(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
  ): LogKeyStack | undefined {
    const { archive, logArchive } = landingZone;
    return archive.logKeyAccount === logArchive.slug ? undefined : new LogKeyStack(scope, landingZone, organization);
  }
}
