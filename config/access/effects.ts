import { KEY_DESTRUCTION } from "../../aws/tampering";
import type { LandingZone } from "../landing-zone";
import { isAllowed } from "./abilities";
import { accountsOfFunction, hasRole } from "./roles";
import type { Access, AccessFunction } from "./settings";
import { actionsOf, allow } from "./statement";
import type { AccessStatement } from "./statement";
import { statementsOf } from "./statements";

/** What people ask of access to logs and of what watches over them, in the order of tables. */
export const EFFECTS = [
  "read trail",
  "read Config",
  "read flow logs",
  "decrypt logs",
  "see alarms",
  "see dashboards",
  "try alarms",
  "change alarms",
  "stop the trail",
  "stop AWS Config",
  "administer keys",
  "destroy keys",
  "delete logs",
  "deploy",
] as const;

export type Effect = (typeof EFFECTS)[number];

/** A role of a function in an account, and what it comes to. */
export interface Grant {
  readonly person: string;
  readonly job: string;
  /** Absent where people do not come through IAM users. */
  readonly group?: string;
  /** Absent where people get in by the permission set alone. */
  readonly role?: string;
  /** Permission set of IAM Identity Center, with the display name of the group that has it; absent without Identity Center. */
  readonly permissionSet?: { readonly name: string; readonly group: string };
  /** Slug. */
  readonly account: string;
  readonly effects: readonly Effect[];
  /** Slugs of the accounts whose logs can be read; absent: all. */
  readonly ofAccounts?: readonly string[];
}

/**
 * What of AWS's managed policies is an effect here.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecurityAudit.html
 */
const MANAGED: ReadonlyMap<string, readonly AccessStatement[]> = new Map([
  ["AdministratorAccess", [allow("AdministratorAccess", ["*"], "*")]],
  ["SecurityAudit", [allow("SecurityAudit", ["cloudwatch:Describe*"], "*")]],
]);

/** Everyone's roles, by person, function and account. */
export function grantsOf(landingZone: LandingZone): Grant[] {
  const { access, management } = landingZone;
  if (access === undefined) {
    return [];
  }
  const isByPermissionSet = access.through.includes("identity-center");
  return access.people.flatMap(({ functions, name }) =>
    access.functions
      .filter(({ key }) => functions.includes(key))
      .flatMap((job) =>
        accountsOfFunction(job, landingZone).map((account) => ({
          person: name,
          job: job.key,
          group: groupOf(job, access),
          role: hasRole(job, account, { access, management }) ? job.role : undefined,
          permissionSet: isByPermissionSet ? { name: job.permissionSet, group: job.identityCenterGroup } : undefined,
          account,
          effects: effectsOf(job, account, landingZone),
          ofAccounts: job.key === "logReader" ? job.settings.ofAccounts : undefined,
        })),
      ),
  );
}

/** The group of a function's IAM users; that of break-glass is called after its key. */
function groupOf({ create, key, role }: AccessFunction, access: Access): string | undefined {
  const users = access.through.includes("users");
  return users && (create || key === "breakGlass") ? role : undefined;
}

/** What a function comes to in an account, by its role's own policies. */
export function effectsOf(job: AccessFunction, here: string, landingZone: LandingZone): Effect[] {
  const statements = [
    ...statementsOf(job, {
      landingZone,
      here,
      organizationId: landingZone.organization.id ?? "o-organization",
      accountId: (slug) => landingZone.accounts.find((account) => account.slug === slug)?.id ?? slug,
    }),
    ...job.managedPolicies.flatMap((name) => MANAGED.get(name) ?? []),
  ];
  return EFFECTS.filter((effect) => {
    const asked = askedOf(effect, here, landingZone);
    return asked?.actions.some((action) => isAllowed(action, asked.resource, statements)) ?? false;
  });
}

interface Asked {
  readonly actions: readonly string[];
  readonly resource: string;
}

/** A request that shows an effect; nothing where the account has nothing of the kind. */
function askedOf(effect: Effect, here: string, landingZone: LandingZone): Asked | undefined {
  const { logArchive, management, names, partition } = landingZone;
  const files = (bucket: string, ...actions: readonly string[]) =>
    here === logArchive.slug
      ? { actions: actionsOf("s3", ...actions), resource: `arn:${partition}:s3:::${bucket}/*` }
      : undefined;
  const anywhere = (service: string, resource: string, ...actions: readonly string[]) => ({
    actions: actionsOf(service, ...actions),
    resource: `arn:${partition}:${service}:*:*:${resource}`,
  });
  const alarm = (...actions: readonly string[]) => anywhere("cloudwatch", "alarm:*", ...actions);
  switch (effect) {
    case "read trail":
      return files(names.trailBucket, "GetObject");
    case "read Config":
      return files(names.configBucket, "GetObject");
    case "read flow logs":
      return files(names.flowLogBucket, "GetObject");
    case "delete logs":
      return files(names.trailBucket, "DeleteObject", "DeleteObjectVersion");
    case "decrypt logs":
      return here === logArchive.slug ? anywhere("kms", "key/*", "Decrypt") : undefined;
    case "see alarms":
      return alarm("DescribeAlarms");
    case "see dashboards":
      return { actions: ["cloudwatch:GetDashboard"], resource: `arn:${partition}:cloudwatch::*:dashboard/*` };
    case "try alarms":
      return alarm("SetAlarmState");
    case "change alarms":
      return alarm("DeleteAlarms", "DisableAlarmActions", "PutAlarmMuteRule", "PutMetricAlarm");
    case "stop the trail":
      return here === management.slug ? anywhere("cloudtrail", `trail/${names.trail}`, "StopLogging") : undefined;
    case "stop AWS Config":
      return anywhere("config", "configuration-recorder/*", "StopConfigurationRecorder");
    case "administer keys":
      return anywhere("kms", "key/*", "EnableKeyRotation", "RotateKeyOnDemand");
    case "destroy keys":
      return { ...anywhere("kms", "key/*"), actions: KEY_DESTRUCTION };
    case "deploy":
      return {
        actions: ["sts:AssumeRole"],
        resource: `arn:${partition}:iam::*:role/${landingZone.deployment.role}`,
      };
  }
}
