import { REASON, RICH_FILE } from "./rich-file";
import type { File } from "./rich-file";

type Json = Record<string, unknown>;

/** A change of a configuration, and what it may do. */
export interface Edit {
  readonly what: string;
  readonly file: File;
  /** Configuration that it is an edit of. @default RICH_FILE */
  readonly of?: File;
  /** Configuration between the two, which is deployed first. @default - none */
  readonly via?: File;
  /** Of the edits that could lose most, which are applied to a local AWS, too: what it may not lose, and stacks that it changes. */
  readonly dangerous?: { readonly for: string; readonly stacks: readonly string[] };
  /** Addresses of what it switches off, after their stack and a blank. */
  readonly off?: RegExp;
  /** What stays as it was though its argument is gone, as its absence means so. */
  readonly keeps?: RegExp;
  /** Whether something is forgotten. */
  readonly forgets?: RegExp;
  /** What is replaced: AWS cannot change it, and its name or destination is another one. */
  readonly replaces?: RegExp;
  /** Stacks that are not made any more. */
  readonly gone?: RegExp;
  /** The configuration of before once it follows this one, where its words name what was before. @default - the same */
  readonly back?: File;
  /** What Terraform refuses to destroy or replace, there or back, so that the plan fails and names it. */
  readonly planRefuses?: RegExp;
  /** What the refusal says. */
  readonly refused?: RegExp;
}

/** A configuration with another value at a path of keys and indexes, separated by blanks; undefined takes it out. */
export function withValue(file: File, path: string, value: unknown): File {
  const copy = structuredClone(file) as Json;
  const keys = path.split(" ");
  const last = keys.pop() ?? "";
  let inner: Json = copy;
  for (const key of keys) {
    inner = (inner[key] ??= {}) as Json;
  }
  if (value === undefined) {
    if (Array.isArray(inner)) inner.splice(Number(last), 1);
    else Reflect.deleteProperty(inner, last);
  } else {
    inner[last] = value;
  }
  return copy;
}

const rich = (...changes: readonly (readonly [path: string, value?: unknown])[]): File =>
  changes.reduce((file, [path, value]) => withValue(file, path, value), RICH_FILE);

const [SHOP, BLOG] = ["accounts workloads 0", "accounts workloads 1"];
const UNITS = "organization organizationalUnits";

const renamedUnits = rich(
  [
    `${UNITS} 1`,
    { name: "Work", formerly: "Workloads", organizationalUnits: [{ name: "Production" }, { name: "Test" }] },
  ],
  [`${SHOP} organizationalUnit`, "Work/Production"],
  [`${BLOG} organizationalUnit`, "Work/Test"],
);

const KEY_STORE = {
  type: "cloudhsm",
  phase: "cluster",
  logs: ["trail"],
  availabilityZones: ["eu-west-1a", "eu-west-1b"],
  trustAnchor: "customerCA.crt",
};
/** The log key is beside the key store. */
const WITHOUT_KEY_STORE = rich(["archive logKeyAccount"]);
const store = (phase: string, encryption: string): File =>
  rich(["archive logKeyAccount"], ["keyStore", { ...KEY_STORE, phase }], ["archive encryption", encryption]);

/** Edits of sections that are merely taken out. */
const LEFT_OUT: readonly Edit[] = [
  { what: "archive is left out", file: rich(["archive"]), gone: /^(log-replica|log-key)$/ },
  {
    what: "the copies are left out",
    file: rich(["archive replica"]),
    gone: /^(log-replica)$/,
    dangerous: { for: "the copies and their key", stacks: ["log-replica", "log-archive"] },
  },
  { what: "trail is left out", file: rich(["trail"]) },
  {
    what: "config is left out",
    off: /VersioningEnabled/,
    file: rich(["config"]),
    forgets: /conformance_pack|policy_rule/,
  },
  { what: "conformance packs are left out", file: rich(["config conformancePacks"]), forgets: /conformance_pack/ },
  { what: "rules of our own are left out", file: rich(["config policyRules"]), forgets: /policy_rule/ },
  { what: "settings of rules are left out", off: /VersioningEnabled/, file: rich(["config rules"]) },
  {
    what: "notifications of AWS Config are left out",
    file: rich(["config recording notifications"]),
    forgets: /sns_topic/,
  },
  {
    what: "baseline is left out",
    file: rich(["baseline"]),
    forgets: /contact/,
    dangerous: { for: "what protects an account", stacks: ["baseline-shop"] },
  },
  { what: "the security contact is left out", file: rich(["baseline securityContact"]), forgets: /contact/ },
  { what: "flow logs are left out", file: rich(["flowLogs"]), forgets: /aws_flow_log/, replaces: /aws_flow_log/ },
  { what: "alerts are left out", file: rich(["alerts"]) },
  { what: "detection is left out", file: rich(["detection"]), forgets: /payrollReads/ },
  { what: "guardrails are left out", file: rich(["guardrails"]) },
  { what: "hosts are left out", file: rich(["hosts"]), forgets: /./ },
  {
    what: "inspector is left out",
    file: rich(["inspector"]),
    gone: /^(inspector|finding-archive)$/,
    dangerous: {
      for: "findings and who administers Inspector",
      stacks: ["organization", "finding-archive", "inspector"],
    },
  },
  { what: "access is left out", file: rich(["access"]), refused: /the guardrail logReaders would be detached/ },
  {
    what: "access is left out, and its guardrails are disabled",
    file: rich(
      ["access"],
      ["guardrails exceptions logReaders", { disabled: true, reason: REASON }],
      ["guardrails exceptions accessIdentities", { disabled: true, reason: REASON }],
    ),
    gone: /^access-/,
    dangerous: { for: "guardrails that were made from it", stacks: ["organization", "access-log-archive"] },
  },
  { what: "tags are left out", file: rich(["tags"]) },
];

