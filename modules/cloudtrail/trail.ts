import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EventSelector } from "../../aws/event-selector";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkNotEmpty, isKnown, pathOf, refuse } from "../checks";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { bucketNameOf } from "../s3/private-bucket";
import type { BucketReference } from "../s3/private-bucket";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { advancedEventSelectors } from "./event-selectors";
import { checkTrail } from "./trail-identity";
import type { TrailIdentity } from "./trail-identity";
import { TrailLogGroup } from "./trail-log-group";
import type { TrailLogGroupProps } from "./trail-log-group";

/** A topic that is told of every delivery, such as `TrailDeliveryTopic`. */
export interface DeliveryTopic extends Waited {
  /** Name of the topic, of the trail's account and home region. */
  readonly topicName: string;
}

export interface TrailProps extends EnvironmentProps {
  /** What the trail is called, and whether it is an organization's: the same that its bucket and its key let in. */
  readonly trail: TrailIdentity;
  /** The bucket of its files, a `TrailBucket` in whichever account, or its name. */
  readonly bucket: BucketReference;
  /**
   * ARN of the key that encrypts the files, such as that of a `LogKey`; same region as the bucket.
   * @default - S3's own key
   */
  readonly kmsKeyArn?: string;
  /**
   * The CloudWatch Logs group that events go to as well, which alarms need; `false`: none.
   * @default - `/aws/cloudtrail/<name of the trail>`, for 365 days
   */
  readonly logGroup?:
    Partial<Pick<TrailLogGroupProps, "kmsKeyArn" | "logGroupName" | "retentionInDays" | "roleName">> | false;
  /**
   * What the trail records, by advanced event selectors; at least one.
   * @default - all management events, which is CloudTrail's default
   */
  readonly eventSelectors?: readonly EventSelector[];
  /**
   * The topic that is told of every delivery.
   * @default - none
   */
  readonly deliveryTopic?: DeliveryTopic;
}

/**
 * A trail of every region of an account, or of every account of an organization: log file validation on, events to S3 and to
 * CloudWatch Logs. It waits for the bucket's policy. While it is in the code, a plan that would destroy or replace it fails.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class Trail extends Construct {
  /** ARN of the trail, known before it is made. */
  readonly trailArn: string;
  /** The trail itself: from then on it records. */
  readonly ready: ITerraformDependable;
  /** The trail itself. */
  readonly trail: Cloudtrail;
  private readonly events?: TrailLogGroup;

  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { trail } = props;
    checkTrail(where, trail);
    checkFormats(where, props, { kmsKeyArn: FORMATS.keyArn });
    checkFormat(where, "bucket", bucketNameOf(props.bucket), FORMATS.bucketName);
    checkNotEmpty(where, "eventSelectors", props.eventSelectors);
    const environment = environmentOf(scope, id, props);
    for (const key of ["accountId", "region"] as const) {
      if (isKnown(environment[key]) && trail[key] !== environment[key]) {
        refuse(where, `trail.${key}`, { got: trail[key], allowed: `${environment[key]}, where this trail is made` });
      }
    }
    this.events =
      props.logGroup === false
        ? undefined
        : new TrailLogGroup(this, "log-group", {
            logGroupName: `/aws/cloudtrail/${trail.trailName}`,
            ...props.logGroup,
            environment,
            organizationId: trail.organizationId,
          });
    this.trail = new Cloudtrail(this, "Default", {
      ...inEnvironment(environment),
      name: trail.trailName,
      isOrganizationTrail: trail.organizationId !== undefined,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      s3BucketName: bucketNameOf(props.bucket),
      kmsKeyId: props.kmsKeyArn,
      snsTopicName: props.deliveryTopic?.topicName,
      cloudWatchLogsGroupArn: this.events?.deliveryArn,
      cloudWatchLogsRoleArn: this.events?.roleArn,
      advancedEventSelector: advancedEventSelectors(props.eventSelectors),
      // CloudTrail checks the policies of bucket, topic and role as it creates the trail.
      dependsOn: after(this, props.bucket, props.deliveryTopic, this.events),
      lifecycle: PREVENT_DESTROY,
    });
    this.trailArn = this.trail.arn;
    this.ready = this.trail;
  }

  /**
   * The log group of its events, for alarms.
   * @throws Error when it was made without
   */
  get logGroup(): TrailLogGroup {
    return (
      this.events ?? refuse(this.node.path, "logGroup", { got: false, allowed: "a log group, which this is asked for" })
    );
  }
}
