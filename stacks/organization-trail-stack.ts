import type { Construct } from "constructs";
import type { EventSelector } from "../aws/event-selector";
import type { LandingZone } from "../config/landing-zone";
import { MANAGEMENT_EVENTS, selectorsOf } from "../config/trail/selectors";
import { OrganizationTrail } from "../modules/cloudtrail/organization-trail";
import { TrailDeliveryTopic } from "../modules/cloudtrail/trail-delivery-topic";
import { TrailLogGroup } from "../modules/cloudtrail/trail-log-group";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import { LogGroupKey } from "../modules/kms/log-group-key";
import { NotificationKey } from "../modules/kms/notification-key";
import { topicArn } from "../modules/sns/topic";
import { queueArn } from "../modules/sqs/queue";
import { SubscribedQueue } from "../modules/sqs/subscribed-queue";
import { LandingZoneStack } from "./landing-zone-stack";
import type { LogArchiveStack } from "./log-archive-stack";
import type { OrganizationStack } from "./organization-stack";

/** The organization trail in the management account, its log group and its notifications. */
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
    const { arns, audit, breakGlass, names, trail } = landingZone;
    const environment = this.home;
    const breakGlassRoleArn = roleArn(environment, environment.accountId, breakGlass.role);
    const consumers = [accountRootArn(environment, organization.account(audit).accountId)];

    const notificationKey = this.addNotificationKey(breakGlassRoleArn, consumers);
    const deliveryTopic = new TrailDeliveryTopic(this, "delivery-topic", {
      environment,
      topicName: names.trailTopic,
      kmsKeyArn: notificationKey.keyArn,
      trailArn: arns.trail,
    });
    new SubscribedQueue(this, "delivery-queue", {
      environment,
      queueName: names.deliveryQueue,
      deadLetterQueueName: names.deliveryDeadLetterQueue,
      topicArn: deliveryTopic.topicArn,
      kmsKeyArn: notificationKey.keyArn,
      consumers,
      redriverArn: breakGlassRoleArn,
    });

    const logGroupKey = new LogGroupKey(this, "log-group-key", {
      environment,
      alias: names.logGroupKeyAlias,
      breakGlassRoleArn,
      logGroupName: names.trailLogGroup,
    });
    const logGroup = new TrailLogGroup(this, "log-group", {
      environment,
      logGroupName: names.trailLogGroup,
      kmsKeyArn: logGroupKey.keyArn,
      retentionInDays: trail.cloudWatchLogsRetentionDays,
      roleName: names.trailLogsRole,
      organizationId: organization.organizationId,
    });
    new OrganizationTrail(this, "trail", {
      environment,
      trailName: names.trail,
      bucketName: names.trailBucket,
      kmsKeyArn: logArchive.trailKeyArn,
      logGroup,
      deliveryTopic,
      eventSelectors: this.eventSelectors(organization),
    });
  }

  /**
   * AWS refuses an empty list of advanced event selectors, so that a trail that ever had some goes back to CloudTrail's default
   * by the selector that says it.
   */
  private eventSelectors(organization: OrganizationStack): readonly EventSelector[] | undefined {
    const { logArchive, trail } = this.landingZone;
    const selectors = selectorsOf(this.landingZone, organization.account(logArchive).accountId);
    return selectors ?? (trail.hadSelectors ? [MANAGEMENT_EVENTS] : undefined);
  }

  /** One key for all topics and queues here; its policy distinguishes them by their encryption contexts. */
  private addNotificationKey(breakGlassRoleArn: string, consumers: readonly string[]): NotificationKey {
    const { names } = this.landingZone;
    const environment = this.home;
    const queues = [names.deliveryQueue, names.deliveryDeadLetterQueue].map((name) => queueArn(environment, name));
    return new NotificationKey(this, "notification-key", {
      environment,
      alias: names.notificationKeyAlias,
      breakGlassRoleArn,
      encrypters: [
        {
          sid: "CloudTrailPublishes",
          service: "cloudtrail.amazonaws.com",
          to: { topicArn: topicArn(environment, names.trailTopic) },
        },
        { sid: "TopicSends", service: "sns.amazonaws.com", to: { queueArns: queues } },
      ],
      consumers: { accountRoots: consumers, queueArn: queueArn(environment, names.deliveryQueue) },
      redriver: { roleArn: breakGlassRoleArn, queueArns: queues },
    });
  }
}