/** Edits that switch something off in words made for it. */
const SWITCHED_OFF: readonly Edit[] = [
  {
    what: "an alarm is disabled",
    file: rich(["detection alarms rootLogin", { disabled: true, reason: REASON }]),
    off: /^detection aws_cloudwatch_(metric_alarm|log_metric_filter)\./,
  },
  {
    what: "a rule of events is disabled",
    file: rich(["detection rules keyTampering", { disabled: true, reason: REASON }]),
    off: /^alerting aws_cloudwatch_(event_rule|event_target|metric_alarm)\./,
  },
  {
    what: "Trusted Advisor is disabled",
    file: rich(["detection trustedAdvisor", { disabled: true, reason: REASON }]),
    off: /trustedAdvisor|trusted-advisor/i,
  },
  {
    what: "a rule of AWS Config is switched off",
    file: rich(["config rules cloudTrailEnabled", { enabled: false, reason: REASON }]),
    off: /^config-rules aws_config_organization_managed_rule\.rule-cloudTrailEnabled/,
  },
  {
    what: "a guardrail is disabled",
    file: rich(["guardrails exceptions topics", { disabled: true, reason: REASON }]),
  },
  {
    what: "the public access block is switched off",
    file: rich(["baseline s3PublicAccessBlock", false]),
    off: /aws_s3_account_public_access_block/,
  },
  {
    what: "encryption of volumes is switched off",
    file: rich(["baseline ebsEncryption", false]),
    off: /aws_ebs_encryption_by_default/,
  },
  {
    what: "the analyzers are switched off",
    file: rich(["baseline accessAnalyzer", false]),
    off: /aws_accessanalyzer_analyzer/,
  },
  {
    what: "the password policy is switched off",
    file: rich(["baseline passwordPolicy", { enabled: false }]),
    off: /aws_iam_account_password_policy/,
    dangerous: { for: "what is not switched off", stacks: ["baseline-shop"] },
  },
  {
    what: "snapshots are left as they are",
    file: rich(["baseline snapshotSharing", "unchanged"]),
    forgets: /snapshot/,
  },
  {
    what: "instance metadata is left as it is",
    file: rich(["baseline instanceMetadata", { version2: "unchanged" }]),
    forgets: /metadata/,
  },
  {
    what: "the agent of hosts is switched off",
    file: rich(["hosts agent enabled", false]),
    off: / aws_(cloudwatch_(log_metric_filter|metric_alarm)\.(failed|memory)|ssm_parameter\.agent)-/,
    forgets: /aws_cloudwatch_log_group\.host-logs/,
  },
  {
    what: "sessions of hosts are switched off",
    file: rich(["hosts sessions enabled", false]),
    off: /aws_ssm_document\.session-preferences/,
    forgets: /session/,
  },
  {
    what: "sessions of hosts are forgotten first, and switched off then",
    via: rich(["hosts"]),
    file: rich(["hosts sessions enabled", false]),
    dangerous: { for: "transcripts of sessions, and what sends them", stacks: ["baseline-shop"] },
  },
  {
    what: "flow logs are switched off",
    file: rich(["flowLogs vpcs", "none"]),
    off: /aws_flow_log\.|aws_iam_role(?:_policy)?\.flow-log-group-/,
    forgets: /aws_cloudwatch_log_group/,
    dangerous: { for: "records in log groups", stacks: ["baseline-shop"] },
  },
  {
    what: "a function of people is switched off",
    file: rich(["access functions logReader enabled", false], ["access people 0 functions", ["cloudWatchReader"]]),
  },
];

