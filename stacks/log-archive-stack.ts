import type { Construct } from "constructs";
import { trailIdentity } from "./trail-identity";
import type { KeyStoreLog } from "../config/key-store/settings";
import type { LandingZone } from "../config/landing-zone";
import { accountRootArn } from "../modules/iam/arns";
import { LogKey } from "../modules/kms/log-key";
import { AccessLogBucket } from "../modules/s3/access-log-bucket";
import { ConfigBucket } from "../modules/s3/config-bucket";
import { FlowLogBucket } from "../modules/s3/flow-log-bucket";
import { SessionBucket } from "../modules/s3/session-bucket";
import { TrailBucket } from "../modules/s3/trail-bucket";
import { bucketProtection } from "./bucket-protection";
import type { KeyStoreStack } from "./key-store-stack";
import { LandingZoneStack } from "./landing-zone-stack";
import { logKeyProps } from "./log-key-props";
import type { LogKeyStack } from "./log-key-stack";
import type { LogReplicaStack } from "./log-replica-stack";
import type { OrganizationStack } from "./organization-stack";

export interface LogArchiveDependencies {
  /** The stack with the log key; absent when the key is in this account. */
  readonly logKey?: LogKeyStack;
  /** The stack with the custom key store, if there is one. */
  readonly keyStore?: KeyStoreStack;
  /** The stack with the copies of the trail's files, if there are any. */
  readonly logReplica?: LogReplicaStack;
}

/** The log-archive account: the key and the buckets of every log of the organization. */
export class LogArchiveStack extends LandingZoneStack {
  /** ARN of the key that encrypts the trail's files. */
  readonly trailKeyArn: string;

  constructor(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
    { keyStore, logKey, logReplica }: LogArchiveDependencies,
  ) {
    const account = organization.account(landingZone.logArchive);
    super(scope, "log-archive", landingZone, account, { deploymentRoleVariable: true });
    for (const dependency of [organization, logKey, keyStore, logReplica]) {
      if (dependency !== undefined) {
        this.addDependency(dependency);
      }
    }
    const { archive, hosts, inspector, names } = landingZone;
    const environment = this.home;
    const logKeyArn =
      logKey?.logKeyArn ?? new LogKey(this, "log-key", logKeyProps(environment, landingZone, organization)).keyArn;
    const keyOf = (log: KeyStoreLog): string =>
      (landingZone.keyStore?.encrypts.includes(log) === true ? keyStore?.logKeyArn : undefined) ?? logKeyArn;
    this.trailKeyArn = keyOf("trail");

    const { accessLogs, config, flowLogs, sessions, trail } = archive.buckets;
    const protection = bucketProtection(environment, landingZone, organization);
    const accessLogBucket = new AccessLogBucket(this, "access-log-bucket", {
      environment,
      protection,
      ...accessLogs,
      bucketName: names.accessLogBucket,
      sourceBucketNames: [
        names.trailBucket,
        names.configBucket,
        names.flowLogBucket,
        ...(hosts.sessions === undefined ? [] : [names.sessionBucket]),
        ...(inspector === undefined ? [] : [names.findingBucket]),
      ],
    });
    new TrailBucket(this, "trail-bucket", {
      environment,
      accessLogBucket,
      kmsKeyArn: this.trailKeyArn,
      otherKeyArns: [logKeyArn, keyStore?.logKeyArn ?? logKeyArn].filter((arn) => arn !== this.trailKeyArn),
      ...trail,
      bucketName: names.trailBucket,
      // MFA Delete is a setting of versioning, and root's alone to make.
      protection: archive.mfaDelete
        ? { ...protection, versioningExemptions: [accountRootArn(environment, environment.accountId)] }
        : protection,
      trail: trailIdentity(landingZone, organization),
      emitsEvents: landingZone.logValidation?.enabled === true,
      replication:
        logReplica === undefined ? undefined : { roleName: names.replicationRole, target: logReplica.target },
    });
    new ConfigBucket(this, "config-bucket", {
      environment,
      accessLogBucket,
      kmsKeyArn: keyOf("config"),
      protection,
      ...config,
      bucketName: names.configBucket,
    });
    new FlowLogBucket(this, "flow-log-bucket", {
      environment,
      accessLogBucket,
      protection,
      ...flowLogs,
      bucketName: names.flowLogBucket,
    });
    if (hosts.sessions !== undefined) {
      new SessionBucket(this, "session-bucket", {
        environment,
        accessLogBucket,
        protection,
        ...sessions,
        bucketName: names.sessionBucket,
      });
    }
  }
}
