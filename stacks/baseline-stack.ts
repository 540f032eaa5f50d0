import type { Construct } from "constructs";
import type { Account, LandingZone } from "../config/landing-zone";
import { ConfigRecorder } from "../modules/config/config-recorder";
import { ConfigServiceLinkedRole } from "../modules/config/config-service-linked-role";
import { MfaDeleteRule } from "../modules/config/mfa-delete-rule";
import { BreakGlassRole } from "../modules/iam/break-glass-role";
import { LandingZoneStack } from "./landing-zone-stack";
import type { LogArchiveStack } from "./log-archive-stack";
import type { OrganizationStack } from "./organization-stack";

/** What every account has: AWS Config in every region, recording and delivering to the archive; a role for emergencies. */
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
    const { archive, breakGlass, homeRegion, logArchive: archiveAccount, names, regions } = landingZone;

    const configRole = new ConfigServiceLinkedRole(this, "config-role", {
      place: this.home,
      presence: account.configServiceLinkedRole,
    });
    const recorders = new Map(
      regions.map((region) => [
        region,
        new ConfigRecorder(this, `config-${region}`, {
          place: this.in(region),
          roleArn: configRole.arn,
          bucketName: names.configBucket,
          globalResourceTypes: region === homeRegion ? "record" : "ignore",
          dependsOn: configRole.dependables,
        }),
      ]),
    );
    const recorder = recorders.get(homeRegion)?.recording;
    if (archive.mfaDelete && account.key === archiveAccount.key && recorder !== undefined) {
      new MfaDeleteRule(this, "mfa-delete", {
        place: this.home,
        ruleName: names.mfaDeleteRule,
        bucketName: names.trailBucket,
        recorder,
      });
    }

    if (breakGlass.create) {
      new BreakGlassRole(this, "break-glass", {
        place: this.home,
        roleName: breakGlass.role,
        trustedPrincipals: breakGlass.trustedPrincipals,
      });
    }
  }
}
