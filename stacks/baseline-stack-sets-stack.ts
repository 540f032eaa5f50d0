import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { regionalStackSetsOf } from "../config/baseline/stack-sets";
import { GLOBAL_REGIONS } from "../aws/regions";
import { CONFIG_OPERATOR, CONFIG_READER } from "../modules/config/access-policies";
import type { AccessPolicy } from "../modules/config/access-policies";
import { BaselineStackSet } from "../modules/stacksets/baseline-stack-set";
import { globalTemplate } from "../modules/stacksets/global-template";
import { regionalTemplate } from "../modules/stacksets/regional-template";
import type { StackTemplate } from "../modules/stacksets/template";
import type { TemplatePolicy } from "../modules/stacksets/template-iam";
import type { BaselineDependencies } from "./baseline-stack";
import { breakGlassTrust } from "./break-glass-trust";
import { deliveryFrequency } from "./config-frequency";
import { forwardedEvents } from "./event-forwarding";
import { LandingZoneStack } from "./landing-zone-stack";
import { recordedTypes } from "./recorded-types";

/**
 * What every member account has, deployed by CloudFormation StackSets for organizations with hundreds of accounts:
 * CloudFormation deploys it to existing accounts and to those that join later, in all regions, and Terraform starts no
 * provider for them.
 */
export class BaselineStackSetsStack extends LandingZoneStack {
  constructor(
    scope: Construct,
    landingZone: LandingZone,
    { alerting, logArchive, organization }: BaselineDependencies,
  ) {
    super(scope, "baseline-stack-sets", landingZone, organization.account(landingZone.management));
    // AWS checks that Config may write to the bucket, and events that the bus does not accept yet are lost.
    this.addDependency(logArchive);
    this.addDependency(alerting);
    const { homeRegion, names } = landingZone;
    const environment = this.home;
    const targets = {
      organizationalUnitIds: new Map([["root", organization.rootId]]),
      excludedAccountIds: idsOfOtherAccounts(landingZone),
    };
    const once = globalTemplate(onceAnAccount(landingZone, { alerting, organization }));
    const roles =
      once === undefined
        ? undefined
        : new BaselineStackSet(this, "once", {
            environment,
            ...targets,
            stackSetName: names.globalBaselineStackSet,
            description: "Roles and policies of every account of the landing zone",
            template: once,
            regions: [homeRegion],
          });
    const auditAccountId = organization.account(landingZone.audit).accountId;
    for (const { snapshotSharing, stackSetName, suffix, regions } of regionalStackSetsOf(landingZone)) {
      new BaselineStackSet(this, `regional${suffix}`, {
        environment,
        ...targets,
        stackSetName,
        description: "AWS Config and event rules of every account of the landing zone",
        template: inEachRegion(landingZone, alerting, auditAccountId, snapshotSharing),
        regions,
        // Recorders and rules act with the roles.
        dependsOn: roles === undefined ? undefined : [...roles.stacks],
      });
    }
  }
}

/**
 * Ids of the accounts that have no rules and are not of the landing zone: Terraform gives these no baseline, either.
 */
function idsOfOtherAccounts({ accounts, config }: LandingZone): string[] {
  const ours = accounts.flatMap(({ id = "", slug }) => [id, slug]);
  return config.excludedAccounts.filter((account) => !ours.includes(account));
}

function onceAnAccount(
  landingZone: LandingZone,
  { alerting, organization }: Pick<BaselineDependencies, "alerting" | "organization">,
): Parameters<typeof globalTemplate>[0] {
  const { accounts, breakGlass, management, names } = landingZone;
  const having = accounts.filter(
    ({ configServiceLinkedRole, slug }) => configServiceLinkedRole === "existing" && slug !== management.slug,
  );
  return {
    configRole: "create",
    accountsWithConfigRole: having.flatMap(({ id }) => id ?? []),
    forwarder: {
      roleName: names.forwardingRole,
      busArn: alerting.securityBusArn,
      furtherBusArns: [alerting.tamperingBusArn],
    },
    breakGlass: breakGlass.create
      ? { roleName: breakGlass.role, trusted: breakGlassTrust(landingZone, organization) }
      : undefined,
    managedPolicies: [
      templatePolicy("ConfigReader", names.configReaderPolicy, CONFIG_READER),
      templatePolicy("ConfigOperator", names.configOperatorPolicy, CONFIG_OPERATOR),
    ],
  };
}

function templatePolicy(
  resourceName: string,
  policyName: string,
  { description, policy: document }: AccessPolicy,
): TemplatePolicy {
  return { resourceName, policyName, description, document };
}

function inEachRegion(
  landingZone: LandingZone,
  { securityBusArn, tamperingBusArn }: BaselineDependencies["alerting"],
  auditAccountId: string,
  snapshotSharing: LandingZone["baseline"]["snapshotSharing"],
): StackTemplate {
  const { config, names, partition, regions } = landingZone;
  const { frequency, iamRegion, notifications, otherFrequency, snapshotHours } = config.recording;
  const globalRegion = GLOBAL_REGIONS[partition];
  const forwarded = forwardedEvents(landingZone);
  // What is forwarded anywhere is forwarded in the region of global services, too.
  const globally = forwarded.filter(({ region }) => region === globalRegion);
  return regionalTemplate({
    homeRegion: iamRegion,
    forwardOnlyIn: regions.includes(globalRegion) ? undefined : globalRegion,
    snapshotSharing,
    recording: {
      bucketName: names.configBucket,
      resourceTypes: recordedTypes(config.recording),
      frequency,
      otherFrequency,
      deliveryFrequency: deliveryFrequency(snapshotHours),
      topic: notifications ? { accountId: auditAccountId, topicName: names.configTopic } : undefined,
    },
    forwarding:
      globally.length === 0
        ? undefined
        : {
            roleName: names.forwardingRole,
            description: "Hands security events on to the audit account",
            busArn: securityBusArn,
            furtherBusArns: [tamperingBusArn],
            globalRegion,
            rules: globally.map(({ key, pattern, readsToo, ruleName, suffix }) => ({
              suffix,
              ruleName,
              readsToo,
              pattern: forwarded.find((other) => other.key === key && other.region !== globalRegion)?.pattern,
              globalPattern: pattern,
            })),
          },
  });
}
