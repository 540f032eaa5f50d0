import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import type { Replica } from "../config/archive/settings";
import { COPIES_STACK, copyBucketId } from "../config/ledger/copies";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import { ReplicaKey } from "../modules/kms/replica-key";
import { AccessLogBucket } from "../modules/s3/access-log-bucket";
import { ReplicaBucket } from "../modules/s3/replica-bucket";
import type { ReplicationTarget } from "../modules/s3/replication";
import { bucketProtection } from "./bucket-protection";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

/** Copies of the trail's files in another region, and in another account if so configured. */
export class LogReplicaStack extends LandingZoneStack {
  readonly target: ReplicationTarget;

  private constructor(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
    { account, namedAfter, region }: Replica,
  ) {
    const stackAccount = organization.account({ slug: account });
    super(scope, COPIES_STACK, landingZone, stackAccount, { deploymentRoleVariable: true });
    this.addDependency(organization);
    const { archive, audit, breakGlass, logArchive, names } = landingZone;
    const environment = this.in(region);
    const bucketName = names.replicaBucket;
    const replicationRole = { accountId: organization.account(logArchive).accountId, name: names.replicationRole };

    const key = new ReplicaKey(this, "replica-key", {
      environment,
      alias: names.replicaKeyAlias,
      breakGlassRoleArn: roleArn(environment, environment.accountId, breakGlass.role),
      replicationRole,
      bucketName,
      readers: [logArchive, audit].map((reader) => accountRootArn(environment, organization.account(reader).accountId)),
    });
    const protection = bucketProtection(environment, landingZone, organization);
    const accessLogBucket = new AccessLogBucket(this, copyBucketId("access-log-bucket", namedAfter), {
      environment,
      protection,
      ...archive.buckets.accessLogs,
      bucketName: names.replicaAccessLogBucket,
      sourceBucketNames: [bucketName],
    });
    new ReplicaBucket(this, copyBucketId("replica-bucket", namedAfter), {
      environment,
      accessLogBucket,
      bucketName,
      protection,
      kmsKeyArn: key.keyArn,
      replicationRole,
      ...archive.buckets.trail,
    });
    this.target = { bucketName, accountId: environment.accountId, kmsKeyArn: key.keyArn };
  }

  /** The stack, if the landing zone has a replica. */
  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
  ): LogReplicaStack | undefined {
    const { replica } = landingZone.archive;
    return replica === undefined ? undefined : new LogReplicaStack(scope, landingZone, organization, replica);
  }
}
