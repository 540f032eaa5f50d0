// What people try on synthesized stacks with `landing-zone prove --stacks`: each weakening by hand fails it, with the name of what was
// weakened. Questions are asked of the area that a weakening is about.
import { readFileSync } from "node:fs";
import { parseLandingZone } from "../../config/load";
import { failuresOfAnswers } from "../../proof/failures";
import { asConfigured } from "../../proof/as-configured";
import type { Block } from "../../proof/kinds";
import { Matrix } from "../../proof/matrix";
import { policiesOf } from "../../proof/policies";
import { screen } from "../../proof/report";
import type { Principal } from "../../proof/principal";
import { judgedRoles } from "../../proof/roles";
import { synthesized } from "../../proof/stacks";
import type { SynthesizedStack } from "../../proof/stacks";
import type { Statement } from "../../proof/statements";
import { withStandIns } from "../../proof/stand-ins";
import { weakLayers } from "../../proof/weak-layers";
import { exampleLandingZone } from "../support/landing-zones";

const TIMEOUT = 60_000;

const landingZone = exampleLandingZone();
const known = withStandIns(landingZone);
const intact = synthesized(landingZone);

/** A resource as somebody changes it; nothing where it is taken out. */
type Change = (block: Block) => Block | undefined;

const without: Change = () => undefined;
const set =
  (changes: Block): Change =>
  (block) => ({ ...block, ...changes });
/** Changes the statements of a policy in an argument. */
const statements =
  (argument: string, change: (statement: Statement) => readonly unknown[]): Change =>
  (block) => {
    const text = String(block[argument]);
    const policy = JSON.parse(text) as { readonly Statement: Statement[] };
    return { ...block, [argument]: JSON.stringify({ ...policy, Statement: policy.Statement.flatMap(change) }) };
  };
const withoutStatement = (sid: string, argument = "policy"): Change =>
  statements(argument, (one) => (one.Sid === sid ? [] : [one]));
const withStatement =
  (statement: object, argument = "policy"): Change =>
  (block) => {
    const policy = JSON.parse(String(block[argument])) as { readonly Statement: Statement[] };
    const more = { Sid: "ByHand", Effect: "Allow", ...statement };
    return { ...block, [argument]: JSON.stringify({ ...policy, Statement: [...policy.Statement, more] }) };
  };
const withoutConditions = (sid: string, argument = "policy"): Change =>
  statements(argument, (one) => (one.Sid === sid ? [{ ...one, Condition: undefined }] : [one]));
const exceptAlso = (sid: string, arn: string, argument: string): Change =>
  statements(argument, (one) => {
    const condition = (one.Condition ?? {}) as Record<string, Record<string, unknown>>;
    const operator = Object.keys(condition).find((name) => name.startsWith("ArnNot")) ?? "";
    const excepted = [condition[operator]?.["aws:PrincipalArn"] ?? []].flat();
    const also = { [operator]: { ...condition[operator], "aws:PrincipalArn": [...excepted, arn] } };
    return [one.Sid === sid ? { ...one, Condition: { ...condition, ...also } } : one];
  });

interface Weakening {
  readonly stack: string;
  readonly type: string;
  readonly name: RegExp;
  readonly change: Change;
}

function weakened({ change, name, stack: id, type }: Weakening): SynthesizedStack[] {
  let changed = 0;
  const stacks = intact.map((stack) => {
    if (stack.id !== id) {
      return stack;
    }
    const blocks = Object.entries(stack.resource[type] ?? {}).flatMap(([key, block]) => {
      const left = name.test(key) ? change(block) : block;
      changed += Number(left === undefined || JSON.stringify(left) !== JSON.stringify(block));
      return left === undefined ? [] : [[key, left] as const];
    });
    return { ...stack, resource: { ...stack.resource, [type]: Object.fromEntries(blocks) } };
  });
  expect(changed).toBeGreaterThan(0);
  return stacks;
}

/** One more resource, as people add one. */
function added(id: string, type: string, block: Block): SynthesizedStack[] {
  return intact.map((stack) =>
    stack.id === id
      ? { ...stack, resource: { ...stack.resource, [type]: { ...stack.resource[type], "by-hand": block } } }
      : stack,
  );
}

function failuresBesides(stacks: readonly SynthesizedStack[]): string[] {
  return [...judgedRoles(known, stacks).failures, ...asConfigured(known, intact, stacks).failures].map(
    ({ text }) => text,
  );
}

