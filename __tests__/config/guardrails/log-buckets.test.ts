import { BUCKET_RECONFIGURATION, BUCKET_TAGS, LATER_TAMPERING, OBJECT_TAMPERING } from "../../../aws/tampering";
import { leftOpenOn } from "../../../config/guardrails/left-open";
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
      NotAction: leftOpenOn("logObject"),
      Resource: BUCKETS.map((bucket) => `${bucket}/*`),
      Condition: EXCEPT_BREAK_GLASS,
    });
  });

  it("keeps everyone but who deploys from whatever changes settings and policies", () => {
    expect(statements.LogBucketSettings).toEqual({
      Sid: "LogBucketSettings",
      Effect: "Deny",
      NotAction: ["s3:Get*", "s3:List*", "s3:PutBucketVersioning"],
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

  it("holds for everyone what binds the principals of member accounts, by the names of actions", () => {
    const bound = bySid(logBucketGuardrail(input()));
    for (const [sid, actions] of [
      ["LogObjects", [...OBJECT_TAMPERING, ...LATER_TAMPERING.objects]],
      ["LogBucketSettings", [...BUCKET_RECONFIGURATION, ...LATER_TAMPERING.buckets, ...BUCKET_TAGS]],
      ["LogBucketVersioning", ["s3:PutBucketVersioning"]],
    ] as const) {
      const { Action = [], ...statement } = statements[sid] ?? {};
      const { Condition, Resource } = bound[sid] ?? {};
      expect(statement).toEqual({ Sid: sid, Effect: "Deny", Principal: "*", Resource, Condition });
      const patterns = [Action].flat().map((action) => new RegExp(`^${action.replace("*", ".*")}$`));
      expect(actions.filter((action) => !patterns.some((pattern) => pattern.test(action)))).toEqual([]);
      // None of them is of what writes logs.
      const writing = ["s3:PutObject", "s3:ReplicateObject"];
      expect(writing.filter((action) => patterns.some((pattern) => pattern.test(action)))).toEqual([]);
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
