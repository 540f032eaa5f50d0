import type { Construct } from "constructs";
import type { Account, LandingZone } from "../config/landing-zone";
import { ConfigRecorder } from "../modules/config/config-recorder";
import { ConfigServiceLinkedRole } from "../modules/config/config-service-linked-role";
import { MfaDeleteRule } from "../modules/config/mfa-delete-rule";
import { BreakGlassRole } from "../modules/iam/break-glass-role";
import { EventForwarderRole } from "../modules/events/event-forwarder-role";
import { EventForwarding } from "../modules/events/event-forwarding";
import type { AlertingStack } from "./alerting-stack";
import { forwardedEvents } from "./event-forwarding";
import { watchHosts } from "./hosts";
import { LandingZoneStack } from "./landing-zone-stack";
import type { LogArchiveStack } from "./log-archive-stack";
import type { OrganizationStack } from "./organization-stack";

export interface BaselineNeighbours {
  readonly organization: OrganizationStack;
  readonly logArchive: LogArchiveStack;
  readonly alerting: AlertingStack;
}

/**
 * What every account has: AWS Config in every region, recording and delivering to the archive; rules that hand security
 * events on to the audit account; a role for emergencies.
 */
export class BaselineStack extends LandingZoneStack {
  constructor(
    scope: Construct,
    landingZone: LandingZone,
    account: Account,
    { alerting, logArchive, organization }: BaselineNeighbours,
  ) {
    super(scope, `baseline-${account.key}`, landingZone, organization.account(account));
    // The bucket's name is known, but AWS checks that Config may write there.
    this.addDependency(logArchive);
    // Events that are handed on before the bus lets them in are lost.
    this.addDependency(alerting);
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

    this.forwardEvents(alerting.securityBusArn);
    const others = regions.filter((region) => region !== homeRegion).map((region) => this.in(region));
    watchHosts(this, landingZone, [this.home, ...others]);
    if (breakGlass.create) {
      new BreakGlassRole(this, "break-glass", {
        place: this.home,
        roleName: breakGlass.role,
        trustedPrincipals: breakGlass.trustedPrincipals,
      });
    }
  }
  private forwardEvents(busArn: string): void {
    const { landingZone } = this;
    const forwarded = forwardedEvents(landingZone);
    if (forwarded.length === 0) {
      return;
    }
    const { forwardingRole, forwardingRule } = landingZone.names;
    const role = new EventForwarderRole(this, "event-forwarder", {
      place: this.home,
      roleName: forwardingRole,
      busArn,
    });
    for (const { pattern, region } of forwarded) {
      new EventForwarding(this, `security-events-${region}`, {
        place: this.in(region),
        ruleName: forwardingRule,
        eventPattern: pattern,
        description: "Hands security events on to the audit account",
        busArn,
        roleArn: role.arn,
      });
    }
  }
}
