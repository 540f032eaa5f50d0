import type { App } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import { AccessIdentityCenterStack } from "./access-identity-center-stack";
import { AccessStack } from "./access-stack";
import { withAccountIds } from "./account-ids";
import { AlertingStack } from "./alerting-stack";
import { BaselineStack } from "./baseline-stack";
import type { BaselineDependencies } from "./baseline-stack";
import { BaselineStackSetsStack } from "./baseline-stack-sets-stack";
import { ConfigRulesStack } from "./config-rules-stack";
import { DetectionStack } from "./detection-stack";
import { DigestEventsStack } from "./digest-events-stack";
import { ExternalAccountStack } from "./external-account-stack";
import { FindingArchiveStack } from "./finding-archive-stack";
import { InspectorStack } from "./inspector-stack";
import { KeyStoreStack } from "./key-store-stack";
import type { LandingZoneStack } from "./landing-zone-stack";
import { remember } from "./ledger";
import type { Remembered } from "./ledger";
import { withLiteralText } from "./literal-text";
import { LogArchiveStack } from "./log-archive-stack";
import { LogKeyStack } from "./log-key-stack";
import { LogReplicaStack } from "./log-replica-stack";
import { LogValidationStack } from "./log-validation-stack";
import { OrganizationStack } from "./organization-stack";
import { OrganizationTrailStack } from "./organization-trail-stack";
import { SecurityToolingStack } from "./security-tooling-stack";

/** The stacks of a landing zone, and what is to be remembered of them. */
export interface Definition extends Remembered {
  /** In the order in which they are first deployed. */
  readonly stacks: readonly LandingZoneStack[];
}

/** Defines every stack of a landing zone, and lets Terraform forget what earlier configurations had and this has not. */
export function defineLandingZone(app: App, configuration: LandingZone): Definition {
  const stacks = defineStacks(app, configuration);
  return { stacks, ...remember(stacks, configuration) };
}

function defineStacks(app: App, configuration: LandingZone): LandingZoneStack[] {
  const literal = withLiteralText(configuration);
  const organization = new OrganizationStack(app, literal);
  const landingZone = withAccountIds(literal, organization);
  const logKey = LogKeyStack.ifElsewhere(app, landingZone, organization);
  const keyStore = KeyStoreStack.ifWanted(app, landingZone, organization);
  const logReplica = LogReplicaStack.ifWanted(app, landingZone, organization);
  const logArchive = new LogArchiveStack(app, landingZone, organization, { keyStore, logKey, logReplica });
  const organizationTrail = new OrganizationTrailStack(app, landingZone, organization, logArchive);
  const alerting = new AlertingStack(app, landingZone, organization);
  const detection = new DetectionStack(app, landingZone, { organization, organizationTrail, alerting });
  const securityTooling = new SecurityToolingStack(app, landingZone, organization);
  const findingArchive = FindingArchiveStack.ifWanted(app, landingZone, { organization, logArchive });
  const inspector = InspectorStack.ifWanted(app, landingZone, { organization, alerting, findingArchive });
  const baselines = addBaselines(app, landingZone, { organization, logArchive, alerting });
  const logValidation = LogValidationStack.ifWanted(app, landingZone, { organization, alerting });
  const digestEvents = DigestEventsStack.ifWanted(app, landingZone, {
    organization,
    logArchive,
    alerting,
    logValidation,
    baselines,
  });
  const optional = [logKey, keyStore, logReplica].filter((stack) => stack !== undefined);
  const access = addAccess(app, landingZone, organization);
  const configRules = new ConfigRulesStack(app, landingZone, organization, baselines);
  return [
    organization,
    ...optional,
    logArchive,
    organizationTrail,
    alerting,
    detection,
    securityTooling,
    ...[findingArchive, inspector].filter((stack) => stack !== undefined),
    ...ExternalAccountStack.all(app, landingZone, organization),
    ...baselines,
    ...[logValidation, digestEvents].filter((stack) => stack !== undefined),
    configRules,
    ...access,
  ];
}

/** Adds what people get in by, and their permission sets once every account has the policies that these name. */
function addAccess(app: App, landingZone: LandingZone, organization: OrganizationStack): LandingZoneStack[] {
  const stacks = AccessStack.all(app, landingZone, organization);
  const identityCenter = AccessIdentityCenterStack.ifWanted(app, landingZone, organization, stacks);
  return identityCenter === undefined ? stacks : [...stacks, identityCenter];
}

/** Adds what every account has: by a stack for each, or by StackSets, which do not reach the management account. */
function addBaselines(app: App, landingZone: LandingZone, dependencies: BaselineDependencies): LandingZoneStack[] {
  const { accounts, baseline, management } = landingZone;
  if (baseline.deployment === "terraform") {
    return accounts.map((account) => new BaselineStack(app, landingZone, account, dependencies));
  }
  return [
    new BaselineStack(app, landingZone, management, dependencies),
    new BaselineStackSetsStack(app, landingZone, dependencies),
  ];
}
