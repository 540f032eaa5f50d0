import { configServiceLinkedRoleArn } from "../config/config-service-linked-role";
import type { ExecutionFrequency } from "../config/execution-frequency";
import { HERE, substituted } from "./pseudo-parameters";
import { recordingProperties } from "./recording";
import type { Recording } from "./recording";
import type { TemplateResource, TemplateValue } from "./template";

/** AWS allows one recorder and one channel per account and region, and the console calls them so. */
const NAME = "default";

const NO_VALUE: TemplateValue = { Ref: "AWS::NoValue" };

export interface ConfigResourcesProps extends Recording {
  /** Bucket that receives snapshots and history; its default encryption applies. */
  readonly bucketName: string;
  /**
   * How often a snapshot is delivered.
   * @default "TwentyFour_Hours"
   */
  readonly deliveryFrequency?: ExecutionFrequency;
  /**
   * ARN of the role that Config reads the account with, written for `HERE`.
   * @default - Config's service-linked role
   */
  readonly configRoleArn?: string;
  /**
   * Topic of another account that is notified of every change and evaluation. AWS Config publishes only to topics of
   * its own region, so one of this name has to exist in each region.
   * @default - none
   */
  readonly topic?: { readonly accountId: string; readonly topicName: string };
}

/** Names of the conditions that the resources depend on. */
export interface ConfigConditions {
  /** Holds in the one region that records IAM's types. */
  readonly home: string;
  /**
   * Holds where AWS Config records.
   * @default - everywhere
   */
  readonly governed?: string;
}

/**
 * AWS Config's recorder and delivery channel. Neither depends on the other: CloudFormation completes the recorder only
 * once it is started, which needs the channel. A channel that depended on the recorder would wait for ever.
 *
 * @throws Error when nothing is to be recorded
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationrecorder.html
 */
export function configResources(props: ConfigResourcesProps, { governed, home }: ConfigConditions) {
  const { topic } = props;
  const atHome = recordingProperties(props, "record");
  if (atHome === undefined) {
    throw new Error("AWS Config needs at least one type of resources to record");
  }
  const elsewhere = recordingProperties(props, "ignore");
  // Who records nothing but IAM's types has a recorder in the home region only, which is governed.
  const Condition = elsewhere === undefined ? home : governed;
  const recordings = [atHome, elsewhere ?? atHome];
  const recorder: TemplateResource = {
    Type: "AWS::Config::ConfigurationRecorder",
    Condition,
    Properties: {
      Name: NAME,
      RoleARN: substituted(props.configRoleArn ?? configServiceLinkedRoleArn(HERE)),
      RecordingGroup: either(
        home,
        recordings.map(({ RecordingGroup }) => RecordingGroup),
      ),
      RecordingMode: either(
        home,
        recordings.map(({ RecordingMode }) => RecordingMode),
      ),
    },
  };
  const channel: TemplateResource = {
    Type: "AWS::Config::DeliveryChannel",
    Condition,
    Properties: {
      Name: NAME,
      S3BucketName: props.bucketName,
      ConfigSnapshotDeliveryProperties: { DeliveryFrequency: props.deliveryFrequency ?? "TwentyFour_Hours" },
      SnsTopicARN:
        topic && substituted(`arn:${HERE.partition}:sns:${HERE.region}:${topic.accountId}:${topic.topicName}`),
    },
  };
  return { Recorder: recorder, DeliveryChannel: channel };
}

/** A value by a condition, unless it is the same in any case. */
function either(condition: string, [whenTrue, whenFalse]: readonly (TemplateValue | undefined)[]) {
  return JSON.stringify(whenTrue) === JSON.stringify(whenFalse)
    ? whenTrue
    : { "Fn::If": [condition, whenTrue ?? NO_VALUE, whenFalse ?? NO_VALUE] };
}
