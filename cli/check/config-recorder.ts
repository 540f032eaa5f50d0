import {
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
} from "@aws-sdk/client-config-service";
import type { Check, Difference } from "./check";

/**
 * AWS Config in every account and region.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
 */
export const configRecorder: Check = {
  id: "config-recorder",
  title: "AWS Config records in every account and region",
  concerns: () => true,
  async run(_, { config }) {
    const { ConfigurationRecorders = [] } = await config.send(new DescribeConfigurationRecordersCommand({}));
    if (ConfigurationRecorders.length === 0) {
      return [{ what: "AWS Config has no recorder" }];
    }
    const { ConfigurationRecordersStatus = [] } = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
    return ConfigurationRecorders.flatMap(({ name = "?" }): Difference[] => {
      const status = ConfigurationRecordersStatus.find((candidate) => candidate.name === name);
      if (status?.recording !== true) {
        return [{ what: `the AWS Config recorder ${name} is stopped` }];
      }
      return status.lastStatus === "Failure"
        ? [{ what: `the AWS Config recorder ${name} failed last: ${status.lastErrorCode ?? "no code"}`, advice: ROLE }]
        : [];
    });
  },
};

/** Where AWS Config delivers to. */
export const deliveryChannel: Check = {
  id: "delivery-channel",
  title: "AWS Config delivers to the log archive from every account and region",
  concerns: () => true,
  async run({ landingZone: { names } }, { config }) {
    const { DeliveryChannels = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
    const [channel] = DeliveryChannels;
    if (channel === undefined) {
      return [{ what: "AWS Config has no delivery channel" }];
    }
    return channel.s3BucketName === names.configBucket
      ? []
      : [{ what: `AWS Config delivers to ${channel.s3BucketName ?? "no bucket"}, not to ${names.configBucket}` }];
  },
};

const ROLE = "See that the recorder's role is there, and that nothing denies it.";