const ASKED = ["admin-log-archive", "admin-audit", "admin-management", "external"];
const isAskedOf = ({ accountId, key }: Principal): boolean => accountId === undefined || ASKED.includes(key);

async function failuresOfQuestions(
  stacks: readonly SynthesizedStack[],
  area: RegExp,
  action: RegExp,
): Promise<string[]> {
  const matrix = new Matrix(landingZone, policiesOf(known, stacks));
  const isAsked = (question: (typeof matrix.questions)[number]): boolean =>
    area.test(question.area) && action.test(question.action);
  const cells = await matrix.cells(isAsked, undefined, isAskedOf);
  expect(cells).not.toEqual([]);
  return failuresOfAnswers({ cells, mutations: [], open: [], weak: weakLayers(cells, landingZone) }).map(
    ({ text }) => text,
  );
}

const STRANGER = "arn:aws:iam::123123123123:root";
const BACK_DOOR = "arn:aws:iam::*:role/back-door";

describe("policies that were weakened by hand", () => {
  // prettier-ignore
  it.each<[what: string, stack: string, type: string, name: RegExp, change: Change, area: RegExp, action: RegExp, says: RegExp]>([
    ["the denial of tampering out of a bucket policy", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, withoutStatement("DenyTampering"), /^trail bucket$/, /^s3:Delete/, /bucket policy DenyTampering does not keep/],
    ["a bucket policy taken out", "log-archive", "aws_s3_bucket_policy", /^config-bucket/, without, /^Config bucket$/, /^s3:(Put|Delete)Object/, /does not keep|can, and should not|cannot, and should/],
    ["the key's destruction allowed", "log-archive", "aws_kms_key", /^log-key/, withoutStatement("DenyDestruction"), /^log key$/, /^kms:(Disable|Schedule)/, /key policy DenyDestruction does not keep/],
    ["a key for every trail", "log-archive", "aws_kms_key", /^log-key/, withoutConditions("CloudTrailEncryptsLogs"), /^log key$/, /^kms:GenerateDataKey/, /key policy CloudTrailEncryptsLogs does not keep/],
    ["a topic open to everyone", "alerting", "aws_sns_topic_policy", /^alerts-critical/, withStatement({ Principal: "*", Action: "sns:Publish", Resource: "*" }), /alert/, /^sns:Publish/, /can, and should not|does not keep/],
    ["a queue open to every topic", "organization-trail", "aws_sqs_queue", /delivery/, withoutConditions("TopicSends"), /queue/, /^sqs:SendMessage/, /queue policy DenyOtherSenders does not keep SNS, another topic/],
    ["a bus open to any organization", "alerting", "aws_cloudwatch_event_bus_policy", /^security-bus/, withoutConditions("ForwardersOfTheOrganization"), /^security event bus$/, /^events:PutEvents/, /bus policy ForwardersOfTheOrganization/],
    ["a guardrail without its statement on objects", "organization", "aws_organizations_policy", /./, statements("content", (one) => (one.Sid === "LogObjects" ? [] : [one])), /^trail bucket$/, /^s3:DeleteObject/, /(SCP|RCP) LogObjects does not keep/],
    ["guardrails that nothing is attached to", "organization", "aws_organizations_policy_attachment", /./, without, /^trail bucket$/, /^s3:DeleteObject$/, /SCP LogObjects does not keep/],
    ["a break-glass role without the second factor", "baseline-audit", "aws_iam_role", /^break-glass/, withoutConditions("EmergencyWithMfa", "assume_role_policy"), /^break-glass/, /AssumeRole/, /break-glass/],
  ])("fail with the layer: %s", async (_, stack, type, name, change, area, action, says) => {
    const stacks = weakened({ stack, type, name, change });
    expect((await failuresOfQuestions(stacks, area, action)).join("\n")).toMatch(says);
  }, TIMEOUT);
});

