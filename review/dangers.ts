import { actionOf, actionsOf } from "./actions";
import type { ResourceChange } from "./plan-json";
import { openedToAll, policiesOf } from "./policies/of-resource";
import { widenedBy } from "./policies/widened";
import type { RegionOf } from "./resource-regions";
import { statementsLost, valueAt, weakenedBy } from "./weakened";

/**
 * What is lost, one word each that machines may rely on:
 *
 * - `accountRemoved`: an account leaves the organization
 * - `accountMoved`: an account gets another parent, and so other policies
 * - `keyDestroyed`: what a KMS key encrypted becomes unreadable
 * - `keyStoreDestroyed`: an HSM, its cluster or a custom key store is lost, and with the last of them every key in it
 * - `scanningStopped`: Amazon Inspector is switched off for accounts, or loses its administrator or a CIS scan
 * - `settingReset`: a protective setting of an account goes back to AWS's own default
 * - `trustedServicesLost`, `policyTypesLost`: they are switched off for the organization
 * - `protectionLost`: a resource that protects stays, and stops doing it: a trail does not log, a key is not rotated
 * - `retentionShortened`: logs, messages or evidence are kept for a shorter time, so that AWS deletes what is older
 * - `recorderRefused`: AWS Config refuses the change of a recorder that excludes types, as the provider goes on sending them
 * - `guardrailDetached`: a policy of the organization binds a root, unit or account no more
 * - `policyWidened`: a policy lets in more than it did, or an administrator's policy is attached to whoever exists already
 * - `policyOpened`: a policy lets in everyone, or whoever has a credential of AWS
 * - `unknownAction`: the plan has an action that this version does not know, so that it can say nothing of it
 * - `tainted`: a deployment failed after it was made, so that Terraform would destroy it and make it again
 * - `forgotten`: it stays in AWS, and Terraform manages it no more
 * - `destroyed`, `replaced`: any other resource
 */
export type DangerKind =
  | "accountRemoved"
  | "accountMoved"
  | "keyDestroyed"
  | "keyStoreDestroyed"
  | "scanningStopped"
  | "settingReset"
  | "trustedServicesLost"
  | "policyTypesLost"
  | "protectionLost"
  | "retentionShortened"
  | "recorderRefused"
  | "guardrailDetached"
  | "policyWidened"
  | "policyOpened"
  | "unknownAction"
  | "tainted"
  | "forgotten"
  | "destroyed"
  | "replaced";

/** A resource of which something would be lost. */
export interface Endangered {
  readonly kind: DangerKind;
  readonly address: string;
  /** Absent where no region is known. */
  readonly region?: string;
  readonly action: "destroys" | "replaces" | "moves" | "disables" | "shortens" | "widens" | "forgets" | "fails";
  /** Names of the attributes that force a replacement, sorted. */
  readonly because: readonly string[];
  /** Parent of an account that moves: a root or an organizational unit. */
  readonly from?: string;
  /** Its new parent; absent where that is to be created. */
  readonly to?: string;
  /** Service principals, policy types, accounts, types of scan or arguments that are disabled, or what is kept for how long. */
  readonly disabled?: readonly string[];
}

const ACCOUNT = "aws_organizations_account";
const ORGANIZATION = "aws_organizations_organization";
const ENABLER = "aws_inspector2_enabler";
const AUTO_ENABLE = "aws_inspector2_organization_configuration";
const RECORDER = "aws_config_configuration_recorder";
const CLOUD_CONTROL = "aws_cloudcontrolapi_resource";
const CIS_SCAN_CONFIGURATION = "AWS::InspectorV2::CisScanConfiguration";

/** Types whose destruction is more than the loss of a resource that can be made again. */
const KIND_OF_DESTROYED: ReadonlyMap<string, DangerKind> = new Map(
  Object.entries({
    [ACCOUNT]: "accountRemoved",
    aws_kms_key: "keyDestroyed",
    aws_kms_replica_key: "keyDestroyed",
    aws_cloudhsm_v2_cluster: "keyStoreDestroyed",
    aws_cloudhsm_v2_hsm: "keyStoreDestroyed",
    aws_kms_custom_key_store: "keyStoreDestroyed",
    [ENABLER]: "scanningStopped",
    [AUTO_ENABLE]: "scanningStopped",
    aws_inspector2_delegated_admin_account: "scanningStopped",
    aws_inspector2_member_association: "scanningStopped",
    aws_organizations_policy_attachment: "guardrailDetached",
    aws_account_alternate_contact: "settingReset",
    aws_ebs_default_kms_key: "settingReset",
    aws_ebs_encryption_by_default: "settingReset",
    aws_ebs_snapshot_block_public_access: "settingReset",
    aws_ec2_instance_metadata_defaults: "settingReset",
    aws_iam_account_password_policy: "settingReset",
    aws_s3_account_public_access_block: "settingReset",
  }),
);

