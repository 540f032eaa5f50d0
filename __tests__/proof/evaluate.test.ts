import { evaluate } from "../../proof/evaluate";

const ADMINISTRATOR = {
  key: "admin-audit",
  label: "an administrator",
  partOf: [],
  accountId: "333333333333",
  context: {},
  principal: "arn:aws:iam::333333333333:role/Admin",
  identityPolicy: { name: "AdministratorAccess", actions: ["*"] },
};

/** The answer to an administrator who deletes an object of a bucket with this statement. */
const deletion = (statement: object) =>
  evaluate(
    {
      principal: ADMINISTRATOR,
      action: "s3:DeleteObject",
      resource: { arn: "arn:aws:s3:::logs/trail.gz", accountId: "333333333333" },
      context: {},
    },
    {
      serviceControl: [],
      resourceControl: [],
      resourcePolicy: {
        layer: "bucket policy",
        statements: [{ Sid: "Only", Effect: "Deny", Principal: "*", Resource: "*", ...statement }],
      },
    },
  );

describe("a statement", () => {
  it.each([
    [{ Action: "s3:DeleteObject" }],
    [{ Action: ["s3:PutObject", "s3:deleteobject"] }],
    [{ Action: "s3:Delete*" }],
    [{ Action: "S3:D?leteObject" }],
    [{ Action: "*" }],
    [{ NotAction: "s3:Get*" }],
  ])("has a say in what it is about: %j", async (statement) => {
    expect(await deletion(statement)).toEqual({ allowed: false, by: [{ layer: "bucket policy", sid: "Only" }] });
  });

  it.each([
    [{ Action: "s3:DeleteObjectVersion" }],
    [{ Action: ["s3:Put*", "s3:DeleteObject?"] }],
    [{ Action: "sqs:*" }],
    [{ NotAction: "s3:Delete*" }],
  ])("has none in anything else: %j", async (statement) => {
    expect(await deletion(statement)).toEqual({ allowed: true, by: [{ layer: "IAM", sid: "AdministratorAccess" }] });
  });
});
