import { comparePolicies } from "../../../review/policies/compare";
import { isOpenToAll } from "../../../review/policies/open-to-all";
import { statementsOf } from "../../../review/policies/statements";
import { covers } from "../../../aws/iam-patterns";
import { policy } from "../plans";

const ALLOW = {
  Sid: "Read",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111111111111:root" },
  Action: "s3:Get*",
  Resource: "*",
};
const DENY = { ...ALLOW, Effect: "Deny", Principal: "*" };
const only = (StringEquals: object) => ({ Condition: { StringEquals } });

const compared = (before: object[], after: object[]) =>
  comparePolicies(statementsOf(policy(...before)) ?? [], statementsOf(policy(...after)) ?? []);
const widens = (before: object, after: object): boolean | undefined => compared([before], [after])[0]?.widens;

describe("comparing policies", () => {
  it("names what is added to and removed from each part of a statement", () => {
    const after = { ...ALLOW, Action: ["s3:Get*", "s3:PutObject"], ...only({ "aws:PrincipalOrgID": "o-1" }) };
    expect(compared([ALLOW], [after])).toEqual([
      {
        change: "changed",
        sid: "Read",
        effect: "Allow",
        widens: true,
        parts: [
          { part: "actions", added: ["s3:PutObject"], removed: [], widens: true },
          { part: "conditions", added: ["StringEquals aws:PrincipalOrgID: o-1"], removed: [], widens: false },
        ],
      },
    ]);
  });

  it("finds no change where lists are in another order, or one entry is no list", () => {
    const listed = { ...ALLOW, Action: ["s3:Get*"], Principal: { AWS: ["arn:aws:iam::111111111111:root"] } };
    expect(compared([ALLOW, DENY], [{ ...DENY, Principal: { AWS: "*" } }, listed])).toEqual([]);
  });

  it("puts statements without Sid together by what they say", () => {
    const unnamed = { ...ALLOW, Sid: undefined };
    const other = { Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*" };
    const [change, ...more] = compared([other, unnamed], [{ ...unnamed, Resource: ["*", "b"] }, other]);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ change: "changed", parts: [{ part: "resources", added: ["b"] }] });
  });

  it("calls statements that have nothing in common removed and added", () => {
    const found = compared([ALLOW], [{ Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "b" }]);
    expect(found.map(({ change, widens }) => [change, widens])).toEqual([
      ["removed", false],
      ["added", false],
    ]);
  });

  it.each<[string, object, object, boolean]>([
    ["an action more", ALLOW, { ...ALLOW, Action: ["s3:Get*", "s3:Put*"] }, true],
    ["an action less", ALLOW, { ...ALLOW, Action: "s3:GetObject" }, false],
    ["an action that was covered", ALLOW, { ...ALLOW, Action: ["s3:Get*", "s3:GetObject"] }, false],
    ["a principal more", ALLOW, { ...ALLOW, Principal: "*" }, true],
    ["a condition less", { ...ALLOW, ...only({ a: "b" }) }, ALLOW, true],
    ["a condition more", ALLOW, { ...ALLOW, ...only({ a: "b" }) }, false],
    ["a value more", { ...ALLOW, ...only({ a: "b" }) }, { ...ALLOW, ...only({ a: ["b", "c"] }) }, true],
    [
      "a denial of all but others in place of some",
      { ...DENY, Action: ["s3:Delete*", "s3:PutObjectAcl"] },
      { ...DENY, Action: undefined, NotAction: ["s3:Get*", "s3:PutObject"] },
      false,
    ],
    [
      "a denial of all but one of those that were denied",
      { ...DENY, Action: ["s3:Delete*", "s3:PutObjectAcl"] },
      { ...DENY, Action: undefined, NotAction: ["s3:Get*", "s3:DeleteObjectTagging"] },
      true,
    ],
    [
      "a denial of all but what begins alike",
      { ...DENY, Action: "s3:Delete*Tagging" },
      { ...DENY, Action: undefined, NotAction: "s3:DeleteObject*" },
      true,
    ],
    [
      "a denial of all but what is the same in other letters",
      { ...DENY, Action: "s3:DeleteObject" },
      { ...DENY, Action: undefined, NotAction: "s3:deleteobject" },
      true,
    ],
    [
      "a denial about all but what a variable may be",
      { ...DENY, Resource: "arn:aws:s3:::logs/${aws:PrincipalAccount}/*" },
      { ...DENY, Resource: undefined, NotResource: "arn:aws:s3:::logs/111111111111/*" },
      true,
    ],
    ["a denial of some in place of all but others", { ...DENY, Action: undefined, NotAction: "s3:Get*" }, DENY, true],
    ["NotAction in place of Action", ALLOW, { ...ALLOW, Action: undefined, NotAction: "s3:Get*" }, true],
    ["an exception less", { ...ALLOW, NotAction: ["a:b", "a:c"] }, { ...ALLOW, NotAction: "a:b" }, true],
    ["a denial of less", DENY, { ...DENY, Action: "s3:GetObject" }, true],
    ["a denial of more", DENY, { ...DENY, Action: "s3:*" }, false],
    ["a condition on a denial", DENY, { ...DENY, ...only({ a: "b" }) }, true],
    ["no condition on a denial", { ...DENY, ...only({ a: "b" }) }, DENY, false],
    [
      "an exception of a denial more",
      { ...DENY, Condition: { StringNotEquals: { a: "b" } } },
      { ...DENY, Condition: { StringNotEquals: { a: ["b", "c"] } } },
      true,
    ],
    [
      "an exception of a denial less",
      { ...DENY, Condition: { ArnNotLike: { a: ["b", "c"] } } },
      { ...DENY, Condition: { ArnNotLike: { a: "b" } } },
      false,
    ],
    ["a denial that allows", DENY, { ...DENY, Effect: "Allow" }, true],
    [
      "a number, which nobody can tell",
      { ...ALLOW, Condition: { NumericLessThan: { a: "1" } } },
      { ...ALLOW, Condition: { NumericLessThan: { a: "2" } } },
      true,
    ],
  ])("knows whether %s lets in more", (_, before, after, expected) => {
    expect(widens(before, after)).toBe(expected);
  });

  it("knows that a denial that is gone lets in more, and an Allow that is gone does not", () => {
    expect(compared([DENY], [])).toMatchObject([{ change: "removed", widens: true }]);
    expect(compared([ALLOW], [])).toMatchObject([{ change: "removed", widens: false }]);
    expect(compared([], [ALLOW])).toMatchObject([{ change: "added", widens: true }]);
  });

  it("finds what is the same twice once only", () => {
    expect(compared([ALLOW, ALLOW], [ALLOW])).toMatchObject([{ change: "removed" }]);
  });
});

