import { failsOpen, OPEN_CONDITIONS } from "../../aws/absent-keys";
import { callsOf, documentedKeys, SERVICE_CALLS } from "../../aws/service-conditions";
import { loadLandingZone } from "../../config/load";
import { EXAMPLE_FILES } from "../support/examples";
import { statementsIn } from "../support/policy-statements";
import type { FoundStatement } from "../support/policy-statements";

const TIMEOUT = 300_000;

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: unknown;
}

const conditionsOf = ({ Condition = {} }: Pick<FoundStatement, "Condition">): Condition[] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );

const servicesOf = ({ Principal }: Pick<FoundStatement, "Principal">): string[] =>
  typeof Principal === "object" && Principal !== null && "Service" in Principal
    ? [Principal.Service].flat().map(String)
    : [];

/** What a statement lets services do under conditions that AWS does not document for it. */
function undocumented(statement: Omit<FoundStatement, "where">): string[] {
  const keys = conditionsOf(statement).map(({ key }) => key);
  const actions = [statement.Action].flat().map(String);
  return servicesOf(statement)
    .flatMap((service) => actions.map((action) => ({ action, service })))
    .filter(
      ({ action, service }) =>
        !callsOf(service, action).some((call) => keys.every((key) => documentedKeys(call).includes(key))),
    )
    .map(({ action, service }) => `${statement.Sid ?? ""}: ${service} ${action} with ${keys.join(", ") || "nothing"}`);
}

const openOf = (statement: Pick<FoundStatement, "Condition" | "Effect">) => {
  const conditions = conditionsOf(statement);
  // What a permission demands to be there is not absent.
  const isThere = (asked: string): boolean =>
    statement.Effect === "Allow" &&
    conditions.some(({ key, operator, values }) => key === asked && operator === "Null" && String(values) === "false");
  return conditions.filter(
    ({ key, operator, values }) => failsOpen(statement.Effect, operator, values) && !isThere(key),
  );
};

describe("the conditions of every policy of every example", () => {
  let statements: FoundStatement[] = [];

  beforeAll(() => {
    statements = EXAMPLE_FILES.flatMap((file) => statementsIn(loadLandingZone(file).landingZone));
  }, TIMEOUT);

  it("are found wherever policies are, in templates of StackSets too", () => {
    for (const type of [
      "aws_s3_bucket_policy",
      "aws_kms_key",
      "aws_sns_topic_policy",
      "aws_sqs_queue",
      "aws_cloudwatch_event_bus_policy",
      "aws_iam_role",
      "aws_iam_policy",
      "aws_organizations_policy",
      "aws_cloudformation_stack_set",
    ]) {
      expect([type, statements.some(({ where }) => where.includes(` ${type} `))]).toEqual([type, true]);
    }
    const inTemplates = statements.filter(({ where }) => where.includes(" aws_cloudformation_stack_set "));
    expect(new Set(inTemplates.flatMap(servicesOf))).toContain("events.amazonaws.com");
  });

  it("are those that AWS documents for a service, where one is allowed something", () => {
    const found = statements
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap((one) => undocumented(one).map((what) => `${one.where}: ${what}`));
    expect(found).toEqual([]);
  });

  it("need every row of what AWS documents", () => {
    const asked = new Set(
      statements.flatMap((one) =>
        servicesOf(one).flatMap((service) =>
          [one.Action].flat().flatMap((action) => {
            const keys = conditionsOf(one).map(({ key }) => key);
            return callsOf(service, String(action)).filter((call) =>
              keys.every((key) => documentedKeys(call).includes(key)),
            );
          }),
        ),
      ),
    );
    expect(SERVICE_CALLS.filter((call) => !asked.has(call))).toEqual([]);
  });

  it("fail open for no request that lacks a key, or have their reason", () => {
    const found = statements.flatMap((one) =>
      openOf(one)
        .filter(
          ({ key, operator }) =>
            !OPEN_CONDITIONS.some((row) => row.effect === one.Effect && row.operator === operator && row.key === key),
        )
        .map(({ key, operator }) => `${one.where}: ${one.Sid ?? ""} ${one.Effect} ${operator} ${key}`),
    );
    expect(found).toEqual([]);
  });

  it("have no reason where none fails open", () => {
    const open = statements.flatMap((one) => openOf(one).map((condition) => ({ ...condition, effect: one.Effect })));
    const idle = OPEN_CONDITIONS.filter(
      ({ effect, key, operator }) =>
        !open.some((one) => one.effect === effect && one.key === key && one.operator === operator),
    );
    expect(idle).toEqual([]);
  });
});

describe("a condition that AWS does not document", () => {
  const service = (Service: string, Action: string, ...keys: string[]) =>
    undocumented({
      Sid: "Any",
      Effect: "Allow",
      Principal: { Service },
      Action,
      Condition: { StringEquals: Object.fromEntries(keys.map((key) => [key, "value"])) },
    });

  it.each([
    ["sns.amazonaws.com", "sqs:SendMessage", "aws:SourceOrgID"],
    ["events.amazonaws.com", "sns:Publish", "aws:SourceAccount"],
    ["logging.s3.amazonaws.com", "s3:PutObject", "s3:x-amz-acl"],
    ["cloudtrail.amazonaws.com", "s3:PutObject", "aws:PrincipalOrgID"],
    ["cloudtrail.amazonaws.com", "kms:Decrypt", "kms:EncryptionContext:aws:s3:arn"],
    ["unknown.amazonaws.com", "s3:PutObject", "aws:SourceArn"],
  ])("is called by the statement's name: %s, %s, %s", (name, action, key) => {
    expect(service(name, action, key)).toEqual([`Any: ${name} ${action} with ${key}`]);
  });

  it("is none where the account of the source is documented, and its organization asked for", () => {
    expect(service("config.amazonaws.com", "s3:PutObject", "aws:SourceOrgID", "s3:x-amz-acl")).toEqual([]);
    expect(service("logs.eu-west-1.amazonaws.com", "kms:Encrypt*", "kms:EncryptionContext:aws:logs:arn")).toEqual([]);
  });
});

describe("a condition whose key is absent", () => {
  it.each([
    ["Allow", "StringEquals", "a", false],
    ["Allow", "StringEqualsIfExists", "a", true],
    ["Allow", "StringNotEquals", "a", true],
    ["Allow", "ForAllValues:StringEquals", "a", true],
    ["Allow", "ForAnyValue:StringNotEquals", "a", false],
    ["Allow", "Null", "true", true],
    ["Allow", "Null", "false", false],
    ["Deny", "StringEquals", "a", true],
    ["Deny", "StringNotEquals", "a", false],
    ["Deny", "BoolIfExists", "false", false],
    ["Deny", "ForAnyValue:StringEquals", "a", true],
    ["Deny", "Null", "true", false],
    ["Deny", "Null", "false", true],
  ] as const)("in %s by %s %s fails open: %s", (effect, operator, values, open) => {
    expect(failsOpen(effect, operator, values)).toBe(open);
  });
});
