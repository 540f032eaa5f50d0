import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { ConfigRetentionConfiguration } from "@cdktf/provider-aws/lib/config-retention-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { ExecutionFrequency } from "./execution-frequency";
import { recordingArguments } from "./recording";
import type { RecordingProps } from "./recording";

/**
 * AWS allows one recorder and one channel per account and region, and the console calls them so. The same name makes
 * AWS update one that exists already instead of refusing a second.
 */
const NAME = "default";

export interface ConfigRecorderProps extends RecordingProps {
  readonly environment: Environment;
  /** ARN of the role Config reads the account with. */
  readonly roleArn: string;
  /** Bucket that receives snapshots and history; its default encryption applies. */
  readonly bucketName: string;
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
  /** What has to exist before: the role, for one. */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * AWS Config of one account in one region: a recorder of all or some resource types, its delivery channel, the switch
 * that starts it, and how long its records are kept.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigRecorder extends Construct {
  /** Config records: rules can be made. */
  readonly recording: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    const { environment, retentionInDays } = props;
    const { recorderName, channelName } = props.adopt ?? { recorderName: NAME, channelName: NAME };
    const recorder = new ConfigConfigurationRecorder(this, "Default", {
      ...inEnvironment(environment),
      ...recordingArguments(props),
      name: recorderName,
      roleArn: props.roleArn,
      dependsOn: props.dependsOn,
    });
    const channel = new ConfigDeliveryChannel(this, "delivery-channel", {
      ...inEnvironment(environment),
      name: channelName,
      s3BucketName: props.bucketName,
      snsTopicArn: props.topicArn,
      // AWS Config keeps a topic that it is not told of, and Terraform would try to take it away for ever.
      lifecycle: props.topicArn === undefined ? { ignoreChanges: ["sns_topic_arn"] } : undefined,
      snapshotDeliveryProperties: { deliveryFrequency: props.deliveryFrequency ?? "TwentyFour_Hours" },
      // A channel without a recorder, and a start without a channel, are refused.
      dependsOn: [recorder],
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
    this.recording = status;
  }
}
