import { document, policyDifferences } from "../../../cli/bootstrap/policies";
import type { ResourceStatement } from "../../../config/state/resource-statement";

const ALLOW: ResourceStatement = {
  Sid: "Allow",
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::111111111111:root"] },
  Action: ["s3:GetObject", "s3:PutObject"],
  Resource: "arn:aws:s3:::states/*",
};
const DENY: ResourceStatement = {
  Sid: "Deny",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:*"],
  Resource: ["arn:aws:s3:::states"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const THEIRS = {
  Sid: "Theirs",
  Effect: "Allow",
  Principal: "*",
  Action: "s3:ListBucket",
  Resource: "arn:aws:s3:::states",
};

/** What is different, and the statements of the policy that is put. */
async function differences(current: string | undefined, wanted: readonly ResourceStatement[]) {
  const put: string[] = [];
  const found = policyDifferences(current, wanted, (text) => {
    put.push(text);
    return Promise.resolve();
  });
  for (const { mend } of found) await mend?.();
  return { found, put: put.flatMap((text) => (JSON.parse(text) as { Statement: { Sid: string }[] }).Statement) };
}

describe("policyDifferences", () => {
  it("finds none where AWS writes the same in another way", async () => {
    const same = [
      { ...DENY, Action: "s3:*", Resource: "arn:aws:s3:::states" },
      { ...ALLOW, Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action: ["s3:PutObject", "s3:GetObject"] },
    ];
    expect((await differences(JSON.stringify({ Statement: same }), [ALLOW, DENY])).found).toEqual([]);
  });

  it("puts all of it where there is none", async () => {
    expect((await differences(undefined, [ALLOW, DENY])).put).toEqual([ALLOW, DENY]);
  });

  it("adds a denial beside what is there, and no statement that lets somebody in", async () => {
    const { found, put } = await differences(document([THEIRS]), [ALLOW, DENY]);
    expect(put).toEqual([THEIRS, DENY]);
    expect(found.filter(({ mend }) => mend === undefined)).toEqual([
      expect.objectContaining({ what: "policy, Allow", got: "missing" }),
    ]);
  });

  const but = (Sid: string, ...roles: string[]): ResourceStatement => ({
    ...DENY,
    Sid,
    Condition: { ArnNotLike: { "aws:PrincipalArn": roles.map((role) => `arn:aws:iam::111111111111:role/${role}`) } },
  });

  it("puts another name of a role into every statement that has the one of before, and what is missing, at once", async () => {
    const { found, put } = await differences(document([THEIRS, but("One", "old"), but("Two", "old")]), [
      but("One", "new"),
      but("Two", "new"),
      DENY,
    ]);
    expect(put).toEqual([THEIRS, but("One", "new"), but("Two", "new"), DENY]);
    expect(found).toEqual([
      expect.objectContaining({
        got: "lacks Deny; names arn:aws:iam::111111111111:role/old in One, Two",
        wanted: "these denials beside what is there; arn:aws:iam::111111111111:role/new",
      }),
    ]);
  });

  it.each([
    ["one more role", but("One", "old", "theirs")],
    ["a role of another account", JSON.parse(JSON.stringify(but("One", "old")).replace("::111", "::999")) as object],
    ["another operator", { ...but("One", "old"), Condition: { ArnLike: but("One", "old").Condition?.ArnNotLike } }],
    ["less that is denied", { ...but("One", "old"), Action: ["s3:PutObject"] }],
    ["another condition", { ...but("One", "old"), Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    [
      "a user",
      { ...but("One", "old"), Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:user/old" } } },
    ],
  ])("leaves a statement with %s to people", async (_what, there) => {
    const { found, put } = await differences(document([there as ResourceStatement]), [but("One", "new")]);
    expect(put).toEqual([]);
    expect(found).toEqual([expect.objectContaining({ what: "policy, One" })]);
  });

  it("leaves a statement of the same name that says something else to people", async () => {
    const { found, put } = await differences(document([{ ...DENY, Action: ["s3:PutObject"] }]), [DENY]);
    expect(put).toEqual([]);
    expect(found).toEqual([expect.objectContaining({ what: "policy, Deny" })]);
  });
});