/** Edits of accounts and units. */
const ORGANIZATION: readonly Edit[] = [
  {
    what: "an account is added",
    file: rich(["accounts workloads 2", { name: "lab", email: "lab@example.com", organizationalUnit: "Sandbox" }]),
  },
  { what: "an account is renamed", file: rich([`${SHOP} name`, "store"]) },
  { what: "an account gets another address", file: rich([`${SHOP} email`, "store@example.com"]) },
  {
    what: "an account is renamed and gets another address",
    file: rich([
      SHOP,
      { name: "store", formerly: "shop", email: "store@example.com", organizationalUnit: "Workloads/Production" },
    ]),
    back: rich([`${SHOP} formerly`, "store"]),
  },
  {
    what: "the ids of accounts are written",
    file: rich(
      [
        "organization",
        { ...(RICH_FILE.organization as Json), id: "o-exampleorgid", trustedServices: [], policyTypes: [] },
      ],
      [`${SHOP} id`, "444444444444"],
      ["accounts audit id", "333333333333"],
    ),
  },
  {
    what: "accounts exchange their names",
    file: rich([`${SHOP} name`, "blog"], [`${BLOG} name`, "shop"]),
    dangerous: { for: "which account is which", stacks: ["organization"] },
  },
  { what: "an account moves to another unit", file: rich([`${SHOP} organizationalUnit`, "Workloads/Test"]) },
  {
    what: "an account moves below no unit",
    file: rich([`${SHOP} organizationalUnit`]),
    keeps: /parent_id/,
    dangerous: { for: "its unit, with the guardrails there", stacks: ["organization"] },
  },
  {
    what: "an account is removed, or was closed",
    file: rich([BLOG]),
    forgets: /^organization aws_organizations_account\.account-blog$/m,
    gone: /^(access|baseline)-blog$/,
    dangerous: { for: "the account", stacks: ["organization"] },
  },
  { what: "an account is about to leave", file: rich([`${BLOG} leaving`, true]), forgets: /^baseline-blog / },
  {
    what: "an account takes the place of another one",
    file: rich([BLOG, { name: "forum", email: "forum@example.com" }]),
    refused: /may be a new account, or blog/,
  },
  {
    what: "a core account becomes another one",
    file: rich(["accounts audit email", "other@example.com"]),
    refused: /another account/,
  },
  {
    what: "units are renamed",
    file: renamedUnits,
    back: withValue(RICH_FILE, `${UNITS} 1 formerly`, "Work"),
    dangerous: { for: "units with the accounts in them", stacks: ["organization"] },
  },
  {
    what: "a unit is renamed without a word",
    file: rich([`${UNITS} 2 name`, "Playground"]),
    refused: /may be a new unit, or Sandbox/,
  },
  { what: "a unit is added", file: rich([`${UNITS} 3`, { name: "Suspended" }]) },
  {
    what: "a unit is removed",
    file: rich([`${UNITS} 2`]),
    forgets: /organizational_unit/,
    dangerous: { for: "the unit", stacks: ["organization"] },
  },
  {
    what: "a unit is emptied and removed",
    file: rich([`${UNITS} 1 organizationalUnits 1`], [`${BLOG} organizationalUnit`, "Sandbox"]),
    forgets: /organizational_unit/,
  },
  { what: "services get trusted access", file: rich(["organization trustedServices", ["ram.amazonaws.com"]]) },
];

/** Edits of where things are. */
const PLACES: readonly Edit[] = [
  { what: "a region is added", file: rich(["regions 2", "us-east-1"]) },
  {
    what: "a region is removed",
    file: rich(["regions 1"], ["archive replica"]),
    forgets: /eu-central-1/,
    gone: /^(log-replica)$/,
    dangerous: { for: "what protects and records there", stacks: ["baseline-shop"] },
  },
  { what: "the home region is another one", file: rich(["homeRegion", "eu-central-1"]), refused: /another homeRegion/ },
  { what: "the name is another one", file: rich(["name", "poor"]), refused: /another name/ },
  {
    what: "the states are elsewhere",
    file: rich(["state", { backend: "s3", bucket: "rich-state", region: "eu-west-1" }]),
    refused: /another state/,
  },
  {
    what: "the log key moves to another account",
    file: rich(["archive logKeyAccount", "log-archive"]),
    gone: /^(log-key)$/,
    dangerous: { for: "the key that opens what is there", stacks: ["log-key", "log-replica", "log-archive"] },
  },
  {
    what: "the copies move to another account",
    file: rich(["archive replica account", "log-archive"]),
    forgets: /^log-replica /,
  },
  {
    what: "the copies move to another region",
    file: rich(["regions 2", "us-east-1"], ["archive replica region", "us-east-1"]),
    forgets: /^log-replica /,
  },
  { what: "people come in by another account", file: rich(["access identityAccount", "management"]) },
  {
    what: "the baseline is of StackSets",
    of: rich(["hosts"]),
    file: rich(
      ["hosts"],
      ["baseline deployment", "stacksets"],
      ["baseline defaultSecurityGroups"],
      ["baseline securityContact"],
      ["config rules s3BucketVersioningEnabled"],
    ),
    off: /VersioningEnabled/,
    gone: /^baseline-/,
  },
];

