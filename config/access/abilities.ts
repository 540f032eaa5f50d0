import { covers, overlap, withAnyValue } from "../../aws/iam-patterns";
import { BUCKET_RECONFIGURATION, KEY_DESTRUCTION, LOG_FILES, OBJECT_TAMPERING } from "../../aws/tampering";
import type { Partition } from "../../aws/regions";
import { logBucketsOf } from "../names";
import type { Names } from "../names";
import { actionsOf } from "./statement";
import type { AccessStatement } from "./statement";

/** What must not come together. */
export const ABILITIES = ["readLogs", "useKeys", "administerKeys", "changeGuards"] as const;

export type Ability = (typeof ABILITIES)[number];

/** What somebody with it may do, for messages. */
export const ABILITY_TEXTS: Readonly<Record<Ability, string>> = {
  readLogs: "read log files",
  useKeys: "decrypt",
  administerKeys: "administer keys",
  changeGuards: "change or delete what guards the logs",
};

interface Sample {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What the abilities of a landing zone are about. */
export interface Guarded {
  readonly names: Names;
  readonly partition: Partition;
  /** Names of the roles that Terraform deploys with: whoever assumes one changes guards and administers keys. */
  readonly deploymentRoles: readonly string[];
  /** Name of the role for emergencies: whoever assumes it does everything. */
  readonly breakGlassRole: string;
}

/** What shows an ability: any of the actions on any of the resources, which are patterns. */
function samplesOf(ability: Ability, { breakGlassRole, deploymentRoles, names, partition }: Guarded): Sample[] {
  const buckets = logBucketsOf(names).map((bucket) => `arn:${partition}:s3:::${bucket}`);
  const objects = buckets.map((bucket) => `${bucket}/*`);
  const anywhere = (service: string, ...resources: string[]) =>
    resources.map((resource) => `arn:${partition}:${service}:*:*:${resource}`);
  const keys = anywhere("kms", "key/*");
  const logGroup = anywhere("logs", `log-group:${names.trailLogGroup}*`);
  const becoming = (...roles: readonly string[]): Sample => ({
    actions: ["sts:AssumeRole"],
    resources: roles.map((role) => `arn:${partition}:iam::*:role/${role}`),
  });
  switch (ability) {
    case "readLogs":
      return [
        becoming(breakGlassRole),
        { actions: LOG_FILES, resources: objects },
        {
          actions: actionsOf("logs", "FilterLogEvents", "GetLogEvents", "StartLiveTail", "StartQuery"),
          resources: logGroup,
        },
      ];
    case "useKeys":
      return [
        becoming(breakGlassRole),
        // Who writes key policies and grants lets themselves decrypt.
        { actions: actionsOf("kms", "CreateGrant", "Decrypt", "PutKeyPolicy", "ReEncryptFrom"), resources: keys },
      ];
    case "administerKeys":
      return [
        becoming(breakGlassRole, ...deploymentRoles),
        {
          actions: [
            "kms:CreateGrant",
            "kms:EnableKey",
            "kms:PutKeyPolicy",
            "kms:RotateKeyOnDemand",
            ...KEY_DESTRUCTION,
          ],
          resources: keys,
        },
      ];
    case "changeGuards":
      return [
        becoming(breakGlassRole, ...deploymentRoles),
        { actions: [...OBJECT_TAMPERING, "s3:PutObject"], resources: objects },
        { actions: [...BUCKET_RECONFIGURATION, "s3:PutBucketVersioning"], resources: buckets },
        { actions: ["kms:PutKeyPolicy", ...KEY_DESTRUCTION], resources: keys },
        {
          actions: actionsOf("cloudtrail", "DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail"),
          resources: anywhere("cloudtrail", `trail/${names.trail}`),
        },
        {
          actions: actionsOf(
            "config",
            "DeleteConfigurationRecorder",
            "DeleteDeliveryChannel",
            "PutConfigurationRecorder",
            "PutDeliveryChannel",
            "StopConfigurationRecorder",
          ),
          resources: anywhere("config", "configuration-recorder/*"),
        },
        {
          actions: [
            ...actionsOf("cloudwatch", "DeleteAlarms", "DisableAlarmActions", "PutAlarmMuteRule", "PutMetricAlarm"),
            ...actionsOf("events", "DeleteRule", "DisableRule", "PutRule", "RemoveTargets"),
            ...actionsOf("sns", "DeleteTopic", "SetTopicAttributes", "Unsubscribe"),
          ],
          resources: [
            ...anywhere("cloudwatch", "alarm:*", "alarm-mute-rule:*"),
            ...anywhere("events", "rule/*"),
            ...anywhere("sns", `${names.alertTopics}-*`, names.tamperingTopic),
          ],
        },
        {
          actions: actionsOf("logs", "DeleteLogGroup", "DeleteLogStream", "DeleteMetricFilter", "PutMetricFilter"),
          resources: logGroup,
        },
        { actions: ["ec2:DeleteFlowLogs"], resources: anywhere("ec2", "vpc-flow-log/*") },
        {
          actions: actionsOf("organizations", "DetachPolicy", "UpdatePolicy"),
          resources: [`arn:${partition}:organizations::*:policy/*`],
        },
      ];
  }
}

/**
 * What statements make possible. Conditions of what is allowed are taken for met, those of what is denied for not met: it
 * errs towards more.
 */
export function abilitiesOf(statements: readonly AccessStatement[], guarded: Guarded): Ability[] {
  return ABILITIES.filter((ability) =>
    samplesOf(ability, guarded).some(({ actions, resources }) =>
      actions.some((action) => resources.some((resource) => isAllowed(action, resource, statements))),
    ),
  );
}

/** Whether an action on some resource of a pattern is allowed, and not denied on all of them. */
export function isAllowed(action: string, resource: string, statements: readonly AccessStatement[]): boolean {
  const about = statements.filter(({ Action }) =>
    [Action].flat().some((pattern) => overlap(pattern.toLowerCase(), action.toLowerCase())),
  );
  return (
    about.some(
      ({ Effect, Resource }) =>
        Effect === "Allow" && [Resource].flat().some((pattern) => overlap(withAnyValue(pattern), resource)),
    ) &&
    !about.some(
      ({ Condition, Effect, Resource }) =>
        Effect === "Deny" && Condition === undefined && [Resource].flat().some((pattern) => covers(pattern, resource)),
    )
  );
}
