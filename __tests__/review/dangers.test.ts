import { dangersOf } from "../../review/dangers";
import type { Endangered } from "../../review/dangers";
import type { Action, ResourceChange } from "../../review/plan-json";
import { change } from "../cli/plan/support";

type Values = Readonly<Record<string, unknown>>;

const dangers = (resource: ResourceChange): Endangered[] => dangersOf(resource, () => "eu-west-1");
const updated = (
  address: string,
  before: Values | null,
  after: Values | null,
  unknown: Values = {},
): ResourceChange => {
  const resource = change(address, before === null ? ["create"] : ["update"]);
  return { ...resource, change: { ...resource.change, before, after, after_unknown: unknown } };
};

const ACCOUNT = "aws_organizations_account.account-shop";
const ORGANIZATION = "aws_organizations_organization.organization";

/** As hashicorp/aws 5.100.0 plans it. */
const recorder = (strategy: string, group: Values = {}, frequency = "CONTINUOUS"): Values => ({
  recording_group: [
    {
      all_supported: strategy === "ALL_SUPPORTED_RESOURCE_TYPES",
      resource_types: [],
      exclusion_by_resource_types: [],
      recording_strategy: [{ use_only: strategy }],
      ...group,
    },
  ],
  recording_mode: [{ recording_frequency: frequency, recording_mode_override: [] }],
});
const excluding = (...types: string[]): Values => ({ exclusion_by_resource_types: [{ resource_types: types }] });

