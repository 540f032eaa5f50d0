import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import type { Account } from "../config/accounts/settings";
import { EventForwarderRole } from "../modules/events/event-forwarder-role";
import { EventForwarding } from "../modules/events/event-forwarding";
import { BreakGlassRole } from "../modules/iam/break-glass-role";
import { breakGlassTrust } from "./break-glass-trust";
import { addAccountConfig } from "./account-config";
import { addAccountDefaults } from "./account-defaults";
import { addFlowLogs, flowLogsIn } from "./account-flow-logs";
import type { AlertingStack } from "./alerting-stack";
import { forwardedEvents } from "./event-forwarding";
import { addHostMonitoring } from "./hosts";
import { addClassicAssessments } from "./inspector-classic";
import { LandingZoneStack } from "./landing-zone-stack";
import type { LogArchiveStack } from "./log-archive-stack";
import type { OrganizationStack } from "./organization-stack";

export interface BaselineDependencies {
  readonly organization: OrganizationStack;
  readonly logArchive: LogArchiveStack;
  readonly alerting: AlertingStack;
}

/**
 * What every account has: AWS Config in every region, recording and delivering to the archive; safer settings; flow
 * logs of its VPCs; rules that forward security events to the audit account; a role for emergencies. An account that is
 * about to leave gets none of it, so that its next plan destroys what it had.
 */
export class BaselineStack extends LandingZoneStack {
  constructor(
    scope: Construct,
    landingZone: LandingZone,
    account: Account,
    { alerting, logArchive, organization }: BaselineDependencies,
  ) {
    super(scope, `baseline-${account.slug}`, landingZone, organization.account(account), { everyRegion: true });
    // The bucket's name is known, but AWS checks that Config may write there.
    this.addDependency(logArchive);
    // Events that are forwarded before the bus accepts them are lost.
    this.addDependency(alerting);
    if (account.leaving === true) {
      return;
    }
    const { audit, breakGlass } = landingZone;
    const { environments } = this;

    addAccountConfig(this, {
      landingZone,
      account,
      environments,
      auditAccountId: organization.account(audit).accountId,
    });
    addAccountDefaults(this, landingZone, environments);
    // Terraform cannot find flow logs again, and AWS refuses second ones, so that those of regions which left stay managed.
    addFlowLogs(this, landingZone, this.environmentsWith(flowLogsIn));
    this.addEventForwarding(alerting);
    addHostMonitoring(this, landingZone, account, environments);
    addClassicAssessments(this, landingZone, account, environments);
    if (breakGlass.create) {
      new BreakGlassRole(this, "break-glass", {
        environment: this.home,
        roleName: breakGlass.role,
        trusted: breakGlassTrust(landingZone, organization),
      });
    }
  }

  private addEventForwarding({ securityBusArn: busArn, tamperingBusArn }: AlertingStack): void {
    const { landingZone } = this;
    const forwarded = forwardedEvents(landingZone);
    if (forwarded.length === 0) {
      return;
    }
    const role = new EventForwarderRole(this, "event-forwarder", {
      environment: this.home,
      roleName: landingZone.names.forwardingRole,
      busArn,
      furtherBusArns: [tamperingBusArn],
    });
    for (const { pattern, readsToo, region, ruleName, suffix } of forwarded) {
      new EventForwarding(this, `security-events-${region}${suffix}`, {
        environment: this.in(region),
        ruleName,
        eventPattern: pattern,
        readsToo,
        description: "Hands security events on to the audit account",
        busArn,
        furtherBusArns: [tamperingBusArn],
        roleArn: role.roleArn,
      });
    }
  }
}
