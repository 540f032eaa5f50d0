import { policyDocument } from "../../../modules/iam/policy-document";
import type { PolicyStatement } from "../../../modules/iam/policy-document";

const statement = (Sid: string): PolicyStatement => ({ Sid, Effect: "Allow", Action: "s3:GetObject", Resource: "*" });

describe("policyDocument", () => {
  it("writes the policy language's current version and the statements in their order", () => {
    expect(JSON.parse(policyDocument(statement("B"), statement("A")))).toEqual({
      Version: "2012-10-17",
      Statement: [statement("B"), statement("A")],
    });
  });

  it("refuses two statements with one Sid, which AWS would refuse only at apply time", () => {
    expect(() => policyDocument(statement("Same"), statement("Same"))).toThrow(
      'two statements of one policy document have the Sid "Same"',
    );
  });
});