const PUBLIC_ACCESS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** Arguments that are true while a resource protects. */
const SWITCHES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    aws_cloudtrail: [
      "enable_log_file_validation",
      "enable_logging",
      "include_global_service_events",
      "is_multi_region_trail",
      "is_organization_trail",
    ],
    aws_cloudtrail_event_data_store: ["multi_region_enabled", "organization_enabled", "termination_protection_enabled"],
    aws_cloudwatch_metric_alarm: ["actions_enabled"],
    aws_config_configuration_recorder_status: ["is_enabled"],
    aws_db_instance: ["deletion_protection"],
    aws_docdb_cluster: ["deletion_protection"],
    aws_dynamodb_table: ["deletion_protection_enabled"],
    aws_ebs_encryption_by_default: ["enabled"],
    aws_guardduty_detector: ["enable"],
    aws_iam_account_password_policy: [
      "require_lowercase_characters",
      "require_numbers",
      "require_symbols",
      "require_uppercase_characters",
    ],
    aws_kms_external_key: ["enabled"],
    aws_kms_key: ["enable_key_rotation", "is_enabled"],
    aws_lb: ["drop_invalid_header_fields", "enable_deletion_protection"],
    aws_neptune_cluster: ["deletion_protection"],
    aws_rds_cluster: ["deletion_protection"],
    aws_s3_account_public_access_block: PUBLIC_ACCESS,
    aws_s3_bucket_public_access_block: PUBLIC_ACCESS,
  }),
);
/** Arguments that are false while a resource is protected. */
const HAZARDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    aws_backup_vault: ["force_destroy"],
    aws_db_instance: ["publicly_accessible", "skip_final_snapshot"],
    aws_iam_user: ["force_destroy"],
    aws_kms_key: ["bypass_policy_lockout_safety_check"],
    aws_rds_cluster: ["skip_final_snapshot"],
    aws_s3_bucket: ["force_destroy"],
  }),
);
const PREVENT_DESTROY = "lifecycle.prevent_destroy";
const TAINTED = "replace_because_tainted";

/** Lists of the organization that are complete: what is not in them is disabled. */
const LISTS = [
  ["aws_service_access_principals", "trustedServicesLost"],
  ["enabled_policy_types", "policyTypesLost"],
] as const;

/**
 * What a change would lose, none or several.
 *
 * @param all everything of the plan: what one resource loses another may get
 */
