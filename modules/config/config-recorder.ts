import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { at } from "../place";
import type { Place } from "../place";

/**
 * AWS allows one recorder and one channel per account and region, and the console calls them so. The same name makes
 * AWS update one that exists already instead of refusing a second.
 */
const NAME = "default";

export interface ConfigRecorderProps {
  readonly place: Place;
  /** ARN of the role Config reads the account with. */
  readonly roleArn: string;
  /** Bucket that receives snapshots and history; its default encryption applies. */
  readonly bucketName: string;
  /**
   * Whether IAM users, groups, roles and policies are recorded here. They are the same in every region, so record them
   * in exactly one.
   */
  readonly globalResourceTypes: "record" | "ignore";
  /** What has to exist before: the role, for one. */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * AWS Config of one account in one region: a recorder of all resource types, its delivery channel, and the switch that
 * starts it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigRecorder extends Construct {
  /** Config records: rules can be made. */
  readonly recording: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);
    const { place } = props;
    const recorder = new ConfigConfigurationRecorder(this, "Default", {
      ...at(place),
      name: NAME,
      roleArn: props.roleArn,
      recordingGroup: {
        allSupported: true,
        includeGlobalResourceTypes: props.globalResourceTypes === "record",
      },
      dependsOn: props.dependsOn,
    });
    const channel = new ConfigDeliveryChannel(this, "delivery-channel", {
      ...at(place),
      name: NAME,
      s3BucketName: props.bucketName,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      // A channel without a recorder, and a start without a channel, are refused.
      dependsOn: [recorder],
    });
    this.recording = new ConfigConfigurationRecorderStatus(this, "status", {
      ...at(place),
      name: NAME,
      isEnabled: true,
      dependsOn: [channel],
    });
  }
}
