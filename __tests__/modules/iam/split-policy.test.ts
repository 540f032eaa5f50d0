import { policyLength } from "../../../modules/iam/policy-limits";
import { splitPolicy } from "../../../modules/iam/split-policy";
import type { PolicyStatement } from "../../../modules/iam/policy-document";

const statement = (Sid: string, characters: number): PolicyStatement => ({
  Sid,
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: `arn:aws:s3:::${"b".repeat(characters)}`,
});
const sids = (documents: readonly string[]) =>
  documents.map((document) =>
    (JSON.parse(document) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid),
  );

describe("splitPolicy", () => {
  it("keeps statements together, in their order, as long as IAM takes the document", () => {
    const documents = splitPolicy("the role x", [statement("A", 3000), statement("B", 2800), statement("C", 100)]);
    expect(sids(documents)).toEqual([["A", "B"], ["C"]]);
    expect(documents.every((document) => document.length <= 6144)).toBe(true);
  });

  it("says which statement is too long, and how many policies there would be", () => {
    expect(() => splitPolicy("the role x", [statement("Long", 6200)])).toThrow(
      /the statement "Long" of the role x has \d+ characters; IAM allows 6144/,
    );
    const many = ["A", "B", "C"].map((sid) => statement(sid, 5000));
    expect(() => splitPolicy("the role x", many, { most: 2 })).toThrow(
      "the role x would need 3 managed policies; IAM allows 2",
    );
  });

  it("counts a value to come as the longest that it can be, whatever cdktf calls it", () => {
    expect(policyLength("${TfToken[TOKEN.7]}")).toBe(policyLength("${TfToken[TOKEN.12345]}"));
    expect(policyLength("${TfToken[TOKEN.7]}")).toBe("o-".length + 32);
  });
});
