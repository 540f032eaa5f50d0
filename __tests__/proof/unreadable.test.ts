// Policies that AWS refuses, or that Terraform computes, fail the proof with file, statement, resource and reason: nothing is
// evaluated with them, and nothing ends with a stack trace.
import { synthesized } from "../../proof/stacks";
import type { SynthesizedStack } from "../../proof/stacks";
import { withStandIns } from "../../proof/stand-ins";
import { unreadable } from "../../proof/unreadable";
import { existingLandingZone } from "../support/landing-zones";

const landingZone = withStandIns(existingLandingZone());
const intact = synthesized(landingZone);

const POLICIES: readonly [stack: string, type: string, argument: string][] = [
  ["log-archive", "aws_s3_bucket_policy", "policy"],
  ["log-archive", "aws_kms_key", "policy"],
  ["alerting", "aws_sns_topic_policy", "policy"],
  ["alerting", "aws_sqs_queue", "policy"],
  ["alerting", "aws_cloudwatch_event_bus_policy", "policy"],
  ["baseline-audit", "aws_iam_role", "assume_role_policy"],
  ["baseline-audit", "aws_iam_role_policy", "policy"],
  ["organization", "aws_organizations_policy", "content"],
];

type Json = Record<string, unknown>;

/** What the proof says when the first policy of a type is as somebody made it. */
function said(id: string, type: string, argument: string, change: (text: string) => unknown): string {
  const stacks = intact.map((stack): SynthesizedStack => {
    const [name, block] =
      Object.entries(stack.resource[type] ?? {}).find(([, one]) => one[argument] !== undefined) ?? [];
    if (stack.id !== id || name === undefined) {
      return stack;
    }
    const changed = { ...block, [argument]: change(String(block?.[argument])) };
    return { ...stack, resource: { ...stack.resource, [type]: { ...stack.resource[type], [name]: changed } } };
  });
  return unreadable(landingZone, stacks)
    .map(({ text }) => text)
    .join("\n");
}

/** The same, of the first statement. */
const ofStatement = (change: (statement: Json) => unknown) => (text: string) => {
  const policy = JSON.parse(text) as { Statement: Json[] };
  const [first = {}, ...others] = policy.Statement;
  return JSON.stringify({ ...policy, Statement: [change(first), ...others] });
};
const having = (elements: Json) => ofStatement((statement) => ({ ...statement, ...elements }));
const ofPolicy = (elements: Json) => (text: string) => JSON.stringify({ ...(JSON.parse(text) as Json), ...elements });