export function dangersOf(
  resource: ResourceChange,
  regionOf: RegionOf,
  all: readonly ResourceChange[] = [resource],
): Endangered[] {
  const { address, change, deposed, type } = resource;
  const region = regionOf(resource);
  const planned = actionOf(resource);
  if (planned === "nothing" || planned === "move" || planned === "import" || planned === "read") {
    return [];
  }
  if (planned === "unknown") {
    const disabled = actionsOf(change);
    return [{ kind: "unknownAction", address, region, action: "fails", because: [], disabled }];
  }
  if (isDestroyed(resource)) {
    const isReplaced = change.actions.includes("create");
    const because = (change.replace_paths ?? []).map(([attribute]) => String(attribute));
    return [
      {
        kind:
          resource.action_reason === TAINTED
            ? "tainted"
            : (kindOfDestroyed(resource) ?? (isReplaced ? "replaced" : "destroyed")),
        address: deposed === undefined ? address : `${address} (left by a failed replacement)`,
        region,
        action: isReplaced ? "replaces" : "destroys",
        because: [...new Set(because)].sort(),
      },
    ];
  }
  const what = { address, region, because: [] };
  if (change.actions.includes("forget")) {
    return [{ kind: "forgotten", ...what, action: "forgets" }];
  }
  if (type === ACCOUNT) {
    const { from, isMoved, to } = parentsOf(resource);
    return isMoved ? [{ kind: "accountMoved", ...what, action: "moves", from, to }] : [];
  }
  if (type === ENABLER || type === AUTO_ENABLE) {
    const disabled = type === ENABLER ? scansLost(resource) : autoEnableLost(resource);
    return disabled.length === 0 ? [] : [{ kind: "scanningStopped", ...what, action: "disables", disabled }];
  }
  if (type === RECORDER && keepsExclusions(resource)) {
    return [{ kind: "recorderRefused", ...what, action: "fails" }];
  }
  const { protections, retentions } = weakenedBy(resource);
  const policies = policiesOf(resource);
  const switches = [...switchesLost(resource), ...protections, ...statementsLost(resource, all)];
  return [
    { kind: "protectionLost" as const, ...what, action: "disables" as const, disabled: switches },
    { kind: "retentionShortened" as const, ...what, action: "shortens" as const, disabled: retentions },
    {
      kind: "policyWidened" as const,
      ...what,
      action: "widens" as const,
      disabled: widenedBy(resource, policies, all),
    },
    { kind: "policyOpened" as const, ...what, action: "widens" as const, disabled: openedToAll(policies) },
    ...(type === ORGANIZATION ? LISTS : []).map(([list, kind]) => ({
      kind,
      ...what,
      action: "disables" as const,
      disabled: removed(resource, list),
    })),
  ].filter(({ disabled }) => disabled.length > 0);
}

/** Cloud Control makes resources of any service: what is lost is in the name of their type. */
function kindOfDestroyed({ change: { before }, type }: ResourceChange): DangerKind | undefined {
  return type === CLOUD_CONTROL && before?.type_name === CIS_SCAN_CONFIGURATION
    ? "scanningStopped"
    : KIND_OF_DESTROYED.get(type);
}

/**
 * Whether a recorder is to record by another strategy, and its plan still has the types that it excludes, which AWS Config takes by
 * the strategy of exclusion only.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/38820
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
 */
function keepsExclusions({ change: { after } }: ResourceChange): boolean {
  const excluded = valueAt(after ?? {}, "recording_group.exclusion_by_resource_types.resource_types");
  const strategy = valueAt(after ?? {}, "recording_group.recording_strategy.use_only");
  return textsOf(excluded).length > 0 && strategy !== "EXCLUSION_BY_RESOURCE_TYPES";
}

export function isDestroyed({ change: { actions } }: ResourceChange): boolean {
  return actions.includes("delete");
}

function parentsOf({ change: { after, after_unknown: unknown, before } }: ResourceChange) {
  const from = textOf(before?.parent_id);
  const to = textOf(after?.parent_id);
  return { from, to, isMoved: from !== undefined && (unknown?.parent_id === true || from !== to) };
}

function removed({ change: { after, after_unknown: unknown, before } }: ResourceChange, list: string): string[] {
  const kept = textsOf(after?.[list]);
  return unknown?.[list] === true ? [] : textsOf(before?.[list]).filter((entry) => !kept.includes(entry));
}

/** An update switches off what its lists do not name any more. */
function scansLost(resource: ResourceChange): string[] {
  return ["account_ids", "resource_types"].flatMap((list) => removed(resource, list));
}

/** Types of scan that accounts which join do not get any more. */
function autoEnableLost({ change: { after, before } }: ResourceChange): string[] {
  const [was, will] = [before, after].map((values) => {
    const [block] = [values?.auto_enable].flat();
    return Object.entries((block ?? {}) as Readonly<Record<string, unknown>>).flatMap(([scan, isOn]) =>
      isOn === true ? [scan] : [],
    );
  });
  return (was ?? []).filter((scan) => will?.includes(scan) !== true);
}

function switchesLost({ change: { after, before }, type }: ResourceChange): string[] {
  const has = (values: typeof after, path: string): boolean => valueAt(values ?? {}, path) === true;
  return [
    ...(SWITCHES.get(type) ?? []).filter((name) => before?.[name] === true && after?.[name] === false),
    ...(HAZARDS.get(type) ?? []).filter((name) => before != null && !has(before, name) && has(after, name)),
    // Of configurations alone: no plan has it.
    ...(has(before, PREVENT_DESTROY) && !has(after, PREVENT_DESTROY) ? [PREVENT_DESTROY] : []),
  ];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
