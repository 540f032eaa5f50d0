import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { OrganizationTrail } from "../modules/cloudtrail/organization-trail";
import { TrailDeliveryTopic } from "../modules/cloudtrail/trail-delivery-topic";
import { TrailLogGroup } from "../modules/cloudtrail/trail-log-group";
import { LogAlarm } from "../modules/cloudwatch/log-alarm";
import { ROOT_LOGIN_PATTERN } from "../modules/cloudwatch/root-login";
import { AlertTopic } from "../modules/sns/alert-topic";
import { LandingZoneStack } from "./landing-zone-stack";
import type { LogArchiveStack } from "./log-archive-stack";
import type { OrganizationStack } from "./organization-stack";

/** The organization trail in the management account, and the alarm on the use of a root user. */
export class OrganizationTrailStack extends LandingZoneStack {
  constructor(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
    logArchive: LogArchiveStack,
  ) {
    super(scope, "organization-trail", landingZone, organization.account(landingZone.management));
    // CloudTrail checks its access to the organization and to the bucket.
    this.addDependency(organization);
    this.addDependency(logArchive);
    const { alerts, arns, names, trail } = landingZone;
    const place = this.home;

    const deliveryTopic = new TrailDeliveryTopic(this, "delivery-topic", {
      place,
      topicName: names.trailTopic,
      trailArn: arns.trail,
    });
    const logGroup = new TrailLogGroup(this, "log-group", {
      place,
      logGroupName: names.trailLogGroup,
      retentionInDays: trail.cloudWatchLogsRetentionDays,
      roleName: names.trailLogsRole,
      organizationId: organization.organizationId,
    });
    new OrganizationTrail(this, "trail", {
      place,
      trailName: names.trail,
      bucketName: names.trailBucket,
      kmsKeyArn: logArchive.logKeyArn,
      logGroup,
      deliveryTopic,
    });

    const alertTopic = new AlertTopic(this, "alert-topic", {
      place,
      topicName: names.alertTopic,
      emails: alerts.emails,
    });
    new LogAlarm(this, "root-login", {
      place,
      logGroupName: logGroup.logGroupName,
      pattern: ROOT_LOGIN_PATTERN,
      metricNamespace: names.metricNamespace,
      metricName: "root-login",
      alarmName: names.rootLoginAlarm,
      alarmDescription:
        "The root user of an account of the organization was used. " +
        "Find out who and why in the trail's log group; root is for emergencies only.",
      topicArn: alertTopic.arn,
    });
  }
}
