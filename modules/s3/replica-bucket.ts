import type { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, pathOf } from "../checks";
import { environmentOf } from "../environment";
import { accountRootArn, roleArn } from "../iam/arns";
import { bucketArn } from "./bucket-arn";
import { LogBucket } from "./log-bucket";
import type { ObjectLock } from "./object-lock";
import type { LogBucketProps } from "./private-bucket";
import type { ReplicationTarget } from "./replication";

export interface ReplicaBucketProps extends LogBucketProps {
  /** ARN of the key that encrypts the copies; same region as the bucket. */
  readonly kmsKeyArn: string;
  /** The role that S3 copies with, in the account of the originals; it need not exist yet. */
  readonly replicationRole: { readonly accountId: string; readonly name: string };
  /**
   * Lock of every copy. S3 copies from a locked bucket to a locked one only.
   * @default - none
   */
  readonly objectLock?: ObjectLock;
}

/**
 * The bucket of the copies of the trail's log and digest files, in another region and, so that
 * destroying the logs takes two parties, in another account.
 *
 * @example
 * const replicationRole = { accountId: "111111111111", name: "copies" };
 * const key = new ReplicaKey(copies, "key", { replicationRole, bucketName: "org-logs-copy" });
 * const replica = new ReplicaBucket(copies, "bucket", { bucketName: "org-logs-copy", kmsKeyArn: key.keyArn, replicationRole });
 * new TrailBucket(archive, "trail-bucket", {
 *   bucketName: "org-logs",
 *   trail,
 *   kmsKeyArn,
 *   replication: { roleName: replicationRole.name, target: replica.target },
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export class ReplicaBucket extends LogBucket {
  /** What the bucket of the originals is told: its `replication.target`. */
  readonly target: ReplicationTarget;

  constructor(scope: Construct, id: string, props: ReplicaBucketProps) {
    const { bucketName, replicationRole } = props;
    checkFormats(`${pathOf(scope, id)}: replicationRole`, replicationRole, {
      accountId: FORMATS.accountId,
      name: FORMATS.roleName,
    });
    const environment = environmentOf(scope, id, props);
    const arn = bucketArn(environment, bucketName);
    const replicator = roleArn(environment, replicationRole.accountId, replicationRole.name);
    // A role that does not exist yet cannot be a principal of a policy, but its ARN can be a condition.
    const byReplication = { ArnEquals: { "aws:PrincipalArn": replicator } };
    const sourceAccount = { AWS: accountRootArn(environment, replicationRole.accountId) };
    super(scope, id, {
      ...props,
      writer: { roleArn: replicator },
      // In its own account the role's policy is enough, and a statement more would be one that nothing depends on.
      statements:
        replicationRole.accountId === environment.accountId
          ? []
          : [
              {
                Sid: "ReplicationChecksVersioning",
                Effect: "Allow",
                Principal: sourceAccount,
                Action: ["s3:GetBucketVersioning", "s3:ListBucket"],
                Resource: arn,
                Condition: byReplication,
              },
              {
                Sid: "ReplicationWrites",
                Effect: "Allow",
                Principal: sourceAccount,
                Action: ["s3:ObjectOwnerOverrideToBucketOwner", "s3:ReplicateObject", "s3:ReplicateTags"],
                Resource: `${arn}/*`,
                Condition: byReplication,
              },
            ],
    });
    this.target = { bucketName, accountId: environment.accountId, kmsKeyArn: props.kmsKeyArn, ready: this.ready };
  }
}
