import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { regionalStackSetsOf, stackSetLayoutOf } from "../config/baseline/stack-sets";
import { GLOBAL_REGIONS } from "../aws/regions";
import { CONFIG_OPERATOR, CONFIG_READER } from "../modules/config/access-policies";
import type { AccessPolicy } from "../modules/config/access-policies";
import { BaselineStackSet } from "../modules/stacksets/baseline-stack-set";
import type { BaselineStackSetProps } from "../modules/stacksets/baseline-stack-set";
import { globalTemplate } from "../modules/stacksets/global-template";
import { regionalTemplate } from "../modules/stacksets/regional-template";
import type { RegionalTemplateProps } from "../modules/stacksets/regional-template";
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
    const environment = this.home;
    const targets = {
      organizationalUnitIds: new Map([["root", organization.rootId]]),
      excludedAccountIds: idsOfOtherAccounts(landingZone),
    };
    const add = (id: string, { template, ...props }: AddedStackSet): ITerraformDependable[] =>
      template === undefined
        ? []
        : [...new BaselineStackSet(this, id, { environment, ...targets, template, ...props }).stacks];

    const { homeRegion, names, regions } = landingZone;
    const isJoined = stackSetLayoutOf(landingZone) === "joined";
    const configRole = { configRole: "create", accountsWithConfigRole: accountsWithConfigRole(landingZone) } as const;
    const recording = recordingIn(landingZone, organization.account(landingZone.audit).accountId);
    const roles = add("once", {
      stackSetName: names.globalBaselineStackSet,
      description: "Roles and policies of every account of the landing zone",
      template: globalTemplate({
        ...onceAnAccount(landingZone, { alerting, organization }),
        ...(isJoined ? configRole : { configRole: "existing" }),
      }),
      regions: [homeRegion],
    });
    for (const { snapshotSharing, stackSetName, suffix, regions: where } of regionalStackSetsOf(landingZone)) {
      add(`regional${suffix}`, {
        stackSetName,
        description: isJoined
          ? "AWS Config and event rules of every account of the landing zone"
          : "Event rules of every account of the landing zone",
        template: regionalTemplate({
          ...inEachRegion(landingZone, alerting),
          snapshotSharing,
          recording: isJoined ? recording : undefined,
        }),
        regions: where,
        // Recorders and rules act with the roles.
        dependsOn: roles,
      });
    }
    if (isJoined) {
      return;
    }
    const linkedRole = add("config-role", {
      stackSetName: names.configRoleStackSet,
      description: "AWS Config's service-linked role in every account of the landing zone",
      template: globalTemplate(configRole),
      regions: [homeRegion],
    });
    add("recorder", {
      stackSetName: names.recorderStackSet,
      description: "AWS Config of every account of the landing zone",
      template: regionalTemplate({ homeRegion: landingZone.config.recording.iamRegion, recording }),
      regions,
      dependsOn: linkedRole,
    });
  }
}

type AddedStackSet = Pick<BaselineStackSetProps, "dependsOn" | "description" | "regions" | "stackSetName"> & {
  /** Absent where there is nothing to make. */
  readonly template: StackTemplate | undefined;
};

/**
 * Ids of the accounts that have no rules and are not of the landing zone: Terraform gives these no baseline, either.
 */
function idsOfOtherAccounts({ accounts, config }: LandingZone): string[] {
  const ours = accounts.flatMap(({ id = "", slug }) => [id, slug]);
  return config.excludedAccounts.filter((account) => !ours.includes(account));
}

/** Ids of the accounts that have AWS Config's service-linked role already. */
function accountsWithConfigRole({ accounts, management }: LandingZone): string[] {
  return accounts
    .filter(({ configServiceLinkedRole, slug }) => configServiceLinkedRole === "existing" && slug !== management.slug)
    .flatMap(({ id }) => id ?? []);
}

function onceAnAccount(
  landingZone: LandingZone,
  { alerting, organization }: Pick<BaselineDependencies, "alerting" | "organization">,
): Omit<Parameters<typeof globalTemplate>[0], "accountsWithConfigRole" | "configRole"> {
  const { breakGlass, names } = landingZone;
  return {
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

function recordingIn({ config, names }: LandingZone, auditAccountId: string): RegionalTemplateProps["recording"] {
  const { frequency, notifications, otherFrequency, snapshotHours } = config.recording;
  return {
    bucketName: names.configBucket,
    resourceTypes: recordedTypes(config.recording),
    frequency,
    otherFrequency,
    deliveryFrequency: deliveryFrequency(snapshotHours),
    topic: notifications ? { accountId: auditAccountId, topicName: names.configTopic } : undefined,
  };
}

function inEachRegion(
  landingZone: LandingZone,
  { securityBusArn, tamperingBusArn }: BaselineDependencies["alerting"],
): Omit<RegionalTemplateProps, "recording" | "snapshotSharing"> {
  const { config, names, partition, regions } = landingZone;
  const globalRegion = GLOBAL_REGIONS[partition];
  const forwarded = forwardedEvents(landingZone);
  // What is forwarded anywhere is forwarded in the region of global services, too.
  const globally = forwarded.filter(({ region }) => region === globalRegion);
  return {
    homeRegion: config.recording.iamRegion,
    forwardOnlyIn: regions.includes(globalRegion) ? undefined : globalRegion,
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
  };
}