describe("the dangers of a plan", () => {
  it.each<[string, Values, boolean]>([
    ["all types", recorder("ALL_SUPPORTED_RESOURCE_TYPES", excluding("AWS::EC2::Instance")), true],
    [
      "some types",
      recorder("INCLUSION_BY_RESOURCE_TYPES", {
        ...excluding("AWS::EC2::Instance"),
        resource_types: ["AWS::S3::Bucket"],
      }),
      true,
    ],
    ["all but other types", recorder("EXCLUSION_BY_RESOURCE_TYPES", excluding("AWS::EC2::Volume")), false],
    ["all types, which were excluded no more", recorder("ALL_SUPPORTED_RESOURCE_TYPES", excluding()), false],
  ])("are that AWS Config refuses a recorder that left types out and is to record %s", (_, after, isRefused) => {
    const before = recorder("EXCLUSION_BY_RESOURCE_TYPES", excluding("AWS::EC2::Instance"));
    const kinds = dangers(updated("aws_config_configuration_recorder.config-eu-west-1", before, after)).map(
      ({ kind }) => kind,
    );
    expect(kinds.includes("recorderRefused")).toBe(isRefused);
  });

  it.each<[string, string, Action[], object]>([
    ["an account is destroyed", ACCOUNT, ["delete"], { kind: "accountRemoved", action: "destroys" }],
    ["an account is replaced", ACCOUNT, ["delete", "create"], { kind: "accountRemoved", action: "replaces" }],
    ["a key is destroyed", "aws_kms_key.logs", ["delete"], { kind: "keyDestroyed", action: "destroys" }],
    ["an HSM is", "aws_cloudhsm_v2_hsm.a", ["delete"], { kind: "keyStoreDestroyed", action: "destroys" }],
    [
      "the cluster of HSMs is replaced",
      "aws_cloudhsm_v2_cluster.a",
      ["delete", "create"],
      { kind: "keyStoreDestroyed", action: "replaces" },
    ],
    ["a key store is", "aws_kms_custom_key_store.a", ["delete"], { kind: "keyStoreDestroyed", action: "destroys" }],
    ["a replica of a key is", "aws_kms_replica_key.logs", ["delete"], { kind: "keyDestroyed", action: "destroys" }],
    [
      "a protective setting goes back to AWS's default",
      "aws_s3_account_public_access_block.account",
      ["delete"],
      { kind: "settingReset", action: "destroys" },
    ],
    [
      "an account is not scanned any more",
      "aws_inspector2_enabler.inspector-shop-eu-west-1",
      ["delete"],
      { kind: "scanningStopped", action: "destroys" },
    ],
    [
      "accounts that join will not be scanned",
      "aws_inspector2_organization_configuration.a",
      ["delete"],
      { kind: "scanningStopped", action: "destroys" },
    ],
    [
      "a member leaves Inspector's administrator",
      "aws_inspector2_member_association.a",
      ["delete"],
      { kind: "scanningStopped", action: "destroys" },
    ],
    [
      "Inspector's administrator is replaced",
      "aws_inspector2_delegated_admin_account.a",
      ["delete", "create"],
      { kind: "scanningStopped", action: "replaces" },
    ],
    ["anything else is destroyed", "aws_sns_topic.a", ["delete"], { kind: "destroyed", action: "destroys" }],
    ["anything else is replaced", "aws_sns_topic.a", ["create", "delete"], { kind: "replaced", action: "replaces" }],
  ])("say that %s", (_, address, actions, expected) => {
    expect(dangers(change(address, actions))).toEqual([{ address, region: "eu-west-1", because: [], ...expected }]);
  });

  it("say that an account moves, though Terraform only updates it, to a unit that is to be created as well", () => {
    const moved = { kind: "accountMoved", action: "moves", address: ACCOUNT, from: "ou-1" };
    expect(dangers(updated(ACCOUNT, { parent_id: "ou-1" }, { parent_id: "r-1" }))).toMatchObject([
      { ...moved, to: "r-1" },
    ]);
    const [toCome] = dangers(updated(ACCOUNT, { parent_id: "ou-1" }, {}, { parent_id: true }));
    expect(toCome).toMatchObject(moved);
    expect(toCome?.to).toBeUndefined();
  });

  it("are none where an account stays, or is new", () => {
    expect(dangers(updated(ACCOUNT, { parent_id: "r-1", tags: {} }, { parent_id: "r-1", tags: { a: "b" } }))).toEqual(
      [],
    );
    expect(dangers(updated(ACCOUNT, null, { parent_id: "r-1" }))).toEqual([]);
  });

  it("name the services and policy types that an adopted organization would lose, and not those it gets", () => {
    const before = {
      aws_service_access_principals: ["sso.amazonaws.com", "config.amazonaws.com"],
      enabled_policy_types: ["TAG_POLICY"],
    };
    const after = {
      aws_service_access_principals: ["cloudtrail.amazonaws.com", "config.amazonaws.com"],
      enabled_policy_types: [],
    };
    expect(dangers(updated(ORGANIZATION, before, after))).toMatchObject([
      { kind: "trustedServicesLost", action: "disables", disabled: ["sso.amazonaws.com"] },
      { kind: "policyTypesLost", action: "disables", disabled: ["TAG_POLICY"] },
    ]);
    expect(dangers(updated(ORGANIZATION, after, { ...before, ...after }))).toEqual([]);
  });

  it("name the scans and accounts that an update of Inspector switches off, and not what it adds", () => {
    const address = "aws_inspector2_enabler.a";
    const all = { account_ids: ["111111111111", "222222222222"], resource_types: ["EC2", "LAMBDA"] };
    const some = { account_ids: ["222222222222"], resource_types: ["EC2", "ECR"] };
    expect(dangers(updated(address, all, some))).toEqual([
      {
        kind: "scanningStopped",
        address,
        region: "eu-west-1",
        because: [],
        action: "disables",
        disabled: ["111111111111", "LAMBDA"],
      },
    ]);
    expect(dangers(updated(address, some, { ...some, resource_types: ["EC2", "ECR", "LAMBDA"] }))).toEqual([]);
    expect(dangers(updated(address, null, some))).toEqual([]);
  });

  it("name what is tainted as such, whatever it is: to put the file back would not help", () => {
    const replaced = change("aws_kms_key.a", ["delete", "create"], { action_reason: "replace_because_tainted" });
    expect(dangers(replaced)).toMatchObject([{ kind: "tainted", action: "replaces" }]);
  });

  it.each([
    ["aws_cloudtrail", "enable_logging"],
    ["aws_config_configuration_recorder_status", "is_enabled"],
    ["aws_ebs_encryption_by_default", "enabled"],
    ["aws_kms_key", "enable_key_rotation"],
    ["aws_s3_account_public_access_block", "block_public_policy"],
  ])("name %s, which stays and has %s switched off", (type, argument) => {
    const [on, off] = [{ [argument]: true }, { [argument]: false }];
    expect(dangers(updated(`${type}.a`, on, off))).toMatchObject([{ kind: "protectionLost", disabled: [argument] }]);
    expect(dangers(updated(`${type}.a`, off, on))).toEqual([]);
    expect(dangers(updated(`${type}.a`, null, off))).toEqual([]);
  });

  it("are that a guardrail is in no policy any more, and not that it moves to another one", () => {
    const policy = (
      name: string,
      before: string[],
      after: string[],
      type = "SERVICE_CONTROL_POLICY",
    ): ResourceChange => {
      const [was, will] = [before, after].map((sids) => ({
        type,
        content: JSON.stringify({ Statement: sids.map((Sid) => ({ Sid })) }),
      }));
      return updated(`aws_organizations_policy.${name}`, was ?? null, will ?? null);
    };
    const told = (...all: ResourceChange[]): unknown[] =>
      all.flatMap((one) => dangersOf(one, () => undefined, all)).map(({ disabled, kind }) => [kind, disabled]);
    expect(told(policy("a", ["A", "B"], ["A"]))).toEqual([["protectionLost", ["B"]]]);
    expect(told(policy("a", ["A", "B"], ["A"]), policy("b", ["C"], ["C", "B"]))).toEqual([]);
    expect(told(policy("a", ["A"], []), policy("b", [], ["A"], "RESOURCE_CONTROL_POLICY"))).toEqual([
      ["protectionLost", ["A"]],
    ]);
    expect(told(policy("a", ["A"], ["A", "B"]))).toEqual([]);
  });

  const lifecycle = (id: string, days: number, status = "Enabled") => ({
    rule: [{ id, status, expiration: [{ days }] }],
  });
  const lock = (mode: string, days: number) => ({ rule: [{ default_retention: [{ mode, days }] }] });
  it.each<[string, Values, Values, string[]]>([
    ["aws_cloudwatch_event_rule", { state: "ENABLED" }, { state: "DISABLED" }, ["protectionLost state"]],
    ["aws_cloudwatch_metric_alarm", { alarm_actions: ["a"] }, { alarm_actions: [] }, ["protectionLost alarm_actions"]],
    [
      "aws_s3_bucket_versioning",
      { versioning_configuration: [{ status: "Enabled" }] },
      { versioning_configuration: [{ status: "Suspended" }] },
      ["protectionLost versioning_configuration.status"],
    ],
    [
      "aws_s3_bucket_object_lock_configuration",
      lock("COMPLIANCE", 365),
      lock("GOVERNANCE", 30),
      ["protectionLost rule.default_retention.mode,rule.default_retention.days"],
    ],
    [
      "aws_ebs_snapshot_block_public_access",
      { state: "block-all-sharing" },
      { state: "unblocked" },
      ["protectionLost state"],
    ],
    [
      "aws_ec2_instance_metadata_defaults",
      { http_tokens: "required" },
      { http_tokens: "no-preference" },
      ["protectionLost http_tokens"],
    ],
    [
      "aws_iam_account_password_policy",
      { minimum_password_length: 16, require_symbols: true },
      { minimum_password_length: 8, require_symbols: false },
      ["protectionLost require_symbols,minimum_password_length"],
    ],
    [
      "aws_cloudwatch_log_group",
      { retention_in_days: 365 },
      { retention_in_days: 30 },
      ["retentionShortened retention_in_days from 365 to 30"],
    ],
    [
      "aws_cloudwatch_log_group",
      { retention_in_days: 0 },
      { retention_in_days: 30 },
      ["retentionShortened retention_in_days from for ever to 30"],
    ],
    [
      "aws_sqs_queue",
      { message_retention_seconds: 1209600 },
      { message_retention_seconds: 60 },
      ["retentionShortened message_retention_seconds from 1209600 to 60"],
    ],
    [
      "aws_s3_bucket_lifecycle_configuration",
      lifecycle("all", 2557),
      lifecycle("all", 365),
      ["retentionShortened all: expiration.days from 2557 to 365"],
    ],
    [
      "aws_s3_bucket_lifecycle_configuration",
      lifecycle("all", 2557),
      lifecycle("new", 365),
      ["retentionShortened new: expiration.days from for ever to 365"],
    ],
    [
      "aws_config_configuration_recorder",
      recorder("ALL_SUPPORTED_RESOURCE_TYPES"),
      recorder("INCLUSION_BY_RESOURCE_TYPES", { resource_types: ["AWS::S3::Bucket"] }),
      ["protectionLost recording_group.all_supported"],
    ],
    [
      "aws_config_configuration_recorder",
      recorder("INCLUSION_BY_RESOURCE_TYPES", { resource_types: ["AWS::S3::Bucket", "AWS::IAM::Role"] }),
      recorder("INCLUSION_BY_RESOURCE_TYPES", { resource_types: ["AWS::S3::Bucket"] }, "DAILY"),
      ["protectionLost recording_group.resource_types,recording_mode.recording_frequency"],
    ],
    [
      "aws_config_configuration_recorder",
      recorder("EXCLUSION_BY_RESOURCE_TYPES", excluding("AWS::S3::Bucket")),
      recorder("EXCLUSION_BY_RESOURCE_TYPES", excluding("AWS::S3::Bucket", "AWS::IAM::Role")),
      ["protectionLost recording_group.exclusion_by_resource_types.resource_types"],
    ],
  ])("are that %s is weaker than it was, and not that it is stronger", (type, before, after, found) => {
    const told = (from: Values, to: Values): string[] =>
      dangers(updated(`${type}.a`, from, to)).map(({ disabled = [], kind }) => `${kind} ${disabled.join(",")}`);
    expect(told(before, after)).toEqual(found);
    expect(told(before, before)).toEqual([]);
    expect(told(after, before).filter((one) => !one.includes("from for ever"))).toEqual([]);
  });

  it("name a CIS scan that ends, by the type that Cloud Control knows it by", () => {
    const of = (type_name: string) =>
      dangers({
        ...updated("aws_cloudcontrolapi_resource.cis-eu-west-1-servers", { type_name }, {}),
        change: { actions: ["delete"], before: { type_name }, after: null },
      });
    expect(of("AWS::InspectorV2::CisScanConfiguration")).toMatchObject([{ kind: "scanningStopped" }]);
    expect(of("AWS::Logs::Delivery")).toMatchObject([{ kind: "destroyed" }]);
  });

  it("name the scans that accounts which join would not get any more", () => {
    const configuration = (ec2: boolean, ecr: boolean) => ({ auto_enable: [{ ec2, ecr }] });
    const change = (before: Values, after: Values) =>
      dangers(updated("aws_inspector2_organization_configuration.a", before, after));
    expect(change(configuration(true, true), configuration(true, false))).toMatchObject([
      { kind: "scanningStopped", action: "disables", disabled: ["ecr"] },
    ]);
    expect(change(configuration(false, true), configuration(true, true))).toEqual([]);
  });
});
