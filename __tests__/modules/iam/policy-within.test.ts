import { policyLength } from "../../../modules/iam/policy-limits";
import { policyWithin } from "../../../modules/iam/policy-within";
import type { PolicyStatement } from "../../../modules/iam/policy-document";

const statement = (Sid: string, characters: number): PolicyStatement => ({
  Sid,
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: `arn:aws:s3:::${"b".repeat(characters)}`,
});

describe("policyWithin", () => {
  it("is a document of the statements, as long as IAM takes it", () => {
    const document = policyWithin("stack/x", "statements", [statement("A", 3000), statement("B", 2800)]);
    const { Statement } = JSON.parse(document) as { Statement: { Sid: string }[] };
    expect(Statement.map(({ Sid }) => Sid)).toEqual(["A", "B"]);
  });

  it("says whose policy is too long, and by how much", () => {
    const long = [statement("A", 3000), statement("B", 3000)];
    expect(() => policyWithin("stack/x", "statements", long)).toThrow(
      /^stack\/x: statements: got "?a policy of \d+ characters"?; allowed: at most 6,144/,
    );
    expect(() => policyWithin("stack/x", "statements", [statement("A", 500)], 400)).toThrow("at most 400");
  });

  it("counts a value to come as the longest that it can be, whatever cdktf calls it", () => {
    expect(policyLength("${TfToken[TOKEN.7]}")).toBe(policyLength("${TfToken[TOKEN.12345]}"));
    expect(policyLength("${TfToken[TOKEN.7]}")).toBe("o-".length + 32);
  });
});
