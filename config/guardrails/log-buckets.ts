import { BUCKET_RECONFIGURATION, BUCKET_TAGS, LATER_TAMPERING, OBJECT_TAMPERING } from "../../aws/tampering";
import { logBucketsOf } from "../names";
import { denial, denialOfAllBut, denialsOfOutsiders, exceptBreakGlass, exceptDeployment, ofEveryone } from "./denial";
import { leftOpenOn } from "./left-open";
import type { GuardrailInput, GuardrailStatement } from "./statement";

/** Whoever is in the organization does nothing to log files and log buckets but what is left open. */
export function logBucketGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const buckets = bucketArns(input);
  return [
    denialOfAllBut("LogObjects", leftOpenOn("logObject"), objectsOf(buckets), exceptBreakGlass(input)),
    denialOfAllBut(
      "LogBucketSettings",
      [...leftOpenOn("logBucket"), VERSIONING].sort(),
      buckets,
      exceptDeployment(input),
    ),
    versioning(input),
  ];
}

const VERSIONING = "s3:PutBucketVersioning";

/** What actions begin with that stand together below: a resource control policy has no room for each. */
const BEGINNINGS = [
  "CreateBucket",
  "DeleteBucket",
  "DeleteObject",
  "PutObjectVersion",
  "UpdateBucket",
  "UpdateObject",
].map((name) => `s3:${name}`);

function shortened(actions: readonly string[]): string[] {
  const begins = (action: string): string | undefined => BEGINNINGS.find((beginning) => action.startsWith(beginning));
  return [...new Set(actions.map((action) => (begins(action) === undefined ? action : `${begins(action)}*`)))].sort();
}

function versioning(input: GuardrailInput): GuardrailStatement {
  const { mfaDelete, partition } = input;
  const principals = [exceptDeployment(input).ArnNotLike?.["aws:PrincipalArn"] ?? []].flat();
  const root = `arn:${partition}:iam::*:root`;
  return denial("LogBucketVersioning", VERSIONING, bucketArns(input), {
    ArnNotLike: { "aws:PrincipalArn": mfaDelete ? [...principals, root] : principals },
  });
}

/**
 * The same for everyone, by the names of actions, as resource control policies know no others; and who comes from outside, and
 * how.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function logBucketResourceGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const buckets = bucketArns(input);
  const everything = buckets.flatMap((bucket) => [bucket, `${bucket}/*`]);
  return ofEveryone([
    denial(
      "LogObjects",
      shortened([...OBJECT_TAMPERING, ...LATER_TAMPERING.objects]),
      objectsOf(buckets),
      exceptBreakGlass(input),
    ),
    denial(
      "LogBucketSettings",
      shortened([...BUCKET_RECONFIGURATION, ...LATER_TAMPERING.buckets, ...BUCKET_TAGS]),
      buckets,
      exceptDeployment(input),
    ),
    versioning(input),
    ...denialsOfOutsiders("Logs", "s3:*", everything, input),
    denial("LogsInsecureTransport", "s3:*", everything, { BoolIfExists: { "aws:SecureTransport": "false" } }),
  ]);
}

/** ARNs of log buckets, of those as well that Terraform has forgotten: they stay, and so does what guards them. */
export function bucketArns({ buckets, formerLogBuckets = [], names, partition }: GuardrailInput): string[] {
  const all = buckets ?? [...logBucketsOf(names), ...formerLogBuckets];
  return [...new Set(all)].map((bucket) => `arn:${partition}:s3:::${bucket}`);
}

function objectsOf(buckets: readonly string[]): string[] {
  return buckets.map((bucket) => `${bucket}/*`);
}