describe("a statement", () => {
  const isOpen = (statement: object) => statementsOf(policy(statement))?.some(isOpenToAll);
  it.each<[object, boolean]>([
    [{ ...ALLOW, Principal: "*" }, true],
    [{ ...ALLOW, Principal: { AWS: ["*"] } }, true],
    [{ ...ALLOW, Principal: { Service: "*" } }, false],
    [{ ...ALLOW, Principal: "*", ...only({ "aws:PrincipalOrgID": "o-1" }) }, false],
    [{ ...ALLOW, Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } }, true],
    [{ ...ALLOW, Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }, true],
    [DENY, false],
    [ALLOW, false],
  ])("%j is open to all: %s", (statement, expected) => {
    expect(isOpen(statement)).toBe(expected);
  });

  it.each(["", "{", "[]", '{"Statement": "a"}', '{"Statement": [null]}'])("is in no text like %s", (text) => {
    expect(statementsOf(text)).toBeUndefined();
  });
});

describe("patterns", () => {
  it.each<[string, string, boolean]>([
    ["s3:*", "s3:GetObject", true],
    ["s3:Get*", "s3:*", false],
    ["s3:?et*", "s3:GetObject", true],
    ["*:root", "arn:aws:iam::1:root", true],
    ["a*b*c", "axxbyybc", true],
    ["a*b", "a*", false],
    ["a?c", "a*c", false],
  ])("%s covers %s: %s", (pattern, other, expected) => {
    expect(covers(pattern, other)).toBe(expected);
  });

  it("take no time that grows beyond measure", () => {
    expect(covers(`${"*a".repeat(2000)}b`, "a".repeat(4000))).toBe(false);
  });
});
