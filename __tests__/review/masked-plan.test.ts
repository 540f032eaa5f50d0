import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { countsOf } from "../../review/counts";
import { maskedPlan } from "../../review/masked-plan";
import { maskedChange, SENSITIVE } from "../../review/masking";
import type { PlanJson, ResourceChange } from "../../review/plan-json";
import { plan, policy, resource, reviewed } from "./plans";

const FOLDER = join(__dirname, "recorded");
const asFile = (content: PlanJson): PlanJson => JSON.parse(JSON.stringify(content)) as PlanJson;
const SECRET = "hunter2-of-a-test";

/** A review of a plan, which has to be the same when it is masked, and masked twice. */
function reviewOfBoth(content: PlanJson) {
  const expected = reviewed({ a: content });
  const masked = asFile(maskedPlan(content));
  expect(reviewed({ a: masked })).toEqual(expected);
  expect(JSON.stringify(masked)).not.toContain("hunter2");
  expect(reviewed({ a: asFile(maskedPlan(masked)) })).toEqual(expected);
  return { ...expected, text: JSON.stringify(masked), masked };
}

const one = (...args: Parameters<typeof resource>): PlanJson => plan([resource(...args)]);

describe("a masked plan", () => {
  it.each(readdirSync(FOLDER))("is reviewed as the plan itself, and has no secret: %s", (name) => {
    const content = JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as PlanJson;
    const { masked } = reviewOfBoth(content);
    expect(Object.keys(masked)).not.toEqual(expect.arrayContaining(["variables"]));
    expect(masked).not.toHaveProperty("prior_state");
    expect(masked).not.toHaveProperty("planned_values");
  });

  it.each<[string, PlanJson, number]>([
    ["a value that stays", one("aws_x.a", { p: SECRET, n: 1 }, { p: SECRET, n: 2 }, both({ p: true })), 1],
    ["one that changes", one("aws_x.a", { p: "hunter2-a" }, { p: "hunter2-b" }, both({ p: true })), 1],
    ["one that comes", one("aws_x.a", { p: null }, { p: SECRET }, both({ p: true })), 1],
    ["one that goes", one("aws_x.a", { p: SECRET }, { p: "" }, both({ p: true })), 1],
    ["a switch", one("aws_x.a", { p: true }, { p: false }, both({ p: true })), 1],
    ["a block", one("aws_x.a", { p: [{ a: SECRET }] }, { p: [{ a: "hunter2-b" }] }, both({ p: true })), 1],
    [
      "the same text elsewhere",
      one("aws_x.a", { p: "hunter2-a", url: "x:hunter2-a" }, { p: "hunter2-b", url: "x:hunter2-b" }, both({ p: true })),
      2,
    ],
    [
      "a text that is in another",
      one(
        "aws_x.a",
        { p: SECRET, q: "value", url: "" },
        { p: SECRET, q: "value", url: `value ${SECRET}` },
        {
          ...both({ p: true, q: true }),
        },
      ),
      1,
    ],
    ["a long one", one("aws_x.a", { u: "" }, { p: SECRET, u: `${"x".repeat(595)}${SECRET}` }, both({ p: true })), 2],
    [
      "a policy",
      one(
        "aws_iam_role_policy.a",
        { p: SECRET, policy: policy({ Sid: "A", Effect: "Allow", Action: "s3:Get*", Resource: SECRET }) },
        { p: SECRET, policy: policy({ Sid: "A", Effect: "Allow", Action: "s3:*", Resource: SECRET }) },
        both({ p: true }),
      ),
      1,
    ],
    [
      "what looks like what stands for it",
      one("aws_x.a", { p: SENSITIVE, q: "hunter2-a" }, { p: "hunter2-a", q: SENSITIVE }, both({ p: true, q: true })),
      2,
    ],
  ])("shows what differs, and not what it was: %s", (_, content, attributes) => {
    const { changes } = reviewOfBoth(content);
    expect(changes[0]?.attributes).toHaveLength(attributes);
  });

  it.each([{ id: "a" }, { unknown: true }, { identity: { name: "a" } }])("shows that it imports: %j", (importing) => {
    const { masked } = reviewOfBoth(one("aws_x.a", { a: 1 }, { a: 1 }, { actions: ["no-op"], importing }));
    expect(countsOf(masked.resource_changes ?? [], masked)).toMatchObject({ imported: 1 });
  });

  it.each<[string, PlanJson, string]>([
    ["a switch", one("aws_kms_key.a", { is_enabled: true }, { is_enabled: false }, marked()), "protectionLost"],
    [
      "a time",
      one("aws_cloudwatch_log_group.a", { retention_in_days: 365 }, { retention_in_days: 30 }, marked()),
      "retentionShortened",
    ],
    [
      "a policy",
      one(
        "aws_sns_topic_policy.a",
        { policy: policy({ Sid: "A", Effect: "Allow", Principal: { AWS: SECRET }, Action: "sns:Publish" }) },
        { policy: policy({ Sid: "A", Effect: "Allow", Principal: "*", Action: "sns:Publish" }) },
        marked(),
      ),
      "policyOpened",
    ],
  ])("has the dangers that are in what is masked: %s", (_, content, rule) => {
    const { dangers } = reviewOfBoth(content);
    expect(dangers.map((danger) => danger.rule)).toContain(rule);
  });

  it("loses no danger by what a file says of them", () => {
    const content = one("aws_kms_key.a", { is_enabled: true }, { is_enabled: false });
    const hostile = (dangers: unknown) => ({ ...content, landing_zone: { version: 1, dangers } });
    for (const dangers of [
      [],
      null,
      "x",
      [null],
      [{ kind: "nothing" }],
      [{ kind: "constructor", address: "aws_kms_key.a" }],
    ]) {
      expect(reviewed({ a: hostile(dangers) })).toEqual(reviewed({ a: content }));
    }
  });

  it("keeps of the configuration where something is, and no argument", () => {
    const content: PlanJson = {
      ...plan([]),
      configuration: {
        provider_config: {
          aws: {
            expressions: {
              region: { constant_value: "eu-west-1" },
              allowed_account_ids: { constant_value: ["111111111111"] },
              assume_role: [{ role_arn: { constant_value: "r" }, external_id: { constant_value: SECRET } }],
              secret_key: { constant_value: SECRET },
            } as object,
          },
        },
        root_module: {
          resources: [{ address: "a.b", provider_config_key: "aws", expressions: { x: SECRET } } as never],
        },
      },
      output_changes: {
        a: { actions: ["update"], before: SECRET, after: "hunter2-b", before_sensitive: true, after_sensitive: true },
        b: { actions: ["no-op"], before: SECRET, after: SECRET, before_sensitive: true, after_sensitive: true },
      },
      variables: { deployment_role: { value: SECRET } },
    };
    const { masked } = reviewOfBoth(content);
    expect(masked.configuration?.provider_config?.aws?.expressions).toEqual({
      region: { constant_value: "eu-west-1" },
      allowed_account_ids: { constant_value: ["111111111111"] },
      assume_role: [{ role_arn: { constant_value: "r" } }],
    });
    expect(masked.output_changes).toMatchObject({
      a: { before: SENSITIVE, after: "(sensitive value 2)" },
      b: { before: SENSITIVE, after: SENSITIVE },
    });
  });

  it("stays as it is when it is masked again", () => {
    const before = resource(
      "aws_x.a",
      { p: "hunter2-a", u: "1 hunter2-a" },
      { p: { k: "hunter2-b" }, u: "2 hunter2-b" },
      {
        ...both({ p: true }),
      },
    );
    const once = maskedChange(before).resource;
    expect(once.change.after).toEqual({ p: "(sensitive value 3)", u: "2 (sensitive value 2)" });
    expect(maskedChange(once).resource).toEqual(once);
  });
});

function both(marks: object): Partial<ResourceChange["change"]> {
  return { before_sensitive: marks, after_sensitive: marks };
}

/** Whatever it is, it is sensitive. */
function marked(): Partial<ResourceChange["change"]> {
  return both({ is_enabled: true, retention_in_days: true, policy: true });
}
