import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { Construct } from "constructs";
import { advancedEventSelectors } from "./event-selectors";
import type { EventSelector } from "../../aws/event-selector";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { TrailDeliveryTopic } from "./trail-delivery-topic";
import type { TrailLogGroup } from "./trail-log-group";

export interface OrganizationTrailProps {
  /** The management account and the trail's home region. */
  readonly environment: Environment;
  readonly trailName: string;
  readonly bucketName: string;
  /** ARN of the key that encrypts the log files; same region as the bucket. */
  readonly kmsKeyArn: string;
  readonly logGroup: TrailLogGroup;
  readonly deliveryTopic: TrailDeliveryTopic;
  /**
   * What the trail records, by advanced event selectors.
   * @default - all management events, which is CloudTrail's default
   */
  readonly eventSelectors?: readonly EventSelector[];
}

/**
 * The trail of every account and region of the organization: log file validation on, SSE-KMS, events to S3 and to
 * CloudWatch Logs, a notification for each delivery.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class OrganizationTrail extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationTrailProps) {
    super(scope, id);
    new Cloudtrail(this, "Default", {
      ...inEnvironment(props.environment),
      name: props.trailName,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      s3BucketName: props.bucketName,
      kmsKeyId: props.kmsKeyArn,
      snsTopicName: props.deliveryTopic.topicName,
      cloudWatchLogsGroupArn: props.logGroup.deliveryArn,
      cloudWatchLogsRoleArn: props.logGroup.roleArn,
      advancedEventSelector: advancedEventSelectors(props.eventSelectors),
      // CloudTrail checks topic policy and role as it creates the trail.
      dependsOn: [props.deliveryTopic.ready, props.logGroup.ready],
      lifecycle: PREVENT_DESTROY,
    });
  }
}
