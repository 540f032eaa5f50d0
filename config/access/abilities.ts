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

/** A pattern whose policy variables, such as tags that a session is given, may stand for anything. */
function withAnyValue(pattern: string): string {
  return pattern.replaceAll(/\$\{[^}]*\}/g, "*").replaceAll(/\*+/g, "*");
}

/** Whether some text matches both patterns; every pair of ends is looked at once. */
function overlap(one: string, other: string): boolean {
  const known = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const place = i * (other.length + 1) + j;
    const found = known.get(place) ?? decide(i, j);
    known.set(place, found);
    return found;
  };
  const decide = (i: number, j: number): boolean => {
    const [a, b] = [one.charAt(i), other.charAt(j)];
    if (a === "*" || b === "*") {
      return (a === "*" ? from(i + 1, j) : from(i, j + 1)) || advance(i, j, a, b);
    }
    return a === "" || b === "" ? a === b : (a === b || a === "?" || b === "?") && from(i + 1, j + 1);
  };
  /** A star takes the other pattern's next character. */
  const advance = (i: number, j: number, a: string, b: string): boolean =>
    a === "*" ? b !== "" && from(i, j + 1) : a !== "" && from(i + 1, j);
  return from(0, 0);
}

/** Whether a pattern matches all that another does. */
function covers(pattern: string, other: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${expression}$`).test(other);
}
