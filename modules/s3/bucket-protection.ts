import { Fn } from "cdktf";
import { BUCKET_RECONFIGURATION, OBJECT_TAMPERING } from "../../aws/tampering";
import type { PolicyStatement } from "../iam/policy-document";

/** Lowest version of TLS that a bucket accepts of whoever calls S3 themselves; AWS services may use 1.2. */
export type TlsVersion = "1.2" | "1.3";

/** What all endpoints of AWS demand, and so what all of its services have. */
const TLS_OF_SERVICES = "1.2";

/** Which principals a log bucket denies what. */
export interface BucketProtection {
  /**
   * `o-...`: principals of other organizations are denied everything.
   * @default - principals of other accounts than the bucket's are, but for the readers
   */
  readonly organizationId?: string;
  /**
   * Lowest version of TLS that is accepted of whoever calls S3 themselves.
   * @default "1.2"
   */
  readonly minimumTlsVersion?: TlsVersion;
  /**
   * ARN of the one role that may delete logs and change what protects them.
   * @default - no such denial: whoever may by IAM policies of the account does
   */
  readonly breakGlassRoleArn?: string;
  /**
   * ARNs of account roots (`arn:aws:iam::<account>:root`): these accounts' own IAM policies decide who reads.
   * @default - none besides the bucket's own account, which needs no such permission
   */
  readonly readers?: readonly string[];
  /**
   * ARNs that may change versioning besides the break-glass role: MFA Delete is versioning, and only root can enable
   * it.
   * @default - none
   */
  readonly versioningExemptions?: readonly string[];
}

/** The same without what is said by itself. */
export type ProtectionOptions = Omit<BucketProtection, "organizationId">;

/** A bucket of one account: principals of others are denied everything, but for the readers. */
export function ofAccount(options: ProtectionOptions = {}): BucketProtection {
  return options;
}

/**
 * A bucket of an organization: principals of others are denied everything.
 *
 * @param organizationId `o-...`
 */
export function ofOrganization(
  organizationId: string,
  options: ProtectionOptions = {},
): BucketProtection & { readonly organizationId: string } {
  return { ...options, organizationId };
}

/** Who writes to a bucket: one AWS service, some roles, or any principal of an organization (`o-...`). */
export type Writer =
  { readonly service: string } | { readonly roleArn: string | readonly string[] } | { readonly organizationId: string };

