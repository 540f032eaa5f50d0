import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Account, LandingZone } from "../config/landing-zone";
import { AccountRule } from "../modules/config/account-rule";
import { ConfigAccessPolicies } from "../modules/config/access-policies";
import { ConfigRecorder } from "../modules/config/config-recorder";
import { ConfigRecorderRole } from "../modules/config/config-recorder-role";
import { ConfigServiceLinkedRole } from "../modules/config/config-service-linked-role";
import { MfaDeleteRule } from "../modules/config/mfa-delete-rule";
import { RemediationRole } from "../modules/config/remediation-role";
import type { Place } from "../modules/place";
import { topicArn } from "../modules/sns/topic";
import { deliveryFrequency } from "./config-frequency";
import { recordedTypes } from "./recorded-types";

export interface AccountConfigProps {
  readonly landingZone: LandingZone;
  readonly account: Account;
  /** The account's places, home region first. */
  readonly places: readonly [Place, ...Place[]];
  /** Twelve digits of the account with the topics of AWS Config's notices, or a token. */
  readonly auditAccountId: string;
}

/**
 * AWS Config of one account: a recorder in every region, delivering to the archive; rules with a remediation, which AWS lets
 * no rule of the organization have; policies for those who look at it.
 */
export function recordAccount(scope: Construct, props: AccountConfigProps): void {
  const { landingZone, places } = props;
  const [home] = places;
  const { names } = landingZone;
  const role = recorderRole(scope, props);
  const recorders = new Map(places.map((place) => [place.region, recorder(scope, props, place, role)]));
  ruleOnMfaDelete(scope, props, recorders.get(home.region));
  remediedRules(scope, props, recorders);
  new ConfigAccessPolicies(scope, "config-access", {
    place: home,
    readerPolicyName: names.configReaderPolicy,
    operatorPolicyName: names.configOperatorPolicy,
  });
}

interface RecorderRole {
  readonly arn: string;
  readonly dependables: ITerraformDependable[];
}

function recorderRole(scope: Construct, props: AccountConfigProps): RecorderRole {
  const { account, landingZone, places } = props;
  const [home] = places;
  const { config, names } = landingZone;
  if (config.recording.role === "own") {
    return new ConfigRecorderRole(scope, "config-role", {
      place: home,
      roleName: names.configRecorderRole,
      bucketName: names.configBucket,
      topicArns: places.flatMap((place) => noticeTopic(props, place) ?? []),
    });
  }
  return new ConfigServiceLinkedRole(scope, "config-role", {
    place: home,
    presence: account.configServiceLinkedRole,
  });
}

function recorder(scope: Construct, props: AccountConfigProps, place: Place, role: RecorderRole): ITerraformDependable {
  const { config, names } = props.landingZone;
  const { frequency, iamRegion, otherFrequency, retentionDays, snapshotHours } = config.recording;
  const { existingConfig } = props.account;
  const isAdopted = existingConfig !== undefined && (existingConfig.regions?.includes(place.region) ?? true);
  return new ConfigRecorder(scope, `config-${place.region}`, {
    place,
    roleArn: role.arn,
    bucketName: names.configBucket,
    globalResourceTypes: place.region === iamRegion ? "record" : "ignore",
    resourceTypes: recordedTypes(config.recording),
    ...{ frequency, otherFrequency },
    retentionInDays: retentionDays,
    deliveryFrequency: deliveryFrequency(snapshotHours),
    topicArn: noticeTopic(props, place),
    adopt: isAdopted
      ? { recorderName: existingConfig.recorder, channelName: existingConfig.deliveryChannel }
      : undefined,
    dependsOn: role.dependables,
  }).recording;
}

/** AWS Config publishes to topics of its own region only. */
function noticeTopic({ auditAccountId, landingZone }: AccountConfigProps, place: Place): string | undefined {
  return landingZone.config.recording.notifications
    ? topicArn({ ...place, accountId: auditAccountId }, landingZone.names.configTopic)
    : undefined;
}

function ruleOnMfaDelete(
  scope: Construct,
  { account, landingZone, places }: AccountConfigProps,
  recording: ITerraformDependable | undefined,
): void {
  const { archive, logArchive, names } = landingZone;
  if (archive.mfaDelete && account.key === logArchive.key && recording !== undefined) {
    new MfaDeleteRule(scope, "mfa-delete", {
      place: places[0],
      ruleName: names.mfaDeleteRule,
      bucketName: names.trailBucket,
      recorder: recording,
    });
  }
}

function remediedRules(
  scope: Construct,
  { account, landingZone, places }: AccountConfigProps,
  recorders: ReadonlyMap<string, ITerraformDependable>,
): void {
  for (const rule of landingZone.config.managedRules) {
    const { excludedAccounts, key, regions, remediation } = rule;
    if (remediation === undefined || isExcluded(account, excludedAccounts)) {
      continue;
    }
    const role = new RemediationRole(scope, `remedy-${key}`, {
      place: places[0],
      roleName: remediation.roleName,
      actions: remediation.actions,
    });
    for (const place of places.filter(({ region }) => regions.includes(region))) {
      const recorder = recorders.get(place.region);
      if (recorder !== undefined) {
        new AccountRule(scope, `rule-${key}-${place.region}`, {
          ...{ place, recorder },
          ruleName: rule.ruleName,
          identifier: rule.identifier,
          description: rule.title,
          inputParameters: rule.parameters,
          resourceTypes: rule.resourceTypes,
          remediation: {
            document: remediation.document,
            resourceIdParameter: remediation.resourceParameter,
            parameters: remediation.parameters,
            roleArn: role.arn,
            automatic: remediation.automatic,
          },
        });
      }
    }
  }
}

/** The file names an account by its key or by its id. */
function isExcluded({ id, key }: Account, excludedAccounts: readonly string[]): boolean {
  return excludedAccounts.includes(key) || (id !== undefined && excludedAccounts.includes(id));
}
