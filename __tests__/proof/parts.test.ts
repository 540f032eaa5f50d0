import { partsOf } from "../../proof/parts";
import type { Statement } from "../../proof/statements";

const statement = (elements: object): Statement => ({ Sid: "Any", Effect: "Deny", ...elements });
const partsIn = (elements: object) => partsOf(statement(elements)).map(({ left, ...part }) => ({ ...part, left }));

describe("the parts of a statement", () => {
  it("are single actions and resources, where there are others", () => {
    const parts = partsIn({ Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" });
    expect(parts).toEqual([
      {
        name: "Action s3:GetObject",
        action: "s3:GetObject",
        matchesMore: false,
        left: statement({ Action: ["s3:PutObject"], Resource: "*" }),
      },
      {
        name: "Action s3:PutObject",
        action: "s3:PutObject",
        matchesMore: false,
        left: statement({ Action: ["s3:GetObject"], Resource: "*" }),
      },
    ]);
  });

  it("let a statement match more where they are exceptions", () => {
    const Condition = { ArnNotLike: { "aws:PrincipalArn": ["a", "b"] }, Bool: { "aws:SecureTransport": "false" } };
    expect(
      partsIn({ NotAction: ["s3:Get*", "s3:List*"], Condition }).map(({ matchesMore, name }) => [name, matchesMore]),
    ).toEqual([
      ["NotAction s3:Get*", true],
      ["NotAction s3:List*", true],
      ["Condition ArnNotLike aws:PrincipalArn", true],
      ["Condition ArnNotLike aws:PrincipalArn a", true],
      ["Condition ArnNotLike aws:PrincipalArn b", true],
      ["Condition Bool aws:SecureTransport", true],
    ]);
  });

  it("are conditions, with the others left, and values of theirs", () => {
    const Condition = { StringEquals: { "aws:SourceArn": ["a", "b"], "aws:SourceOrgID": "o" } };
    expect(partsIn({ Condition }).map(({ left, name }) => [name, left.Condition])).toEqual([
      ["Condition StringEquals aws:SourceArn", { StringEquals: { "aws:SourceOrgID": "o" } }],
      ["Condition StringEquals aws:SourceArn a", { StringEquals: { "aws:SourceArn": ["b"], "aws:SourceOrgID": "o" } }],
      ["Condition StringEquals aws:SourceArn b", { StringEquals: { "aws:SourceArn": ["a"], "aws:SourceOrgID": "o" } }],
      ["Condition StringEquals aws:SourceOrgID", { StringEquals: { "aws:SourceArn": ["a", "b"] } }],
    ]);
  });

  it("are principals, by their type and one by one", () => {
    const Principal = { AWS: ["a", "b"], Service: "s3.amazonaws.com" };
    expect(partsIn({ Principal }).map(({ left, name }) => [name, left.Principal])).toEqual([
      ["Principal AWS", { Service: "s3.amazonaws.com" }],
      ["Principal AWS a", { AWS: ["b"], Service: "s3.amazonaws.com" }],
      ["Principal AWS b", { AWS: ["a"], Service: "s3.amazonaws.com" }],
      ["Principal Service", { AWS: ["a", "b"] }],
    ]);
  });

  it("are none where a statement has one of each", () => {
    expect(partsIn({ Principal: "*", Action: "s3:*", Resource: ["*"] })).toEqual([]);
  });
});
