import { BUCKET_RECONFIGURATION, OBJECT_TAMPERING } from "../../aws/tampering";
import type { LandingZone } from "../../config/landing-zone";
import { allBut, byLock, byPolicy, byResourceControl, byServiceControl } from "../layers";
import type { Claim, Rule } from "../layers";
import type { Resource } from "../policies";
import type { Principal, RequestContext } from "../principal";
import { anyOf, bound, nobody, onceOpened, only, outsiders, outsidersOf, roles, target } from "./question";
import type { Question } from "./question";

/** Settings of a bucket, and how each is lost. */
const SETTINGS: Readonly<Record<string, string>> = {
  "s3:PutBucketPolicy": "replace the bucket policy",
  "s3:DeleteBucketPolicy": "delete the bucket policy",
  "s3:PutBucketVersioning": "suspend versioning",
  "s3:PutBucketObjectLockConfiguration": "weaken the default lock",
  "s3:PutLifecycleConfiguration": "add a lifecycle rule that deletes",
  "s3:PutEncryptionConfiguration": "change the encryption",
  "s3:PutReplicationConfiguration": "stop or divert replication",
  "s3:PutBucketPublicAccessBlock": "lift the public access block",
  "s3:PutBucketOwnershipControls": "bring ACLs back",
  "s3:PutBucketAcl": "grant by ACL",
  "s3:PutBucketLogging": "stop access logging",
  "s3:DeleteBucket": "delete the bucket",
};

/** Ways to lose or alter an object. */
const TAMPERING: Readonly<Record<string, string>> = {
  "s3:DeleteObject": "hide an object behind a delete marker",
  "s3:DeleteObjectVersion": "delete a version for good",
  "s3:PutObjectRetention": "shorten the retention of a version",
  "s3:BypassGovernanceRetention": "pass over the lock of a version",
  "s3:PutObjectLegalHold": "lift a legal hold",
  "s3:PutObjectTagging": "change tags that rules go by",
  "s3:PutObjectVersionTagging": "change tags of a version",
  "s3:DeleteObjectTagging": "take tags away that rules go by",
  "s3:DeleteObjectVersionTagging": "take tags of a version away",
  "s3:ReplicateDelete": "replicate a deletion into it",
};

/** What Object Lock has a say in. */
const LOCKED: readonly string[] = ["s3:DeleteObjectVersion", "s3:PutObjectRetention"];

/** What the owner's root may do whatever the bucket's policy says. */
export const ROOT_OVERRIDES: readonly string[] = ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy"];

export interface ProtectedBucket {
  readonly area: string;
  readonly bucket: Resource;
  /** Account that it is in. */
  readonly owner: string;
  readonly landingZone: LandingZone;
}

/** What every log bucket is asked: who reads it, who loses or alters what is in it, who changes its settings. */
export function protectedLikeTheTrail(
  protectedBucket: ProtectedBucket,
  path: string,
  readers: Question["allowed"],
  lock?: "governance" | "compliance",
): Question[] {
  return [
    ...reading(protectedBucket, path, readers),
    ...tampering(protectedBucket, path, lock),
    ...settings(protectedBucket, nobody),
  ];
}

/** Resource control policies keep everyone from outside away from log buckets, whatever they ask for. */
export const OUTSIDERS_OF_BUCKETS = outsidersOf("logBuckets", "Logs");

/**
 * What is done with a bucket as its policy allows it.
 *
 * @param statement Sid of the statement that allows it
 */
export function asAllowed(statement: string, allowed: Rule): [Claim, ...Claim[]] {
  return [
    byPolicy(statement, (principal) => !allowed(principal) && !outsiders(principal)),
    byPolicy("DenyOutsideOrganization", outsiders),
    ...OUTSIDERS_OF_BUCKETS,
  ];
}

/** What AWS services may use where 1.3 is demanded of all others. */
export const TLS_12: RequestContext = { "s3:TlsVersion": "1.2" };

const SERVICE_LINKED = "service-linked";

/** A role that an AWS service has in the audit account, and reads logs with: that of IAM Access Analyzer, for one. */
function serviceLinkedRole({ audit, organization, partition }: LandingZone): Principal {
  const accountId = audit.id ?? "";
  const name = "access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer";
  const arn = `arn:${partition}:iam::${accountId}:role/aws-service-role/${name}`;
  return {
    key: SERVICE_LINKED,
    label: "service-linked role of audit",
    principal: arn,
    accountId,
    identityPolicy: { name: "service-linked", actions: ["s3:GetObject"] },
    context: {
      "aws:PrincipalAccount": accountId,
      "aws:PrincipalArn": arn,
      "aws:PrincipalIsAWSService": "false",
      "aws:PrincipalOrgID": organization.id ?? "",
    },
  };
}

/** What is done over TLS 1.2, which only AWS services may use. */
export function tls13(allowed: Rule): [Claim, ...Claim[]] {
  return [
    byPolicy("DenyOldTlsOfOthers", (principal) => !allowed(principal) && !outsiders(principal)),
    byPolicy("DenyOutsideOrganization", outsiders),
    ...OUTSIDERS_OF_BUCKETS,
  ];
}

