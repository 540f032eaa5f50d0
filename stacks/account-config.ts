import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { isExcluded } from "../config/accounts/excluded";
import { existingConfigIn } from "../config/accounts/existing-config";
import type { Account } from "../config/accounts/settings";
import { isRecordedByControlTower } from "../config/organization/control-tower";
import { AccountRule } from "../modules/config/account-rule";
import { ConfigAccessPolicies } from "../modules/config/access-policies";
import { ConfigRecorder } from "../modules/config/config-recorder";
import { ConfigRecorderRole } from "../modules/config/config-recorder-role";
import { ConfigServiceLinkedRole } from "../modules/config/config-service-linked-role";
import { MfaDeleteRule } from "../modules/config/mfa-delete-rule";
import { RemediationRole } from "../modules/config/remediation-role";
import type { Environment } from "../modules/environment";
import { topicArn } from "../modules/sns/topic";
import { deliveryFrequency } from "./config-frequency";
import { recordedTypes } from "./recorded-types";

export interface AccountConfigProps {
  readonly landingZone: LandingZone;
  readonly account: Account;
  /** The account's environments, home region first. */
  readonly environments: readonly [Environment, ...Environment[]];
  /** Twelve digits of the account with the topics of AWS Config's notifications, or a token. */
  readonly auditAccountId: string;
}

/**
 * Adds AWS Config of one account: a recorder in every region, which delivers to the archive; rules with a remediation,
 * which AWS allows no organization rule, and all in regions where it has no organization rules; policies for the people who
 * read and operate it.
 */
export function addAccountConfig(scope: Construct, props: AccountConfigProps): void {
  const { landingZone, environments } = props;
  const [home] = environments;
  const { names } = landingZone;
  const recorders = addRecorders(scope, props);
  addMfaDeleteRule(scope, props, recorders);
  addAccountRules(scope, props, recorders);
  new ConfigAccessPolicies(scope, "config-access", {
    environment: home,
    readerPolicyName: names.configReaderPolicy,
    operatorPolicyName: names.configOperatorPolicy,
  });
}

/** What rules of a region have to wait for; nothing where AWS Control Tower records. */
type Recorders = ReadonlyMap<string, ConfigRecorder | undefined>;

function addRecorders(scope: Construct, props: AccountConfigProps): Recorders {
  const { account, environments, landingZone } = props;
  if (isRecordedByControlTower(landingZone, account)) {
    return new Map(environments.map(({ region }) => [region, undefined]));
  }
  const role = addRecorderRole(scope, props);
  return new Map(environments.map((environment) => [environment.region, addRecorder(scope, props, environment, role)]));
}

interface RecorderRole {
  readonly roleArn: string;
  readonly dependables: ITerraformDependable[];
}

function addRecorderRole(scope: Construct, props: AccountConfigProps): RecorderRole {
  const { account, landingZone, environments } = props;
  const [home] = environments;
  const { config, names } = landingZone;
  if (config.recording.role === "own") {
    return new ConfigRecorderRole(scope, "config-role", {
      environment: home,
      roleName: names.configRecorderRole,
      bucket: names.configBucket,
      topicArns: environments.flatMap((environment) => notificationTopic(props, environment) ?? []),
    });
  }
  return new ConfigServiceLinkedRole(scope, "config-role", {
    environment: home,
    presence: account.configServiceLinkedRole,
  });
}

function addRecorder(
  scope: Construct,
  props: AccountConfigProps,
  environment: Environment,
  role: RecorderRole,
): ConfigRecorder {
  const { config, names } = props.landingZone;
  const { frequency, iamRegion, otherFrequency, retentionDays, snapshotHours } = config.recording;
  const existing = existingConfigIn(props.account.existingConfig, environment.region);
  return new ConfigRecorder(scope, `config-${environment.region}`, {
    environment,
    roleArn: role.roleArn,
    bucket: names.configBucket,
    globalResourceTypes: environment.region === iamRegion ? "record" : "ignore",
    resourceTypes: recordedTypes(config.recording),
    frequency,
    otherFrequency,
    retentionInDays: retentionDays,
    deliveryFrequency: deliveryFrequency(snapshotHours),
    topicArn: notificationTopic(props, environment),
    adopt: existing && { recorderName: existing.recorder, channelName: existing.deliveryChannel },
    dependsOn: role.dependables,
  });
}

/** AWS Config publishes to topics of its own region only. */
function notificationTopic(
  { auditAccountId, landingZone }: AccountConfigProps,
  environment: Environment,
): string | undefined {
  return landingZone.config.recording.notifications
    ? topicArn({ ...environment, accountId: auditAccountId }, landingZone.names.configTopic)
    : undefined;
}

function addMfaDeleteRule(
  scope: Construct,
  { account, landingZone, environments }: AccountConfigProps,
  recorders: Recorders,
): void {
  const { archive, logArchive, names } = landingZone;
  if (archive.mfaDelete && account.slug === logArchive.slug) {
    new MfaDeleteRule(scope, "mfa-delete", {
      environment: environments[0],
      ruleName: names.mfaDeleteRule,
      bucketName: names.trailBucket,
      recorder: recorders.get(environments[0].region),
    });
  }
}

function addAccountRules(
  scope: Construct,
  { account, landingZone, environments }: AccountConfigProps,
  recorders: Recorders,
): void {
  for (const rule of landingZone.config.managedRules) {
    const { accountRegions, excludedAccounts, key, remediation } = rule;
    if (accountRegions.length === 0 || isExcluded(account, excludedAccounts)) {
      continue;
    }
    const role =
      remediation &&
      new RemediationRole(scope, `remedy-${key}`, {
        environment: environments[0],
        roleName: remediation.roleName,
        actions: remediation.actions,
      });
    for (const environment of environments.filter(({ region }) => accountRegions.includes(region))) {
      new AccountRule(scope, `rule-${key}-${environment.region}`, {
        environment,
        recorder: recorders.get(environment.region),
        ruleName: rule.ruleName,
        identifier: rule.identifier,
        description: rule.title,
        inputParameters: rule.parameters,
        resourceTypes: rule.resourceTypes,
        remediation:
          remediation?.regions.includes(environment.region) && role
            ? {
                document: remediation.document,
                resourceIdParameter: remediation.resourceParameter,
                parameters: remediation.parameters,
                roleArn: role.roleArn,
                automatic: remediation.automatic,
              }
            : undefined,
      });
    }
  }
}
