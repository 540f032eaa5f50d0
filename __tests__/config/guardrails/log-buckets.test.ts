import { logBucketGuardrail, logBucketResourceGuardrail } from "../../../config/guardrails/log-buckets";
import { bySid, BREAK_GLASS, DEPLOYMENT, EXCEPT_BREAK_GLASS, EXCEPT_DEPLOYMENT, input } from "./support";

const BUCKETS = [
  "arn:aws:s3:::example-cloudtrail-eu-west-1",
  "arn:aws:s3:::example-replica-eu-central-1",
  "arn:aws:s3:::example-config-eu-west-1",
  "arn:aws:s3:::example-flow-logs-eu-west-1",
  "arn:aws:s3:::example-sessions-eu-west-1",
  "arn:aws:s3:::example-findings-eu-west-1",
  "arn:aws:s3:::example-access-logs-eu-west-1",
  "arn:aws:s3:::example-copy-access-eu-central-1",
];
const EVERYTHING = BUCKETS.flatMap((bucket) => [bucket, `${bucket}/*`]);

describe("the guardrail of the log buckets", () => {
  const statements = bySid(logBucketGuardrail(input()));

  it("keeps everyone but the break-glass role from deleting and altering objects, and from releasing locks", () => {
    expect(statements.LogObjects).toEqual({
      Sid: "LogObjects",
      Effect: "Deny",
      Action: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject*",
        "s3:PutObjectLegalHold",
        "s3:PutObjectRetention",
        "s3:PutObjectTagging",
        "s3:PutObjectVersionTagging",
        "s3:ReplicateDelete",
      ],
      Resource: BUCKETS.map((bucket) => `${bucket}/*`),
      Condition: EXCEPT_BREAK_GLASS,
    });
  });

  it("keeps everyone but who deploys from changing settings and policies", () => {
    expect(statements.LogBucketSettings).toEqual({
      Sid: "LogBucketSettings",
      Effect: "Deny",
      Action: [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketAcl",
        "s3:PutBucketLogging",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      Resource: BUCKETS,
      Condition: EXCEPT_DEPLOYMENT,
    });
  });

  it("keeps everyone but who deploys from changing versioning", () => {
    expect(statements.LogBucketVersioning).toEqual({
      Sid: "LogBucketVersioning",
      Effect: "Deny",
      Action: "s3:PutBucketVersioning",
      Resource: BUCKETS,
      Condition: EXCEPT_DEPLOYMENT,
    });
  });

  it("lets root change versioning, and nothing else, where MFA Delete is required", () => {
    const { LogBucketVersioning, ...others } = bySid(logBucketGuardrail(input({ mfaDelete: true })));
    expect(LogBucketVersioning?.Condition).toEqual({
      ArnNotLike: { "aws:PrincipalArn": [BREAK_GLASS, DEPLOYMENT, "arn:aws:iam::*:root"] },
    });
    expect(others).toEqual({ LogObjects: statements.LogObjects, LogBucketSettings: statements.LogBucketSettings });
  });

  it("names no principal, which service control policies must not", () => {
    expect(JSON.stringify(statements)).not.toContain('"Principal":');
  });
});

describe("the guardrail of the log buckets on resources", () => {
  const statements = bySid(logBucketResourceGuardrail(input()));

  it("holds for everyone what binds the principals of member accounts", () => {
    for (const statement of logBucketGuardrail(input())) {
      expect(statements[statement.Sid]).toEqual({ ...statement, Principal: "*" });
    }
  });

  it("keeps principals of other organizations, and of none, out", () => {
    expect(statements.LogsOutsiders).toEqual({
      Sid: "LogsOutsiders",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: EVERYTHING,
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorgid" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    });
  });

  it("keeps services out that act for other organizations, where they name the account they act for", () => {
    expect(statements.LogsConfusedDeputy).toEqual({
      Sid: "LogsConfusedDeputy",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: EVERYTHING,
      Condition: {
        StringNotEqualsIfExists: { "aws:SourceOrgID": "o-exampleorgid" },
        Null: { "aws:SourceAccount": "false" },
        Bool: { "aws:PrincipalIsAWSService": "true" },
      },
    });
  });

  it("keeps everything out that does not come by TLS", () => {
    expect(statements.LogsInsecureTransport).toEqual({
      Sid: "LogsInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: EVERYTHING,
      Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
    });
  });

  it("says no more", () => {
    expect(Object.keys(statements)).toEqual([
      "LogObjects",
      "LogBucketSettings",
      "LogBucketVersioning",
      "LogsOutsiders",
      "LogsConfusedDeputy",
      "LogsInsecureTransport",
    ]);
  });
});
