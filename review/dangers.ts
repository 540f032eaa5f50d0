import type { ResourceChange } from "./plan-json";
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
  readonly action: "destroys" | "replaces" | "moves" | "disables" | "shortens" | "forgets" | "fails";
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
    aws_cloudwatch_metric_alarm: ["actions_enabled"],
    aws_config_configuration_recorder_status: ["is_enabled"],
    aws_ebs_encryption_by_default: ["enabled"],
    aws_iam_account_password_policy: [
      "require_lowercase_characters",
      "require_numbers",
      "require_symbols",
      "require_uppercase_characters",
    ],
    aws_kms_key: ["enable_key_rotation", "is_enabled"],
    aws_s3_account_public_access_block: PUBLIC_ACCESS,
    aws_s3_bucket_public_access_block: PUBLIC_ACCESS,
  }),
);
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
  const switches = [...switchesLost(resource), ...protections, ...statementsLost(resource, all)];
  const weakened: Endangered[] = [
    { kind: "protectionLost", ...what, action: "disables", disabled: switches },
    { kind: "retentionShortened", ...what, action: "shortens", disabled: retentions },
  ];
  if (switches.length + retentions.length > 0) {
    return weakened.filter(({ disabled = [] }) => disabled.length > 0);
  }
  return type === ORGANIZATION
    ? LISTS.map(([list, kind]) => ({
        kind,
        ...what,
        action: "disables" as const,
        disabled: removed(resource, list),
      })).filter(({ disabled }) => disabled.length > 0)
    : [];
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
    const [block] = Array.isArray(values?.auto_enable) ? (values.auto_enable as unknown[]) : [];
    return Object.entries((block ?? {}) as Readonly<Record<string, unknown>>).flatMap(([scan, isOn]) =>
      isOn === true ? [scan] : [],
    );
  });
  return (was ?? []).filter((scan) => will?.includes(scan) !== true);
}

function switchesLost({ change: { after, before }, type }: ResourceChange): string[] {
  return (SWITCHES.get(type) ?? []).filter((name) => before?.[name] === true && after?.[name] === false);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
