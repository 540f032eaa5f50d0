import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { protectionStatements } from "../../../modules/s3/bucket-protection";
import type { BucketProtection, Writer } from "../../../modules/s3/bucket-protection";
import { BREAK_GLASS_ROLE_ARN, PROTECTION } from "./support";

const ARN = "arn:aws:s3:::my-logs";
const EVERYTHING = [ARN, `${ARN}/*`];
const EXCEPT_BREAK_GLASS = { ArnNotEquals: { "aws:PrincipalArn": BREAK_GLASS_ROLE_ARN } };

function protect(
  protection: Partial<BucketProtection> = {},
  writer: Writer = { service: "cloudtrail.amazonaws.com" },
): Record<string, PolicyStatement> {
  const statements = protectionStatements(ARN, writer, { ...PROTECTION, ...protection }, "222222222222");
  return Object.fromEntries(statements.map((statement) => [statement.Sid, statement]));
}

describe("protectionStatements", () => {
  const statements = protect();

  it("denies everyone: no statement allows anybody when there are no readers", () => {
    expect(Object.keys(statements)).toEqual([
      "DenyInsecureTransport",
      "DenyOldTls",
      "DenyOutsideOrganization",
      "DenyOtherWriters",
      "DenyTampering",
      "DenyReconfiguration",
      "DenyVersioningChanges",
    ]);
    for (const statement of Object.values(statements)) {
      expect(statement).toMatchObject({ Effect: "Deny", Principal: "*" });
    }
  });

  it("denies everything that does not come by TLS", () => {
    expect(statements.DenyInsecureTransport).toEqual({
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: EVERYTHING,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it.each(["1.2", "1.3"] as const)(
    "denies everything that comes by an older TLS than 1.2, for %s too",
    (minimumTlsVersion) => {
      expect(protect({ minimumTlsVersion }).DenyOldTls).toEqual({
        Sid: "DenyOldTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: EVERYTHING,
        Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
      });
    },
  );

  it("demands TLS 1.3 of all but AWS services: as themselves, in somebody's name, and with roles of theirs or given to them", () => {
    expect(statements.DenyOldTlsOfOthers).toBeUndefined();
    const protection: BucketProtection = { ...PROTECTION, minimumTlsVersion: "1.3" };
    const all = protectionStatements(ARN, { roleArn: "arn:aws:iam::1:role/writer" }, protection, "222222222222", [
      "arn:aws:iam::1:role/copier",
    ]);
    expect(all.find(({ Sid }) => Sid === "DenyOldTlsOfOthers")).toEqual({
      Sid: "DenyOldTlsOfOthers",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: EVERYTHING,
      Condition: {
        NumericLessThan: { "s3:TlsVersion": "1.3" },
        BoolIfExists: { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" },
        ArnNotLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::*:role/aws-service-role/*",
            "arn:aws:iam::1:role/writer",
            "arn:aws:iam::1:role/copier",
          ],
        },
      },
    });
  });

  it("denies everything to principals that are neither of this organization nor AWS services", () => {
    expect(statements.DenyOutsideOrganization).toEqual({
      Sid: "DenyOutsideOrganization",
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

  it("denies writing to all but the service that writes", () => {
    expect(statements.DenyOtherWriters).toEqual({
      Sid: "DenyOtherWriters",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:PutObject", "s3:ReplicateObject"],
      Resource: `${ARN}/*`,
      Condition: { StringNotEquals: { "aws:PrincipalServiceName": "cloudtrail.amazonaws.com" } },
    });
  });

  it("denies writing to all but the role that writes", () => {
    const roleArn = "arn:aws:iam::333333333333:role/replication";
    expect(protect({}, { roleArn }).DenyOtherWriters).toEqual({
      ...statements.DenyOtherWriters,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": roleArn } },
    });
  });

  it("does not let the break-glass role write: it may remove logs, but not forge any", () => {
    expect(JSON.stringify(statements.DenyOtherWriters)).not.toContain(BREAK_GLASS_ROLE_ARN);
  });

  it("denies deleting and altering objects, and releasing their locks, to all but the break-glass role", () => {
    expect(statements.DenyTampering).toEqual({
      Sid: "DenyTampering",
      Effect: "Deny",
      Principal: "*",
      Action: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject",
        "s3:DeleteObjectTagging",
        "s3:DeleteObjectVersion",
        "s3:DeleteObjectVersionTagging",
        "s3:PutObjectLegalHold",
        "s3:PutObjectRetention",
        "s3:PutObjectTagging",
        "s3:PutObjectVersionAcl",
        "s3:PutObjectVersionTagging",
        "s3:ReplicateDelete",
      ],
      Resource: `${ARN}/*`,
      Condition: EXCEPT_BREAK_GLASS,
    });
  });

  it("denies changing what protects the logs to all but the break-glass role", () => {
    expect(statements.DenyReconfiguration).toEqual({
      Sid: "DenyReconfiguration",
      Effect: "Deny",
      Principal: "*",
      Action: [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:DeleteBucketWebsite",
        "s3:PutAccelerateConfiguration",
        "s3:PutAnalyticsConfiguration",
        "s3:PutBucketAcl",
        "s3:PutBucketCORS",
        "s3:PutBucketLogging",
        "s3:PutBucketNotification",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketRequestPayment",
        "s3:PutBucketWebsite",
        "s3:PutEncryptionConfiguration",
        "s3:PutIntelligentTieringConfiguration",
        "s3:PutInventoryConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutMetricsConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      Resource: ARN,
      Condition: EXCEPT_BREAK_GLASS,
    });
  });

  it("denies changing versioning to all but the break-glass role", () => {
    expect(statements.DenyVersioningChanges).toEqual({
      Sid: "DenyVersioningChanges",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutBucketVersioning",
      Resource: ARN,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [BREAK_GLASS_ROLE_ARN] } },
    });
  });

  it("exempts root, who alone can enable MFA Delete, from the denial of versioning and from no other", () => {
    const root = "arn:aws:iam::222222222222:root";
    const exempting = protect({ versioningExemptions: [root] });
    expect(exempting).toEqual({
      ...statements,
      DenyVersioningChanges: {
        ...statements.DenyVersioningChanges,
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [BREAK_GLASS_ROLE_ARN, root] } },
      },
    });
  });

  it("never demands an encryption header, because CloudTrail encrypts digest files with SSE-S3 or with the trail's key", () => {
    expect(JSON.stringify(statements)).not.toContain("server-side-encryption");
  });

  describe("with readers", () => {
    const readers = ["arn:aws:iam::333333333333:root", "arn:aws:iam::444444444444:root"];
    const { ReadersGet, ReadersList, ...rest } = protect({ readers });

    it("lets them list the bucket", () => {
      expect(ReadersList).toEqual({
        Sid: "ReadersList",
        Effect: "Allow",
        Principal: { AWS: readers },
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketVersions"],
        Resource: ARN,
      });
    });

    it("lets them get objects, their versions and their locks", () => {
      expect(ReadersGet).toEqual({
        Sid: "ReadersGet",
        Effect: "Allow",
        Principal: { AWS: readers },
        Action: ["s3:GetObject", "s3:GetObjectRetention", "s3:GetObjectVersion"],
        Resource: `${ARN}/*`,
      });
    });

    it("denies what it denies without them", () => {
      expect(rest).toEqual(statements);
    });
  });
});
