import type { ResourceChange } from "./plan-json";
import { sidsOf } from "./sids";

type Values = Readonly<Record<string, unknown>>;
type IsWeaker = (before: unknown, after: unknown) => boolean;

/** What an update leaves in place, and weaker than it was. */
export interface Weakened {
  /** Arguments that protect less, as `http_tokens`. */
  readonly protections: readonly string[];
  /** What is kept for a shorter time, as `retention_in_days from 365 to 30`: AWS deletes what is older. */
  readonly retentions: readonly string[];
}

/** Values in words, the strongest first; one that is not in the list protects nothing. */
const weakerThan =
  (...strongest: readonly string[]): IsWeaker =>
  (before, after) => {
    const rank = (value: unknown): number => {
      const found = strongest.indexOf(String(value));
      return found === -1 ? strongest.length : found;
    };
    return rank(after) > rank(before);
  };
const isLess: IsWeaker = (before, after) => typeof before === "number" && typeof after === "number" && after < before;
const isTaken: IsWeaker = (before, after) =>
  typeof before === "string" && before !== "" && (after === undefined || after === null || after === "");
const isMore: IsWeaker = (before, after) => typeof before === "number" && typeof after === "number" && after > before;
/** What alone is reported: one that is new leaves something out, and nobody can compare two. */
const isOtherFilter: IsWeaker = (before, after) => typeof after === "string" && after !== "" && after !== before;
const isEmptied: IsWeaker = (before, after) =>
  Array.isArray(before) && before.length > 0 && (!Array.isArray(after) || after.length === 0);

/** Entries of a list of what is left out. */
const isLonger: IsWeaker = (before, after) => listOf(after).some((entry) => !listOf(before).includes(entry));
/** Entries of a list of what alone is taken; an empty one takes all. */
const isShorter: IsWeaker = (before, after) =>
  listOf(after).length > 0 && listOf(before).some((entry) => !listOf(after).includes(entry));

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Arguments by type, in blocks after a point, and when one of them protects less than before. */
const PROTECTIONS_BY_TYPE: Readonly<Record<string, Readonly<Record<string, IsWeaker>>>> = {
  aws_backup_vault_lock_configuration: { min_retention_days: isLess },
  aws_cloudtrail: {
    cloud_watch_logs_group_arn: isTaken,
    "event_selector.include_management_events": weakerThan("true"),
    "event_selector.read_write_type": weakerThan("All"),
    insight_selector: isEmptied,
    kms_key_id: isTaken,
    sns_topic_name: isTaken,
  },
  aws_cloudwatch_event_rule: {
    state: weakerThan("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", "ENABLED"),
  },
  aws_cloudwatch_log_group: { kms_key_id: isTaken },
  aws_cloudwatch_metric_alarm: {
    alarm_actions: isEmptied,
    datapoints_to_alarm: isMore,
    evaluation_periods: isMore,
    treat_missing_data: (before, after) => before === "breaching" && after !== "breaching",
  },
  aws_config_configuration_recorder: {
    "recording_group.all_supported": weakerThan("true"),
    "recording_group.exclusion_by_resource_types.resource_types": isLonger,
    "recording_group.resource_types": isShorter,
    "recording_mode.recording_frequency": weakerThan("CONTINUOUS"),
  },
  aws_dynamodb_table: { "point_in_time_recovery.enabled": weakerThan("true") },
  aws_ebs_snapshot_block_public_access: { state: weakerThan("block-all-sharing", "block-new-sharing") },
  aws_ec2_instance_metadata_defaults: { http_tokens: weakerThan("required") },
  aws_ecr_repository: { image_tag_mutability: weakerThan("IMMUTABLE") },
  aws_flow_log: { traffic_type: weakerThan("ALL") },
  aws_iam_account_password_policy: { minimum_password_length: isLess, password_reuse_prevention: isLess },
  aws_kms_key: { deletion_window_in_days: isLess },
  aws_s3_bucket_object_lock_configuration: {
    object_lock_enabled: weakerThan("Enabled"),
    "rule.default_retention.mode": weakerThan("COMPLIANCE", "GOVERNANCE"),
    "rule.default_retention.days": isLess,
    "rule.default_retention.years": isLess,
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    "rule.apply_server_side_encryption_by_default.kms_master_key_id": isTaken,
    "rule.apply_server_side_encryption_by_default.sse_algorithm": weakerThan("aws:kms:dsse", "aws:kms"),
  },
  aws_s3_bucket_versioning: { "versioning_configuration.status": weakerThan("Enabled") },
  aws_sns_topic: { kms_master_key_id: isTaken },
  aws_sns_topic_subscription: { filter_policy: isOtherFilter },
  aws_sqs_queue: { kms_master_key_id: isTaken },
};
const PROTECTIONS = new Map(Object.entries(PROTECTIONS_BY_TYPE));

