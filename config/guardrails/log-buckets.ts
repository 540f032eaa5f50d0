import { BUCKET_RECONFIGURATION, OBJECT_TAMPERING } from "../../aws/tampering";
import { logBucketsOf } from "../names";
import { denial, exceptBreakGlass, exceptDeployment } from "./denial";
import type { GuardrailInput, GuardrailStatement } from "./statement";

const DELETIONS = "s3:DeleteObject";
/** Deletions by their common beginning, as a service control policy has no room for each. */
const OBJECT_ACTIONS = [
  ...new Set(OBJECT_TAMPERING.map((action) => (action.startsWith(DELETIONS) ? `${DELETIONS}*` : action))),
];

export function logBucketGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { mfaDelete, partition } = input;
  const buckets = bucketArns(input);
  const mayChangeVersioning = exceptDeployment(input);
  const principals = [mayChangeVersioning.ArnNotLike?.["aws:PrincipalArn"] ?? []].flat();
  const root = `arn:${partition}:iam::*:root`;
  return [
    denial(
      "LogObjects",
      OBJECT_ACTIONS,
      buckets.map((bucket) => `${bucket}/*`),
      exceptBreakGlass(input),
    ),
    denial("LogBucketSettings", BUCKET_RECONFIGURATION, buckets, exceptDeployment(input)),
    denial("LogBucketVersioning", "s3:PutBucketVersioning", buckets, {
      ArnNotLike: { "aws:PrincipalArn": mfaDelete ? [...principals, root] : principals },
    }),
  ];
}

/** On top of what binds member accounts' principals: who comes from outside, and how. */
export function logBucketResourceGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { organizationId } = input;
  const everything = bucketArns(input).flatMap((bucket) => [bucket, `${bucket}/*`]);
  const statements = [
    ...logBucketGuardrail(input),
    denial("LogsOutsiders", "s3:*", everything, {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    }),
    // A service that acts for an account of another organization, or for none, is a deputy that someone confused.
    denial("LogsConfusedDeputy", "s3:*", everything, {
      StringNotEqualsIfExists: { "aws:SourceOrgID": organizationId },
      Null: { "aws:SourceAccount": "false" },
      Bool: { "aws:PrincipalIsAWSService": "true" },
    }),
    denial("LogsInsecureTransport", "s3:*", everything, { BoolIfExists: { "aws:SecureTransport": "false" } }),
  ];
  return statements.map((statement) => ({ ...statement, Principal: "*" }));
}

function bucketArns({ names, partition }: GuardrailInput): string[] {
  return logBucketsOf(names).map((bucket) => `arn:${partition}:s3:::${bucket}`);
}
