import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { ConfigRetentionConfiguration } from "@cdktf/provider-aws/lib/config-retention-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { RECORD_RETENTION_DAYS } from "../../aws/record-retention";
import { EXECUTION_FREQUENCIES } from "./execution-frequency";
import { ConfigServiceLinkedRole } from "./config-service-linked-role";
import { after } from "../waiting";
import { bucketNameOf } from "../s3/private-bucket";
import type { BucketReference } from "../s3/private-bucket";
import { checkFormat, checkFormats, checkOneOf, checkWhole, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { adopt } from "../adopt";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import type { ExecutionFrequency } from "./execution-frequency";
import { checkRecording, recordingArguments } from "./recording";
import type { RecordingProps } from "./recording";

/**
 * AWS allows one recorder and one channel per account and region, and the console calls them so. The same name makes
 * AWS update one that exists already instead of refusing a second.
 */
const NAME = "default";

export interface ConfigRecorderProps extends EnvironmentProps, RecordingProps {
  /**
   * ARN of the role Config reads the account with.
   * @default - `AWSServiceRoleForConfig`
   */
  readonly roleArn?: string;
  /**
   * Whether `AWSServiceRoleForConfig` is made, if there is no `roleArn`; IAM refuses to create it twice, so an account that used
   * Config before, or in another region, has it already.
   * @default "create"
   */
  readonly serviceLinkedRole?: "create" | "existing";
  /** The bucket of snapshots and history, a `ConfigBucket` in whichever account, or its name; its default encryption applies. */
  readonly bucket: BucketReference;
  /**
   * Days that AWS Config keeps what it recorded: 30 to 2,557. The bucket's copies are not affected.
   * @default - AWS's own, which is 2,557
   */
  readonly retentionInDays?: number;
  /**
   * ARN of a topic of the same region that is notified of every delivery and change.
   * @default - none
   */
  readonly topicArn?: string;
  /**
   * How often a snapshot is delivered.
   * @default "TwentyFour_Hours"
   */
  readonly deliveryFrequency?: ExecutionFrequency;
  /**
   * Names of a recorder and a channel that exist already and are called otherwise: AWS takes no others beside them, so
   * Terraform imports them.
   * @default - there are none, or both are called default
   */
  readonly adopt?: { readonly recorderName: string; readonly channelName: string };
  /**
   * What has to exist before, besides the bucket: a role of one's own, for one.
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * AWS Config of one account in one region: a recorder of all or some resource types, its delivery channel, the switch
 * that starts it, and how long its records are kept.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigRecorder extends Construct {
  /** The recorder itself. */
  readonly recorder: ConfigConfigurationRecorder;
  /** That Config records: rules can be made. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkFormats(where, props, { roleArn: FORMATS.roleArn, topicArn: FORMATS.topicArn });
    checkFormat(where, "bucket", bucketNameOf(props.bucket), FORMATS.bucketName);
    checkWhole(
      where,
      "retentionInDays",
      props.retentionInDays,
      RECORD_RETENTION_DAYS.least,
      RECORD_RETENTION_DAYS.most,
    );
    checkOneOf(where, "deliveryFrequency", props.deliveryFrequency, EXECUTION_FREQUENCIES);
    checkRecording(where, props);
    const environment = environmentOf(scope, id, props);
    const { retentionInDays } = props;
    const role =
      props.roleArn === undefined
        ? new ConfigServiceLinkedRole(this, "role", { environment, presence: props.serviceLinkedRole ?? "create" })
        : undefined;
    const dependsOn = [...(props.dependsOn ?? []), ...(role?.dependables ?? [])];
    const { recorderName, channelName } = props.adopt ?? { recorderName: NAME, channelName: NAME };
    const recorder = new ConfigConfigurationRecorder(this, "Default", {
      ...inEnvironment(environment),
      ...recordingArguments(props),
      name: recorderName,
      roleArn: props.roleArn ?? role?.roleArn ?? "",
      dependsOn,
    });
    const channel = new ConfigDeliveryChannel(this, "delivery-channel", {
      ...inEnvironment(environment),
      name: channelName,
      s3BucketName: bucketNameOf(props.bucket),
      snsTopicArn: props.topicArn,
      // AWS Config keeps a topic that it is not told of, and Terraform would try to take it away for ever.
      lifecycle: props.topicArn === undefined ? { ignoreChanges: ["sns_topic_arn"] } : undefined,
      snapshotDeliveryProperties: { deliveryFrequency: props.deliveryFrequency ?? "TwentyFour_Hours" },
      // A channel without a recorder, and a start without a channel, are refused.
      dependsOn: [recorder, ...(after(this, props.bucket) ?? [])],
    });
    const status = new ConfigConfigurationRecorderStatus(this, "status", {
      ...inEnvironment(environment),
      name: recorderName,
      isEnabled: true,
      dependsOn: [channel],
    });
    if (props.adopt !== undefined) {
      adopt(recorder, recorderName);
      adopt(channel, channelName);
      adopt(status, recorderName);
    }
    if (retentionInDays !== undefined) {
      new ConfigRetentionConfiguration(this, "retention", {
        ...inEnvironment(environment),
        retentionPeriodInDays: retentionInDays,
        dependsOn: [recorder],
      });
    }
    this.recorder = recorder;
    this.ready = status;
  }
}
