import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { digestPattern } from "../aws/digest-events";
import type { LogValidation } from "../config/log-validation/settings";
import { EventForwarding } from "../modules/events/event-forwarding";
import { roleArn } from "../modules/iam/arns";
import type { AlertingStack } from "./alerting-stack";
import { LandingZoneStack } from "./landing-zone-stack";
import type { LogArchiveStack } from "./log-archive-stack";
import type { LogValidationStack } from "./log-validation-stack";
import type { OrganizationStack } from "./organization-stack";

export interface DigestEventsDependencies {
  readonly organization: OrganizationStack;
  readonly logArchive: LogArchiveStack;
  readonly alerting: AlertingStack;
  readonly logValidation: LogValidationStack;
  /** Of which one makes the role that forwards events. */
  readonly baselines: readonly LandingZoneStack[];
}

/**
 * The rule in the log archive that hands events of digests on to the security bus, with the role that the account's baseline makes.
 */
export class DigestEventsStack extends LandingZoneStack {
  private constructor(
    scope: Construct,
    landingZone: LandingZone,
    { alerting, baselines, logArchive, logValidation, organization }: DigestEventsDependencies,
    settings: LogValidation,
  ) {
    const account = organization.account(landingZone.logArchive);
    super(scope, "digest-events", landingZone, account);
    for (const stack of [organization, logArchive, alerting, logValidation, ...baselines]) {
      this.addDependency(stack);
    }
    if (!settings.enabled) {
      return;
    }
    const { names } = landingZone;
    const environment = this.home;
    new EventForwarding(this, "digests", {
      environment,
      ruleName: names.digestRule,
      eventPattern: digestPattern(names.trailBucket),
      description: "Hands events of CloudTrail's digests on to the audit account",
      busArn: alerting.securityBusArn,
      roleArn: roleArn(environment, environment.accountId, names.forwardingRole),
    });
  }

  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    dependencies: Omit<DigestEventsDependencies, "logValidation"> & { readonly logValidation?: LogValidationStack },
  ): DigestEventsStack | undefined {
    const { logValidation: settings } = landingZone;
    const { logValidation } = dependencies;
    return settings && logValidation
      ? new DigestEventsStack(scope, landingZone, { ...dependencies, logValidation }, settings)
      : undefined;
  }
}
