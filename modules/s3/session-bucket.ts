import type { Construct } from "constructs";
import { environmentOf } from "../environment";
import type { Environment } from "../environment";
import type { PolicyStatement } from "../iam/policy-document";
import { bucketArn } from "./bucket-arn";
import type { BucketProtection } from "./bucket-protection";
import { LogBucket } from "./log-bucket";
import type { LogBucketProps } from "./private-bucket";

export interface SessionBucketProps extends LogBucketProps {
  /** `ofOrganization("o-...")`: any principal of the organization may put transcripts. */
  readonly protection: BucketProtection & { readonly organizationId: string };
}

/**
 * The bucket of Session Manager's transcripts, of the hosts of every account and region.
 *
 * No AWS service writes them: the SSM agent does, with the role of its host. Any principal of the organization may
 * therefore put objects, if its own account lets it, and only under the id of its account (`aws:PrincipalAccount`), the
 * archive's own principals included. A host can put an object of the same name as a transcript; the bucket keeps both
 * versions, and nobody but the break-glass role removes one.
 *
 * SSE-S3: with a customer-managed key, the key's policy and their own would have to allow it to every account's host
 * roles, and a transcript would be lost where one does not. Session Manager's check of the bucket's encryption, which
 * the host makes before a session begins (`s3:GetEncryptionConfiguration`), is content with either.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html
 * @see https://repost.aws/knowledge-center/ssm-s3-bucket-logging-multiple-accounts
 */
export class SessionBucket extends LogBucket {
  constructor(scope: Construct, id: string, props: SessionBucketProps) {
    super(scope, id, {
      ...props,
      writer: { organizationId: props.protection.organizationId },
      statements: hostStatements(environmentOf(scope, id, props), props),
    });
  }
}

function hostStatements(environment: Environment, { bucketName, protection }: SessionBucketProps): PolicyStatement[] {
  const arn = bucketArn(environment, bucketName);
  // IAM's variable, which Terraform would take for its expression.
  const objectsOfAccount = `${arn}/$\${aws:PrincipalAccount}/*`;
  const ofOrganization = { StringEquals: { "aws:PrincipalOrgID": protection.organizationId } };
  return [
    {
      Sid: "HostsCheckEncryption",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetEncryptionConfiguration",
      Resource: arn,
      Condition: ofOrganization,
    },
    {
      Sid: "HostsWriteTranscripts",
      Effect: "Allow",
      Principal: "*",
      // The SSM agent sets the ACL of a bucket in another account, which can only be that of the bucket's owner.
      Action: ["s3:PutObject", "s3:PutObjectAcl"],
      Resource: objectsOfAccount,
      Condition: ofOrganization,
    },
    {
      // The archive's own principals need no statement of this policy, only one of their own.
      Sid: "DenyOtherAccountsTranscripts",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      NotResource: objectsOfAccount,
    },
  ];
}
