import { KEY_CHANGES } from "../../../aws/tampering";
import { leftOpenOn } from "../../../config/guardrails/left-open";
import { keyGuardrail, keyResourceGuardrail } from "../../../config/guardrails/keys";
import { bySid, EXCEPT_BREAK_GLASS, EXCEPT_DEPLOYMENT, input, OPEN_KEYS } from "./support";

const ALIASES = [
  "alias/example-logs",
  "alias/example-log-replica",
  "alias/example-log-group",
  "alias/example-notifications",
  "alias/example-alerts",
  "alias/example-tampering",
  "alias/example-findings",
  "alias/example-key-store-logs",
  "alias/example-hsm-log-group",
];
const OURS = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": ALIASES } };

describe("the guardrail of the keys", () => {
  const statements = bySid(keyGuardrail(input()));

  it("is about every key that the landing zone has a name for, but those that are left out for a reason", () => {
    const states = { bucket: "states", accountId: "444444444444", managementId: "111111111111" };
    const named = Object.entries<string>({ ...input().names }).filter(([name]) => name.endsWith("KeyAlias"));
    const guarded = named.filter(([name]) => !(name in OPEN_KEYS)).map(([, alias]) => alias);
    const { Condition } = bySid(keyGuardrail(input({ states }))).KeyDestruction ?? {};
    expect(guarded.sort()).toEqual(
      [...[Condition?.["ForAnyValue:StringEquals"]?.["kms:ResourceAliases"] ?? []].flat()].sort(),
    );
    // In the management account no guardrail holds.
    expect(guarded.sort()).toEqual([...ALIASES, "alias/example-terraform-state"].sort());
    expect(named.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(OPEN_KEYS)));
  });

  it("keeps everyone but the break-glass role from disabling and deleting them, known by their aliases", () => {
    expect(statements.KeyDestruction).toEqual({
      Sid: "KeyDestruction",
      Effect: "Deny",
      Action: ["kms:DeleteImportedKeyMaterial", "kms:DisableKey", "kms:ScheduleKeyDeletion"],
      Resource: "arn:aws:kms:*:*:key/*",
      Condition: { ...OURS, ...EXCEPT_BREAK_GLASS },
    });
  });

  it("keeps everyone but who deploys from changing them and handing them to others", () => {
    expect(statements.KeySettings).toEqual({
      Sid: "KeySettings",
      Effect: "Deny",
      NotAction: leftOpenOn("key"),
      Resource: "arn:aws:kms:*:*:key/*",
      Condition: { ...OURS, ...EXCEPT_DEPLOYMENT },
    });
  });

  it("guards the aliases that they are known by", () => {
    expect(statements.KeyAliases).toEqual({
      Sid: "KeyAliases",
      Effect: "Deny",
      Action: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: ALIASES.map((alias) => `arn:aws:kms:*:*:${alias}`),
      Condition: EXCEPT_DEPLOYMENT,
    });
  });

  it("names no principal, which service control policies must not", () => {
    expect(JSON.stringify(statements)).not.toContain('"Principal":');
  });
});

describe("the guardrail of the keys on resources", () => {
  const statements = bySid(keyResourceGuardrail(input()));

  it("holds for everyone what binds the principals of member accounts", () => {
    for (const { NotAction, ...statement } of keyGuardrail(input())) {
      const { Action = KEY_CHANGES } = statement;
      expect(statements[statement.Sid]).toEqual({ ...statement, Action, Principal: "*" });
      expect(NotAction === undefined).toBe(statement.Action !== undefined);
    }
  });

  it("keeps principals of other organizations, and of none, out", () => {
    expect(statements.KeysOutsiders).toEqual({
      Sid: "KeysOutsiders",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:*",
      Resource: "arn:aws:kms:*:*:key/*",
      Condition: {
        ...OURS,
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorgid" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    });
  });

  it("keeps services out that act for other organizations, where they name the account they act for", () => {
    expect(statements.KeysConfusedDeputy).toEqual({
      Sid: "KeysConfusedDeputy",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:*",
      Resource: "arn:aws:kms:*:*:key/*",
      Condition: {
        ...OURS,
        StringNotEqualsIfExists: { "aws:SourceOrgID": "o-exampleorgid" },
        Null: { "aws:SourceAccount": "false" },
        Bool: { "aws:PrincipalIsAWSService": "true" },
      },
    });
  });

  it("says no more", () => {
    expect(Object.keys(statements)).toEqual([
      "KeyDestruction",
      "KeySettings",
      "KeyAliases",
      "KeysOutsiders",
      "KeysConfusedDeputy",
    ]);
  });
});