export function reading(
  { area, bucket, landingZone }: ProtectedBucket,
  path: string,
  readers: Question["allowed"],
): Question[] {
  const get = { area, action: "s3:GetObject", resource: target(bucket, path) };
  const everyone = allBut(nobody);
  const listing = readersThatList(readers);
  return [
    { ...get, label: "read an object", allowed: readers, layers: asAllowed("ReadersGet", readers) },
    {
      ...get,
      label: "read an object, were the bucket opened to everyone",
      opened: true,
      // The role that copies has no permission to read, and needs one where the bucket is in another account.
      allowed: anyOf(onceOpened(bucket), readers),
      guardrail: "logBuckets",
      layers: [byPolicy("DenyOutsideOrganization", outsiders), ...OUTSIDERS_OF_BUCKETS],
    },
    {
      ...get,
      label: "read an object without TLS",
      context: { "aws:SecureTransport": "false" },
      allowed: nobody,
      layers: [
        byPolicy("DenyInsecureTransport", everyone),
        byResourceControl("logBuckets", "LogsInsecureTransport", everyone),
      ],
    },
    {
      ...get,
      label: "read an object over TLS 1.1, or have an AWS service do so",
      // Whoever asks for it: what is demanded of people besides says nothing of services.
      context: { "s3:TlsVersion": "1.1", "aws:ViaAWSService": "true" },
      allowed: nobody,
      layers: [byPolicy("DenyOldTls", everyone), ...OUTSIDERS_OF_BUCKETS],
    },
    ...(landingZone.archive.minimumTlsVersion === "1.2"
      ? []
      : [
          {
            ...get,
            label: "read an object over TLS 1.2",
            context: TLS_12,
            alsoOf: [serviceLinkedRole(landingZone)],
            allowed: only(SERVICE_LINKED),
            layers: tls13(only(SERVICE_LINKED)),
          },
          {
            ...get,
            label: "have an AWS service read an object over TLS 1.2",
            context: { ...TLS_12, "aws:ViaAWSService": "true" },
            allowed: readers,
            layers: asAllowed("ReadersGet", readers),
          },
        ]),
    {
      area,
      label: "list the objects",
      action: "s3:ListBucketVersions",
      resource: target(bucket),
      allowed: listing,
      layers: asAllowed("ReadersList", listing),
    },
  ];
}

/** The analyst of the table may list objects, not versions. */
function readersThatList(readers: Question["allowed"]): Question["allowed"] {
  return (principal) => principal.key !== "analyst" && readers(principal);
}

/** What is asked about, and what AWS knows besides: those without a description are described by the action. */
function described(
  actions: readonly string[],
  labels: Readonly<Record<string, string>>,
): [label: string, action: string][] {
  const all = [...new Set([...Object.keys(labels), ...actions])];
  return all.map((action) => [labels[action] ?? `do ${action.replace(/^.*:/, "")}`, action]);
}

export function tampering(
  { area, bucket, landingZone, owner }: ProtectedBucket,
  path: string,
  lock: "governance" | "compliance" | undefined,
): Question[] {
  const breakGlass = only(`break-glass-${owner}`);
  return described(OBJECT_TAMPERING, TAMPERING).map(([label, action]) => {
    const locked = LOCKED.includes(action) ? lock : undefined;
    const keptByLock = locked === "compliance" ? allBut(nobody) : allBut(breakGlass);
    return {
      area,
      label,
      action,
      resource: target(bucket, path),
      lockedObject: locked !== undefined,
      allowed: locked === "compliance" ? nobody : breakGlass,
      guardrail: "logBuckets",
      layers: [
        byPolicy("DenyTampering", allBut(breakGlass)),
        byServiceControl("logBuckets", "LogObjects", bound(landingZone, "break-glass")),
        byResourceControl("logBuckets", "LogObjects", allBut(anyOf(roles("break-glass"), outsiders))),
        ...OUTSIDERS_OF_BUCKETS,
        ...(locked === undefined ? [] : [byLock(locked, keptByLock)]),
      ],
    };
  });
}

export function settings(
  { area, bucket, landingZone, owner }: ProtectedBucket,
  versioning: Question["allowed"],
): Question[] {
  const breakGlass = only(`break-glass-${owner}`);
  const makers = roles("break-glass", "deployment");
  return described(BUCKET_RECONFIGURATION, SETTINGS).map(([label, action]) => {
    const isVersioning = action === "s3:PutBucketVersioning";
    const allowed = isVersioning ? anyOf(breakGlass, versioning) : breakGlass;
    // Where MFA Delete is required, the guardrail leaves versioning to roots.
    const exempt = isVersioning && landingZone.archive.mfaDelete ? ["root"] : [];
    const [guardrail, inPolicy] = isVersioning
      ? ["LogBucketVersioning", "DenyVersioningChanges"]
      : ["LogBucketSettings", "DenyReconfiguration"];
    return {
      area,
      label,
      action,
      resource: target(bucket),
      allowed,
      guardrail: "logBuckets",
      layers: [
        byPolicy(inPolicy, allBut(anyOf(allowed, ROOT_OVERRIDES.includes(action) ? only(`root-${owner}`) : nobody))),
        byServiceControl("logBuckets", guardrail, bound(landingZone, "break-glass", "deployment", ...exempt)),
        byResourceControl("logBuckets", guardrail, allBut(anyOf(makers, roles(...exempt), outsiders))),
        ...OUTSIDERS_OF_BUCKETS,
      ],
    };
  });
}