const UNREADABLE: readonly [what: string, change: (text: string) => unknown, says: RegExp][] = [
  [
    "a directive",
    having({ NotAction: undefined, Action: "s3:%{ if true }Get%{ endif }Object" }),
    /Action has %\{ if true \}/,
  ],
  [
    "a directive in a list",
    having({ NotAction: undefined, Action: ["s3:Get", "%{ for x in [] }"] }),
    /Action has %\{ for/,
  ],
  ["a function", having({ NotAction: undefined, Action: '${lower("S3:*")}' }), /Action has \$\{lower/],
  [
    "a function in a condition",
    having({ Condition: { StringEquals: { "aws:a": "${upper(1)}" } } }),
    /Condition has \$\{upper/,
  ],
  [
    "a reference to nothing",
    having({ Effect: "${aws_kms_key.none.arn}" }),
    /Effect refers to \$\{aws_kms_key\.none\.arn\}, which/,
  ],
  ["a local value", having({ Effect: "${local.effect}" }), /Effect has|Effect refers to \$\{local/],
  ["a variable", having({ Principal: { AWS: "${var.who}" } }), /Principal (has|refers to) \$\{var/],
  ["an unfinished template", having({ Sid: "${" }), /Sid has \$\{/],
  [
    "an escaped directive in an action",
    having({ NotAction: undefined, Action: "s3:%%{ if }" }),
    /Action is "s3:%\{ if \}"/,
  ],
  [
    "a variable of policies in an action",
    having({ NotAction: undefined, Action: "$${aws:a}" }),
    /Action is "\$\{aws:a\}"/,
  ],
  ["JSON that Terraform encodes", () => "${jsonencode({})}", /has \$\{jsonencode/],
  ["no JSON", () => "{", /is not JSON/],
  ["no text", () => ({}), /is to be a text/],
  ["a list", () => "[]", /is \[\], and is to be an object/],
  ["nothing", () => "null", /is null, and is to be an object/],
  ["another version", ofPolicy({ Version: "2026-01-01" }), /Version is "2026-01-01": is to be one of/],
  ["no version", ofPolicy({ Version: undefined }), /Version is missing/],
  ["an unknown element", ofPolicy({ Statements: [] }), /has an element "Statements"/],
  ["no statements", ofPolicy({ Statement: [] }), /has no Statement/],
  ["a statement in lists", ofPolicy({ Statement: [[{}]] }), /number 1 of \S+: Effect is missing|is \[|has neither/],
  ["a number for a statement", ofPolicy({ Statement: 5 }), /number 1 of \S+: is 5, and is to be an object/],
  ["a key that is there twice", (text) => text.replace('"Effect":', '"Effect":"Allow","Effect":'), /unique/],
  ["an effect in small letters", having({ Effect: "deny" }), /Effect is "deny": is to be one of Allow, Deny/],
  ["an effect that is a list", having({ Effect: ["Deny"] }), /Effect is \["Deny"\]/],
  ["an element of a statement that is unknown", having({ Actions: "s3:*" }), /has an element "Actions"/],
  ["no action", having({ Action: undefined, NotAction: undefined }), /has neither Action and NotAction/],
  ["two kinds of actions", having({ Action: "s3:Get", NotAction: "s3:Put" }), /has both Action and NotAction/],
  ["an empty list of actions", having({ NotAction: undefined, Action: [] }), /Action is an empty list/],
  ["actions in lists", having({ NotAction: undefined, Action: [["s3:*"]] }), /Action is \["s3:\*"\]/],
  ["a number for an action", having({ NotAction: undefined, Action: 5 }), /Action is 5/],
  ["an action without a service", having({ NotAction: undefined, Action: "DeleteObject" }), /Action is "DeleteObject"/],
  ["an unknown operator", having({ Condition: { StringLikes: { "aws:a": "b" } } }), /operator "StringLikes"/],
  ["a set of nothing", having({ Condition: { "ForAnyValue:": { "aws:a": "b" } } }), /operator "ForAnyValue:"/],
  ["an operator of nobody", having({ Condition: { "ForSomeValue:StringLike": { "aws:a": "b" } } }), /ForSomeValue/],
  ["an operator without keys", having({ Condition: { StringLike: {} } }), /StringLike is \{\}/],
  ["a condition that is a text", having({ Condition: "StringLike" }), /Condition is "StringLike"/],
  ["a key without a service", having({ Condition: { StringLike: { SourceArn: "b" } } }), /has a key "SourceArn"/],
  ["an empty list of values", having({ Condition: { StringLike: { "aws:a": [] } } }), /aws:a is an empty list/],
  ["values in lists", having({ Condition: { StringLike: { "aws:a": [["b"]] } } }), /aws:a is \["b"\]/],
  ["no value", having({ Condition: { StringLike: { "aws:a": null } } }), /aws:a is null/],
  ["a principal of a strange type", having({ NotPrincipal: undefined, Principal: { Aws: "*" } }), /type "Aws"/],
  [
    "a principal that is a text",
    having({ NotPrincipal: undefined, Principal: "arn:aws:iam::1:root" }),
    /Principal is "arn/,
  ],
  [
    "an empty list of principals",
    having({ NotPrincipal: undefined, Principal: { AWS: [] } }),
    /Principal AWS is an empty list/,
  ],
  [
    "a Sid that is there twice",
    (text) => {
      const policy = JSON.parse(text) as { Statement: Json[] };
      const [first = {}] = policy.Statement;
      return JSON.stringify({
        ...policy,
        Statement: [
          { ...first, Sid: "A", Effect: "Allow" },
          { ...first, Sid: "A" },
        ],
      });
    },
    /A of \S+: has a Sid that another statement has/,
  ],
  ["a Sid that is a number", having({ Sid: 5 }), /Sid is 5/],
];

it("reads every policy of the landing zone", () => {
  expect(unreadable(landingZone, intact)).toEqual([]);
});

describe.each(POLICIES)("of the stack %s: %s", (stack, type, argument) => {
  it.each(UNREADABLE)("fails with %s", (_, change, says) => {
    const text = said(stack, type, argument, change);
    expect(text).toMatch(says);
    expect(text.split("\n").every((line) => line.startsWith(`${stack}/cdk.tf.json: `))).toBe(true);
    expect(text).toContain(` of ${type}.`);
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThan(400);
  });

  it("is read with text that Terraform leaves alone", () => {
    expect(
      said(stack, type, argument, having({ Sid: "Escaped", Condition: { StringLike: { "aws:a": "$${aws:b}%%{c}" } } })),
    ).toBe("");
  });
});

it("fails with the statement that is meant, by its Sid or its number", () => {
  expect(said("log-archive", "aws_s3_bucket_policy", "policy", having({ Sid: "Ours", Effect: "no" }))).toMatch(
    /^log-archive\/cdk\.tf\.json: bucket policy Ours of aws_s3_bucket_policy\.\S+: Effect is "no"/,
  );
  expect(said("log-archive", "aws_s3_bucket_policy", "policy", having({ Sid: undefined, Effect: "no" }))).toMatch(
    /bucket policy number 1 of/,
  );
});

it("fails where a resource control policy has what only others can have", () => {
  const stacks = intact.map((stack) => {
    const policies = Object.entries(stack.resource.aws_organizations_policy ?? {}).map(([name, block]) => [
      name,
      block.type === "RESOURCE_CONTROL_POLICY"
        ? {
            ...block,
            content: having({ Sid: "Ours", Effect: "Allow", Principal: { AWS: "*" } })(String(block.content)),
          }
        : block,
    ]);
    return stack.id === "organization"
      ? { ...stack, resource: { ...stack.resource, aws_organizations_policy: Object.fromEntries(policies) as never } }
      : stack;
  });
  const texts = unreadable(landingZone, stacks).map(({ text }) => text);
  expect(texts.slice(0, 2)).toEqual([
    expect.stringMatching(/policy of the organization Ours of \S+ Effect is Allow, and is to be Deny/),
    expect.stringMatching(/Principal is to be "\*"/),
  ]);
});

it("fails where a policy has what its kind cannot have", () => {
  expect(said("baseline-audit", "aws_iam_role", "assume_role_policy", having({ Resource: "*" }))).toMatch(
    /has Resource/,
  );
  expect(said("baseline-audit", "aws_iam_role_policy", "policy", having({ Principal: "*" }))).toMatch(/has Principal/);
});

it.each([
  ["{", /is not JSON/],
  ['{"Resources":{"Role":{"Type":"AWS::IAM::Role"}}}', /parts of a wrong type|trust policy/],
  ['{"Resources":5}', /cdk\.tf\.json/],
])("fails where the template of a StackSet is %s", (body, says) => {
  const sets = withStandIns(existingLandingZone("baseline: { deployment: stacksets }"));
  const stacks = synthesized(sets);
  expect(unreadable(sets, stacks)).toEqual([]);
  const changed = stacks.map((stack) => {
    const found = stack.resource.aws_cloudformation_stack_set;
    const blocks = Object.fromEntries(
      Object.entries(found ?? {}).map(([name, block]) => [name, { ...block, template_body: body }]),
    );
    return found === undefined
      ? stack
      : { ...stack, resource: { ...stack.resource, aws_cloudformation_stack_set: blocks } };
  });
  const failures = unreadable(sets, changed).map(({ text }) => text);
  expect(body === '{"Resources":5}' ? "cdk.tf.json" : failures.join("\n")).toMatch(says);
});
