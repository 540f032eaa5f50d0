import type { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, checkNotEmpty, pathOf } from "../checks";
import { environmentOf } from "../environment";
import { accountRootArn, roleArn } from "../iam/arns";
import { bucketArn } from "../s3/bucket-arn";
import { ofBucket } from "./bucket-context";
import { CustomerManagedKey } from "./customer-managed-key";
import type { KeyProps } from "./customer-managed-key";

export interface ReplicaKeyProps extends KeyProps {
  /** The role that S3 copies with, in the account of the originals; it need not exist yet. */
  readonly replicationRole: { readonly accountId: string; readonly name: string };
  /** Name of the bucket of the copies. */
  readonly bucketName: string;
  /**
   * ARNs of account roots: these accounts' own IAM policies decide who decrypts.
   * @default - the key's own account
   */
  readonly readers?: readonly string[];
}

/**
 * The key that encrypts the copies of the trail's files in the replica bucket, for objects of that bucket only.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export class ReplicaKey extends CustomerManagedKey {
  constructor(scope: Construct, id: string, props: ReplicaKeyProps) {
    const where = pathOf(scope, id);
    const { bucketName, replicationRole } = props;
    checkNotEmpty(where, "readers", props.readers);
    checkFormats(where, props, { bucketName: FORMATS.bucketName });
    checkFormats(`${where}: replicationRole`, replicationRole, {
      accountId: FORMATS.accountId,
      name: FORMATS.roleName,
    });
    const environment = environmentOf(scope, id, props);
    const { readers = [accountRootArn(environment, environment.accountId)] } = props;
    const ofCopies = ofBucket(bucketArn(environment, bucketName));
    super(scope, id, {
      ...props,
      description: "Encrypts the copies of the organization's logs",
      statements: [
        {
          Sid: "ReplicationEncrypts",
          Effect: "Allow",
          Principal: { AWS: accountRootArn(environment, replicationRole.accountId) },
          // Decrypt: with a bucket key S3 decrypts the bucket's data key before it writes.
          Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
          Resource: "*",
          Condition: {
            ArnEquals: { "aws:PrincipalArn": roleArn(environment, replicationRole.accountId, replicationRole.name) },
            ...ofCopies,
          },
        },
        {
          Sid: "ReadersDecrypt",
          Effect: "Allow",
          Principal: { AWS: readers },
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: ofCopies,
        },
      ],
    });
  }
}