describe("stacks that were weakened by hand", () => {
  it("do not fail before", () => {
    expect(failuresBesides(intact)).toEqual([]);
  });

  // prettier-ignore
  it.each<[what: string, stack: string, type: string, name: RegExp, change: Change, says: RegExp]>([
    // Whom policies name.
    ["a stranger in a key policy", "log-archive", "aws_kms_key", /^log-key/, withStatement({ Principal: { AWS: STRANGER }, Action: "kms:Decrypt", Resource: "*" }), /key policy ByHand of log-archive\/aws_kms_key\.log-key names arn:aws:iam::123123123123:root/],
    ["a stranger in a bucket policy", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, withStatement({ Principal: { AWS: STRANGER }, Action: "s3:GetObject", Resource: "*" }), /bucket policy ByHand of log-archive\/aws_s3_bucket_policy\.trail-bucket\S* names/],
    ["a back door in a guardrail", "organization", "aws_organizations_policy", /./, exceptAlso("LogObjects", BACK_DOOR, "content"), /policy of the organization LogObjects of organization\/\S+ names arn:aws:iam::\*:role\/back-door/],
    ["a back door in a bucket policy", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, exceptAlso("DenyTampering", BACK_DOOR, "policy"), /bucket policy DenyTampering of \S+ names arn:aws:iam::\*:role\/back-door/],
    ["another account in a topic policy", "alerting", "aws_sns_topic_policy", /^alerts-critical/, withStatement({ Principal: { AWS: "123123123123" }, Action: "sns:Subscribe", Resource: "*" }), /topic policy ByHand of \S+ names 123123123123/],
    // Whom roles trust, and what they may.
    ["a role of the validator that anybody assumes", "log-validation", "aws_iam_role", /validator/, withStatement({ Principal: { AWS: STRANGER }, Action: "sts:AssumeRole" }, "assume_role_policy"), /trust policy ByHand of log-validation\/validator\S+ lets AWS arn:aws:iam::123123123123:root in/],
    ["a forwarding role for rules of any account", "baseline-audit", "aws_iam_role", /^event-forwarder/, withoutConditions("RulesOfThisAccount", "assume_role_policy"), /trust policy RulesOfThisAccount of baseline-audit\/event-forwarder does not demand StringEquals aws:SourceAccount/],
    ["another service that writes the trail's events", "organization-trail", "aws_iam_role", /^log-group/, statements("assume_role_policy", (one) => [{ ...one, Principal: { Service: ["cloudtrail.amazonaws.com", "ec2.amazonaws.com"] } }]), /trust policy ServiceAssumesRole of organization-trail\/log-group\S+ lets Service ec2\.amazonaws\.com in/],
    ["an aggregator's role that nobody assumes", "security-tooling", "aws_iam_role", /^aggregator/, statements("assume_role_policy", (one) => [{ ...one, Effect: "Deny" }]), /does not let config\.amazonaws\.com in/],
    ["a break-glass role that a service assumes", "baseline-audit", "aws_iam_role", /^break-glass/, withStatement({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }, "assume_role_policy"), /trust policy ByHand of baseline-audit\/break-glass lets Service ec2\.amazonaws\.com in/],
    ["a role of an unknown name", "security-tooling", "aws_iam_role", /^aggregator/, set({ name: "helper" }), /nothing says who may assume helper/],
    ["managed policies of a role", "log-validation", "aws_iam_role", /validator/, set({ managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }), /IAM policy arn:aws:iam::aws:policy\/AdministratorAccess of log-validation\/validator/],
    ["another managed policy for the aggregator", "security-tooling", "aws_iam_role_policy_attachment", /^aggregator/, set({ policy_arn: "arn:aws:iam::aws:policy/PowerUserAccess" }), /PowerUserAccess of security-tooling\/aggregator\S*: the proof does not read it; known is/],
    ["a role that may do more", "organization-trail", "aws_iam_role_policy", /^log-group/, withStatement({ Action: "*", Resource: "*" }), /organization-trail\/aws_iam_role_policy\.log-group\S+: policy is/],
    // What reports.
    ["a filter of another pattern", "detection", "aws_cloudwatch_log_metric_filter", /^alarm-rootLogin/, set({ pattern: "{ $.eventName = none }" }), /detection\/aws_cloudwatch_log_metric_filter\.alarm-rootLogin: pattern is/],
    ["an alarm without actions", "detection", "aws_cloudwatch_metric_alarm", /^alarm-rootLogin/, set({ alarm_actions: [] }), /alarm-rootLogin\S*: alarm_actions is \[\], and is to be \["arn:aws:sns:/],
    ["an alarm that waits", "detection", "aws_cloudwatch_metric_alarm", /^alarm-rootLogin/, set({ threshold: 50 }), /threshold is 50, and is to be 1$/],
    ["a rule that is disabled", "alerting", "aws_cloudwatch_event_rule", /^rule-rootSignIn/, set({ state: "DISABLED" }), /alerting\/aws_cloudwatch_event_rule\.rule-rootSignIn: state is DISABLED/],
    ["a rule of an empty pattern", "alerting", "aws_cloudwatch_event_rule", /^rule-rootSignIn/, set({ event_pattern: "{}" }), /rule-rootSignIn: event_pattern is \{\}/],
    ["a target that is taken out", "alerting", "aws_cloudwatch_event_target", /^rule-rootSignIn/, without, /aws_cloudwatch_event_target\.rule-rootSignIn\S* is missing/],
    ["a target that tells something else", "alerting", "aws_cloudwatch_event_target", /^rule-rootSignIn/, set({ input: '"all is well"' }), /rule-rootSignIn\S*: input is "all is well"/],
    ["a subscription that is taken out", "alerting", "aws_sns_topic_subscription", /^alerts-critical/, without, /aws_sns_topic_subscription\.alerts-critical\S* is missing/],
    ["a subscription that is filtered", "alerting", "aws_sns_topic_subscription", /^alerts-critical/, set({ filter_policy: '{"a":["b"]}' }), /alerts-critical\S*: filter_policy is/],
    ["a queue that forgets", "alerting", "aws_sqs_queue", /^dead-letters/, set({ message_retention_seconds: 60 }), /dead-letters: message_retention_seconds is 60/],
    ["a topic without its key", "alerting", "aws_sns_topic", /^alerts-critical/, set({ kms_master_key_id: undefined }), /alerts-critical: kms_master_key_id is absent/],
    ["a validator off its queue", "log-validation", "aws_lambda_event_source_mapping", /./, set({ enabled: false }), /aws_lambda_event_source_mapping\.\S+: enabled is false/],
    ["an archive of a day", "alerting", "aws_cloudwatch_event_archive", /./, set({ retention_days: 1 }), /retention_days is 1,/],
    // What is logged, and how it is kept.
    ["a trail that is off", "organization-trail", "aws_cloudtrail", /./, set({ enable_logging: false }), /organization-trail\/aws_cloudtrail\.trail: enable_logging is false/],
    ["a trail without digests", "organization-trail", "aws_cloudtrail", /./, set({ enable_log_file_validation: false }), /enable_log_file_validation is false/],
    ["a bucket without versions", "log-archive", "aws_s3_bucket_versioning", /^trail-bucket/, set({ versioning_configuration: { status: "Suspended" } }), /trail-bucket\S*: versioning_configuration is/],
    ["logs that expire", "log-archive", "aws_s3_bucket_lifecycle_configuration", /^trail-bucket/, set({ rule: [] }), /trail-bucket\S*: rule is \[\]/],
    ["a bucket that is public", "log-archive", "aws_s3_bucket_public_access_block", /^trail-bucket/, set({ block_public_policy: false }), /block_public_policy is false/],
    ["a key that does not rotate", "log-archive", "aws_kms_key", /^log-key/, set({ enable_key_rotation: false }), /log-key: enable_key_rotation is false/],
    ["events that are kept for a day", "organization-trail", "aws_cloudwatch_log_group", /./, set({ retention_in_days: 1 }), /retention_in_days is 1,/],
    ["a recorder that is off", "baseline-audit", "aws_config_configuration_recorder_status", /./, set({ is_enabled: false }), /is_enabled is false/],
    // What no question is asked of: other actions, resources and contexts.
    ["a condition that switches a denial off", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, statements("policy", (one) => [one.Effect === "Deny" ? { ...one, Condition: { ...(one.Condition as object | undefined), StringNotLikeIfExists: { "aws:UserAgent": "*" } } } : one]), /bucket policy DenyTampering of \S+ names \*, Condition is not as the configuration has it/],
    ["an action that nobody asks about", "organization", "aws_organizations_policy", /./, statements("content", (one) => [one.Sid === "Alarms" ? { ...one, NotAction: [...(one.NotAction as string[]), "cloudwatch:SetAlarmState"] } : one]), /policy of the organization Alarms of \S+ names cloudwatch:SetAlarmState, NotAction is not/],
    ["deliveries of one account only", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, statements("policy", (one) => [one.Sid === "CloudTrailWritesOrganization" ? { ...one, Resource: "arn:aws:s3:::x/AWSLogs/333333333333/*" } : one]), /CloudTrailWritesOrganization of \S+ names \S+, Resource is not/],
    ["a role that its service cannot assume", "organization-trail", "aws_iam_role", /^log-group/, withStatement({ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" }, "assume_role_policy"), /log-group\S*: assume_role_policy is /],
    ["an allowance under the Sid of a denial", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, statements("policy", (one) => (one.Sid === "DenyInsecureTransport" ? [{ ...one, Effect: "Allow", Condition: undefined }, one] : [one])), /bucket policy DenyInsecureTransport of \S+ names \*, is not in the configuration/],
    ["a version without variables", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, (block) => ({ ...block, policy: String(block.policy).replace("2012-10-17", "2008-10-17") }), /bucket policy of \S+ has Version 2008-10-17, and is to have 2012-10-17/],
    ["a policy without statements", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, set({ policy: '{"Version":"2012-10-17"}' }), /bucket policy of \S+ is no policy/],
    // Denials that silence somebody whom no question is about.
    ["deliveries of one account denied", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, withStatement({ Effect: "Deny", Principal: "*", Action: ["s3:DeleteBucket", "s3:Put*"], Resource: "arn:aws:s3:::*/AWSLogs/*/333333333333/*" }), /bucket policy ByHand of \S+ denies s3:PutObject, and is not in the configuration/],
    ["the same in a denial that is there", "log-archive", "aws_s3_bucket_policy", /^trail-bucket/, statements("policy", (one) => [one.Sid === "DenyVersioningChanges" ? { ...one, Action: ["s3:PutBucketVersioning", "s3:putobject"], Resource: [one.Resource, "arn:aws:s3:::*/AWSLogs/*/333333333333/*"] } : one]), /bucket policy DenyVersioningChanges of \S+ names s3:putobject, Action is not/],
    ["the same in a guardrail", "organization", "aws_organizations_policy", /./, statements("content", (one) => [one.Sid === "LogBucketVersioning" ? { ...one, Action: [one.Action, "s3:PutObject"].flat() } : one]), /policy of the organization LogBucketVersioning of \S+ names s3:PutObject, Action is not/],
    ["a guardrail that excepts less", "organization", "aws_organizations_policy", /./, statements("content", (one) => [one.Sid === "LogObjects" && one.NotAction ? { ...one, NotAction: (one.NotAction as string[]).filter((action) => action !== "s3:PutObject") } : one]), /policy of the organization LogObjects of \S+ NotAction is not/],
    ["alerts of one rule denied", "alerting", "aws_sns_topic_policy", /^alerts-critical/, withStatement({ Effect: "Deny", Principal: "*", NotAction: "sns:Subscribe", Resource: "*", Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/*rootSignIn" } } }), /topic policy ByHand of \S+ denies .*sns:Publish/],
    ["encryption denied some day", "log-archive", "aws_kms_key", /^log-key/, withStatement({ Effect: "Deny", Principal: "*", Action: "kms:*DataKey", Resource: "*", Condition: { DateGreaterThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } } }), /key policy ByHand of \S+ denies .*kms:GenerateDataKey/],
    // What is long is named by where it differs.
    ["a key that is there twice", "alerting", "aws_cloudwatch_event_rule", /^rule-rootSignIn/, (block) => ({ ...block, event_pattern: String(block.event_pattern).replace("{", '{"source":["none"],') }), /rule-rootSignIn: event_pattern is \{"source":\["none"\]/],
    ["a role that may forward elsewhere", "baseline-audit", "aws_iam_role_policy", /^event-forwarder/, statements("policy", (one) => [{ ...one, Resource: "arn:aws:events:eu-west-1:123123123123:event-bus/default" }]), /event-forwarder\S*: policy is .*; they differ at Statement\[0\]\.Resource/],
    ["a queue without its policy", "alerting", "aws_sqs_queue", /^dead-letters/, set({ policy: undefined }), /queue policy of alerting\/aws_sqs_queue\.dead-letters is missing/],
  ])("fail with its address: %s", (_, stack, type, name, change, says) => {
    expect(failuresBesides(weakened({ stack, type, name, change })).join("\n")).toMatch(new RegExp(says.source, "m"));
  });

  // prettier-ignore
  it.each<[what: string, stack: string, type: string, block: Block, says: RegExp]>([
    ["a role for somebody else", "security-tooling", "aws_iam_role", { name: "helper", assume_role_policy: JSON.stringify({ Statement: [{ Sid: "Helper", Effect: "Allow", Principal: { AWS: STRANGER }, Action: "sts:AssumeRole" }] }) }, /nothing says who may assume helper/],
    ["a policy for the role that forwards", "baseline-audit", "aws_iam_role_policy_attachment", { role: "${aws_iam_role.event-forwarder.name}", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" }, /AdministratorAccess of baseline-audit\/event-forwarder: the proof does not read it/],
    ["the same, by names", "baseline-audit", "aws_iam_policy_attachment", { roles: [known.names.forwardingRole], policy_arn: "arn:aws:iam::123123123123:policy/more" }, /arn:aws:iam::123123123123:policy\/more of baseline-audit\/event-forwarder/],
    ["a subscription of somebody else", "alerting", "aws_sns_topic_subscription", { endpoint: "thief@example.com", protocol: "email", topic_arn: "${aws_sns_topic.alerts-critical.arn}" }, /alerting\/aws_sns_topic_subscription\.by-hand is in no configuration/],
    ["a grant of a key", "log-archive", "aws_kms_grant", { key_id: "${aws_kms_key.log-key.key_id}", grantee_principal: STRANGER }, /aws_kms_grant\.by-hand is in no configuration/],
  ])("fail where something is added: %s", (_, stack, type, block, says) => {
    expect(failuresBesides(added(stack, type, block)).join("\n")).toMatch(says);
  });

  it("fail where a module or another provider is added, or a stack says another id to others", () => {
    const changed = intact.map((stack) =>
      stack.id === "alerting"
        ? { ...stack, others: { ...stack.others, module: { more: { source: "./more" } } } }
        : stack,
    );
    expect(failuresBesides(changed)).toEqual(["alerting/module is not as the configuration has it"]);
    const told = intact.map((stack) =>
      stack.id === "organization" ? { ...stack, output: { ...stack.output, more: { value: "x" } } } : stack,
    );
    expect(failuresBesides(told)).toEqual(["organization/output is not as the configuration has it"]);
  });

  it("fail where nothing keeps any more from destruction what an earlier file made", () => {
    const text = readFileSync("examples/cloudhsm.yaml", "utf8").replace(/phase: \w+/, "phase: cluster");
    const zone = withStandIns(parseLandingZone(text, "examples/cloudhsm.yaml").landingZone);
    const stacks = synthesized(zone);
    const changed = stacks.map(({ kept = {}, ...stack }) => ({ ...stack, kept: { ...kept, aws_kms_key: {} } }));
    expect(asConfigured(zone, stacks, stacks).failures).toEqual([]);
    expect(asConfigured(zone, stacks, changed).failures.map((failure) => failure.text)).toEqual([
      "key-store/aws_kms_key.log-key is not as the configuration has it",
    ]);
  });

  it("are named on the screen, where there are more than it shows in full", () => {
    const failures = ["a", "b", "c", "d", "e", "f", "f", "bucket policy DenyTampering", "bucket policy DenyTampering"];
    const shown = screen(
      {
        cells: [],
        mutations: [],
        parts: [],
        weak: [],
        open: [],
        telling: { calls: 0, ways: 0, faults: [], services: [], open: [] },
        roles: { roles: 0, ofServices: [], failures: [] },
        configured: { resources: 9, failures: failures.map((statement) => ({ statement, text: `of ${statement}` })) },
      },
      "prove --all",
    );
    expect(shown).toContain("FAILS: of f\nand 3 more, of bucket policy DenyTampering\nall of them: prove --all");
  });

  it("do not fail where a policy denies more, or is written otherwise", () => {
    const deny = withStatement({ Effect: "Deny", Principal: "*", Action: "s3:DeleteBucket", Resource: "*" });
    const stricter = weakened({
      stack: "log-archive",
      type: "aws_s3_bucket_policy",
      name: /^trail-bucket/,
      change: deny,
    });
    expect(failuresBesides(stricter)).toEqual([]);
    const withoutTls = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    for (const more of [
      withStatement({ ...withoutTls, Sid: "Tls" }),
      statements("policy", (one) => [
        one.Sid === "DenyTampering" ? { ...one, Action: [...(one.Action as string[]), "s3:DeleteBucket"] } : one,
      ]),
    ]) {
      const type = "aws_s3_bucket_policy";
      expect(failuresBesides(weakened({ stack: "log-archive", type, name: /^trail-bucket/, change: more }))).toEqual(
        [],
      );
    }
    const keptKey = withStatement({ Effect: "Deny", Principal: "*", Action: "kms:ScheduleKeyDeletion", Resource: "*" });
    expect(
      failuresBesides(weakened({ stack: "log-archive", type: "aws_kms_key", name: /^log-key/, change: keptKey })),
    ).toEqual([]);
    const spaced: Change = (block) => ({
      ...block,
      event_pattern: JSON.stringify(JSON.parse(String(block.event_pattern)), undefined, 2),
    });
    const type = "aws_cloudwatch_event_rule";
    expect(failuresBesides(weakened({ stack: "alerting", type, name: /^rule-rootSignIn/, change: spaced }))).toEqual(
      [],
    );
  });
});