/**
 * The statements that every log bucket has: who reads, and the denials that no IAM policy overrides.
 *
 * Nothing demands an encryption header: CloudTrail encrypts its digest files with the trail's key or with SSE-S3, as old as the
 * trail is, and a denial of such uploads stops the trail.
 *
 * @param arn of the bucket
 * @param writer the only one who may put objects
 * @param accountId of the bucket
 * @param servicesActAs ARNs of roles that AWS services reach the bucket with, besides those of the writer
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function protectionStatements(
  arn: string,
  writer: Writer,
  protection: BucketProtection,
  accountId: string,
  servicesActAs: readonly string[] = [],
): PolicyStatement[] {
  const { breakGlassRoleArn, minimumTlsVersion = TLS_OF_SERVICES, organizationId, readers = [] } = protection;
  const objects = `${arn}/*`;
  const toAll = (
    sid: string,
    statement: Pick<PolicyStatement, "Action" | "Resource" | "Condition">,
  ): PolicyStatement => ({
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    ...statement,
  });
  return [
    ...readerStatements(arn, readers),
    toAll("DenyInsecureTransport", {
      Action: "s3:*",
      Resource: [arn, objects],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
    toAll("DenyOldTls", {
      Action: "s3:*",
      Resource: [arn, objects],
      Condition: { NumericLessThan: { "s3:TlsVersion": TLS_OF_SERVICES } },
    }),
    ...(minimumTlsVersion === TLS_OF_SERVICES
      ? []
      : [
          toAll("DenyOldTlsOfOthers", {
            Action: "s3:*",
            Resource: [arn, objects],
            Condition: {
              NumericLessThan: { "s3:TlsVersion": minimumTlsVersion },
              ...exceptServices(arn, [...("roleArn" in writer ? [writer.roleArn].flat() : []), ...servicesActAs]),
            },
          }),
        ]),
    toAll(organizationId === undefined ? "DenyOtherAccounts" : "DenyOutsideOrganization", {
      Action: "s3:*",
      Resource: [arn, objects],
      // AWS services are principals of no organization; the statements that allow them say on whose behalf.
      Condition: {
        StringNotEqualsIfExists:
          organizationId === undefined
            ? { "aws:PrincipalAccount": [accountId, ...accountsOf(readers, writer)] }
            : { "aws:PrincipalOrgID": organizationId },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
      },
    }),
    toAll("DenyOtherWriters", {
      Action: ["s3:PutObject", "s3:ReplicateObject"],
      Resource: objects,
      Condition: allBut(writer),
    }),
    ...(breakGlassRoleArn === undefined ? [] : tamperingStatements(arn, breakGlassRoleArn, protection)),
  ];

  function tamperingStatements(
    bucket: string,
    role: string,
    { versioningExemptions = [] }: BucketProtection,
  ): PolicyStatement[] {
    const exceptBreakGlass = { ArnNotEquals: { "aws:PrincipalArn": role } };
    return [
      toAll("DenyTampering", { Action: OBJECT_TAMPERING, Resource: objects, Condition: exceptBreakGlass }),
      toAll("DenyReconfiguration", { Action: BUCKET_RECONFIGURATION, Resource: bucket, Condition: exceptBreakGlass }),
      toAll("DenyVersioningChanges", {
        Action: "s3:PutBucketVersioning",
        Resource: bucket,
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [role, ...versioningExemptions] } },
      }),
    ];
  }
}

/** Accounts of readers, and of those who write with roles. */
function accountsOf(readers: readonly string[], writer: Writer): string[] {
  const arns = [...readers, ...("roleArn" in writer ? [writer.roleArn].flat() : [])];
  return [...new Set(arns.map((arn) => arn.split(":")[4] ?? (Fn.element(Fn.split(":", arn), 4) as string)))];
}

/**
 * Nothing that AWS publishes says which version of TLS its services use among themselves, above what their endpoints demand. They
 * call as themselves, in the name of who asked them, with roles that they are given, or with roles of their own.
 *
 * @see https://aws.amazon.com/blogs/storage/enforcing-encryption-in-transit-with-tls1-2-or-higher-with-amazon-s3/
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryptionInTransit.html
 */
function exceptServices(arn: string, roleArns: readonly string[]): NonNullable<PolicyStatement["Condition"]> {
  const partition = arn.split(":")[1] ?? "";
  return {
    BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
    ArnNotLike: { "aws:PrincipalArn": [`arn:${partition}:iam::*:role/aws-service-role/*`, ...roleArns] },
  };
}

function readerStatements(arn: string, roots: readonly string[]): PolicyStatement[] {
  if (roots.length === 0) {
    return [];
  }
  const readers = { AWS: roots };
  return [
    {
      Sid: "ReadersList",
      Effect: "Allow",
      Principal: readers,
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"],
      Resource: arn,
    },
    {
      Sid: "ReadersGet",
      Effect: "Allow",
      Principal: readers,
      Action: ["s3:GetObject", "s3:GetObjectRetention", "s3:GetObjectVersion"],
      Resource: `${arn}/*`,
    },
  ];
}

/**
 * @see
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalservicename
 */
function allBut(writer: Writer): NonNullable<PolicyStatement["Condition"]> {
  if ("service" in writer) {
    return { StringNotEquals: { "aws:PrincipalServiceName": writer.service } };
  }
  return "roleArn" in writer
    ? { ArnNotEquals: { "aws:PrincipalArn": writer.roleArn } }
    : // AWS services are principals of no organization and denied too.
      { StringNotEquals: { "aws:PrincipalOrgID": writer.organizationId } };
}
