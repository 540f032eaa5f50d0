import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { LogKey } from "../modules/kms/log-key";
import { AccessLogBucket } from "../modules/s3/access-log-bucket";
import { ConfigBucket } from "../modules/s3/config-bucket";
import { TrailBucket } from "../modules/s3/trail-bucket";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

/** The log-archive account: the key and the buckets of every log of the organization. */
export class LogArchiveStack extends LandingZoneStack {
  /** ARN of the key that encrypts the logs. */
  readonly logKeyArn: string;

  constructor(scope: Construct, landingZone: LandingZone, organization: OrganizationStack) {
    super(scope, "log-archive", landingZone, organization.account(landingZone.logArchive));
    this.addDependency(organization);
    const { arns, management, names } = landingZone;
    const place = this.home;
    const { organizationId } = organization;
    const trail = { trailArn: arns.trail, trailAccountId: management.id };

    const key = new LogKey(this, "log-key", { place, alias: names.logKeyAlias, ...trail, organizationId });
    this.logKeyArn = key.arn;

    const accessLogBucket = new AccessLogBucket(this, "access-log-bucket", {
      place,
      bucketName: names.accessLogBucket,
      sourceBucketNames: [names.trailBucket, names.configBucket],
    });
    const archived = { place, kmsKeyArn: key.arn, accessLogBucket, organizationId };
    new TrailBucket(this, "trail-bucket", { bucketName: names.trailBucket, ...archived, ...trail });
    new ConfigBucket(this, "config-bucket", { bucketName: names.configBucket, ...archived });
  }
}