const POLICY = "aws_organizations_policy";

/**
 * Sids of guardrails that a policy of the organization has before a plan, and none of its kind has after it: a statement may move to
 * another policy.
 *
 * @param all everything of the plan, what does not change included
 */
export function statementsLost(resource: ResourceChange, all: readonly ResourceChange[]): string[] {
  const { before, after } = resource.change;
  if (resource.type !== POLICY || before == null) {
    return [];
  }
  const others = all.filter(({ change, type }) => type === POLICY && change.after?.type === before.type);
  // What is known after apply may have anything.
  if (after == null || others.some(({ change }) => change.after_unknown?.content === true)) {
    return [];
  }
  const kept = new Set(others.flatMap(({ change }) => sidsOf(change.after?.content)));
  return sidsOf(before.content).filter((sid) => sid !== "" && !kept.has(sid));
}

/** How long something is kept; 0 is for ever where AWS says so. */
const RETENTIONS: ReadonlyMap<string, { readonly argument: string; readonly isZeroForEver?: boolean }> = new Map(
  Object.entries({
    aws_cloudtrail_event_data_store: { argument: "retention_period" },
    aws_cloudwatch_event_archive: { argument: "retention_days", isZeroForEver: true },
    aws_cloudwatch_log_group: { argument: "retention_in_days", isZeroForEver: true },
    aws_config_retention_configuration: { argument: "retention_period_in_days" },
    aws_db_instance: { argument: "backup_retention_period" },
    aws_kinesis_stream: { argument: "retention_period" },
    aws_rds_cluster: { argument: "backup_retention_period" },
    aws_sqs_queue: { argument: "message_retention_seconds" },
  }),
);
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
const FOR_EVER = Infinity;

/** What the update of a resource weakens; nothing of what is not there before or after. */
export function weakenedBy({ change: { after, after_unknown: unknown = {}, before }, type }: ResourceChange): Weakened {
  if (before == null || after == null) {
    return { protections: [], retentions: [] };
  }
  const protections = Object.entries(PROTECTIONS.get(type) ?? {})
    .filter(([path]) => !isUnknown(unknown, path))
    .filter(([path, isWeaker]) => isWeaker(valueAt(before, path), valueAt(after, path)))
    .map(([path]) => path);
  return { protections, retentions: type === LIFECYCLE ? expirations(before, after) : retention(type, before, after) };
}

/** Whether an argument, or the block that it is in, is known after apply only. */
function isUnknown(unknown: Values, path: string): boolean {
  const names = path.split(".");
  return names.some((_, index) => valueAt(unknown, names.slice(0, index + 1).join(".")) === true);
}

function retention(type: string, before: Values, after: Values): string[] {
  const { argument = "", isZeroForEver = false } = RETENTIONS.get(type) ?? {};
  const [was, will] = [before, after].map((values) =>
    values[argument] === 0 && isZeroForEver ? FOR_EVER : values[argument],
  );
  return shortened(argument, was, will);
}

/** Rules of a bucket's lifecycle that delete sooner, or that did not delete before. */
function expirations(before: Values, after: Values): string[] {
  const rules = new Map(rulesOf(before).map((rule) => [rule.id, rule]));
  return rulesOf(after).flatMap((rule) =>
    (["expiration.days", "noncurrent_version_expiration.noncurrent_days"] as const).flatMap((path) =>
      shortened(`${String(rule.id)}: ${path}`, daysOf(rules.get(rule.id), path), daysOf(rule, path)),
    ),
  );
}

function rulesOf({ rule }: Values): Values[] {
  return [rule].flat().filter((one): one is Values => typeof one === "object" && one !== null);
}

function daysOf(rule: Values | undefined, path: string): number {
  const days = rule?.status === "Enabled" ? valueAt(rule, path) : undefined;
  return typeof days === "number" && days > 0 ? days : FOR_EVER;
}

function shortened(what: string, was: unknown, will: unknown): string[] {
  return typeof was === "number" && typeof will === "number" && will < was
    ? [`${what} from ${was === FOR_EVER ? "for ever" : was} to ${will}`]
    : [];
}

/** The value of an argument in blocks of which there is one. */
export function valueAt(values: Values, path: string): unknown {
  return path.split(".").reduce<unknown>((outer, name) => {
    const inner = Array.isArray(outer) ? (outer[0] as unknown) : outer;
    return typeof inner === "object" && inner !== null ? (inner as Values)[name] : undefined;
  }, values);
}
