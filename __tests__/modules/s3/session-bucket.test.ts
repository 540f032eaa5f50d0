import { SessionBucket } from "../../../modules/s3/session-bucket";
import { synthesizeModule } from "../../support/terraform";
import { ACCESS_LOG_BUCKET, allowed, deniedWriters, PROTECTION } from "./support";

const OF_ORGANIZATION = { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } };
/** As Terraform has to read it to hand `${aws:PrincipalAccount}` to IAM. */
const OBJECTS_OF_ACCOUNT = "arn:aws:s3:::sessions/$${aws:PrincipalAccount}/*";

describe("SessionBucket", () => {
  const template = synthesizeModule((stack, environment) => {
    new SessionBucket(stack, "session-bucket", {
      environment,
      protection: PROTECTION,
      bucketName: "sessions",
      accessLogBucket: ACCESS_LOG_BUCKET,
    });
  });
  const statements = template.statements("aws_s3_bucket_policy");
  const { HostsCheckEncryption, HostsWriteTranscripts, ...others } = allowed(template);

  it("lets hosts of this organization see that it is encrypted", () => {
    expect(HostsCheckEncryption).toEqual({
      Sid: "HostsCheckEncryption",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetEncryptionConfiguration",
      Resource: "arn:aws:s3:::sessions",
      Condition: OF_ORGANIZATION,
    });
  });

  it("lets hosts of this organization write under the id of their own account", () => {
    expect(HostsWriteTranscripts).toEqual({
      Sid: "HostsWriteTranscripts",
      Effect: "Allow",
      Principal: "*",
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: OBJECTS_OF_ACCOUNT,
      Condition: OF_ORGANIZATION,
    });
  });

  it("denies everyone to write under the id of another account, the archive's administrators included", () => {
    expect(statements.DenyOtherAccountsTranscripts).toEqual({
      Sid: "DenyOtherAccountsTranscripts",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      NotResource: OBJECTS_OF_ACCOUNT,
    });
  });

  it("allows nothing else: a host does not read transcripts", () => {
    expect(others).toEqual({});
  });

  it("denies writing to all but the organization's principals, AWS services included", () => {
    expect(deniedWriters(template)).toEqual({ StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } });
  });

  it("hands IAM's variable to Terraform so that it does not take it for its own", () => {
    expect(template.resource("aws_s3_bucket_policy").policy).not.toMatch(/(?<!\$)\$\{/);
  });

  it("is encrypted with S3's own key, which every host can use", () => {
    expect(template.resource("aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  it("has its access logged", () => {
    expect(template.resource("aws_s3_bucket_logging")).toMatchObject({
      target_bucket: "access",
      target_prefix: "sessions/",
    });
  });
});