/** Edits that change a setting of something. */
const CHANGED: readonly Edit[] = [
  {
    what: "retention changes",
    file: rich(["archive retention", { hot: "30 days", archive: "2 years", total: "8 years" }]),
  },
  {
    what: "the object lock becomes stricter",
    file: rich(["archive objectLock", { mode: "compliance", duration: "1 year" }]),
  },
  {
    what: "the service-linked role is not used any more",
    file: rich(["config recording role", "own"]),
    forgets: /service_linked_role/,
  },
  {
    what: "less is recorded",
    file: rich(["config recording only", ["AWS::EC2::Instance"]], ["config recording otherFrequency"]),
  },
  {
    what: "types are excluded no more",
    of: rich(["config recording except", ["AWS::EC2::Volume"]]),
    file: RICH_FILE,
  },
  {
    what: "a remediation is left out",
    file: rich(["config rules s3BucketVersioningEnabled remediation", "off"]),
    off: /VersioningEnabled/,
  },
  {
    what: "the texts of rules change",
    file: rich(
      ["config policyRules bucketsHaveOwners title", "Another title"],
      ["config policyRules bucketsHaveOwners controls", ["Our own 4.3"]],
    ),
  },
  {
    what: "flow logs have other settings",
    file: rich(["flowLogs", { trafficType: "REJECT", destinations: ["bucket"] }]),
    off: /aws_flow_log\.flow-logs-.*_log-group_|aws_iam_role(?:_policy)?\.flow-log-group-/,
    forgets: /aws_cloudwatch_log_group/,
    replaces: /aws_flow_log/,
  },
  { what: "guardrails have less room", file: rich(["guardrails policiesPerTarget", 3]) },
  {
    what: "a guardrail has an exception",
    file: rich(["guardrails exceptions topics", { organizationalUnits: ["Security"], reason: REASON }]),
    dangerous: { for: "guardrails that are elsewhere", stacks: ["organization"] },
  },
  { what: "the audience of alerts changes", file: rich(["alerts", { emails: ["other@example.com"] }]) },
  { what: "alarms are of another version", file: rich(["detection cisVersion", "3.0"]) },
  { what: "the emergency role is another one", file: rich(["breakGlass role", "emergency"]), replaces: /break-glass/ },
  { what: "the emergency role is made elsewhere", file: rich(["breakGlass create", false]), forgets: /aws_iam_role/ },
  { what: "scans are fewer", file: rich(["inspector scans", ["ec2"]]) },
  { what: "targets of scans are others", file: rich(["inspector targets 0 name", "hosts"]) },
  { what: "tags change", file: rich(["tags", { CostCenter: "4712", Owner: "team" }]) },
  { what: "a pipeline is another one", file: rich(["access ci github repository", "other"]) },
];

/** Edits of the key store, each of the one before. */
const KEY_STORES: readonly Edit[] = [
  { what: "a key store is begun", of: WITHOUT_KEY_STORE, file: store("cluster", "kms") },
  { what: "a key store is made", planRefuses: /^key-store /, of: store("cluster", "kms"), file: store("store", "kms") },
  {
    what: "a key store is used",
    planRefuses: /^key-store /,
    of: store("store", "kms"),
    file: store("active", "cloudhsm"),
  },
  { what: "a key store is not used any more", of: store("active", "cloudhsm"), file: store("active", "kms") },
  { what: "a key store is left out", of: store("active", "kms"), file: WITHOUT_KEY_STORE, gone: /^(key-store)$/ },
  {
    what: "a key store that was begun is left out",
    of: store("cluster", "kms"),
    file: WITHOUT_KEY_STORE,
    gone: /^(key-store)$/,
    dangerous: { for: "the cluster and its HSM", stacks: ["key-store"] },
  },
  {
    what: "a key store has other zones",
    planRefuses: /^key-store /,
    of: store("active", "cloudhsm"),
    file: withValue(store("active", "cloudhsm"), "keyStore availabilityZones", ["eu-west-1a", "eu-west-1c"]),
  },
];

/** Edits of which each says what it may do; nothing else may happen. */
export const EDITS: readonly Edit[] = [
  ...LEFT_OUT,
  ...SWITCHED_OFF,
  ...ORGANIZATION,
  ...PLACES,
  ...CHANGED,
  ...KEY_STORES,
];

/** Those that could lose most; of the same stacks one after the other. */
export const DANGEROUS_EDITS = EDITS.flatMap(({ dangerous, ...edit }) =>
  dangerous === undefined ? [] : [{ ...edit, dangerous }],
).sort((one, other) => one.dangerous.stacks.join().localeCompare(other.dangerous.stacks.join()));
