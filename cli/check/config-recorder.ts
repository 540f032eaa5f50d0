import {
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
  DescribeDeliveryChannelStatusCommand,
} from "@aws-sdk/client-config-service";
import type {
  ConfigurationRecorderStatus,
  ConfigServiceClient,
  DeliveryChannelStatus,
} from "@aws-sdk/client-config-service";
import { isRecordedByControlTower } from "../../config/organization/control-tower";
import { hasBaseline } from "./check";
import type { Check, CheckedEnvironment, Difference } from "./check";

/**
 * AWS Config in every account and region.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html
 */
export const configRecorder: Check = {
  id: "config-recorder",
  title: "AWS Config records in every account and region",
  concerns: hasBaseline,
  async run(environment, { config }) {
    const advice = isControlTowers(environment) ? ENROL : undefined;
    const { ConfigurationRecorders = [] } = await config.send(new DescribeConfigurationRecordersCommand({}));
    if (ConfigurationRecorders.length === 0) {
      return [{ what: "AWS Config has no recorder", advice }];
    }
    const { ConfigurationRecordersStatus = [] } = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
    return ConfigurationRecorders.flatMap(({ name = "?" }): Difference[] => {
      const status = ConfigurationRecordersStatus.find((candidate) => candidate.name === name);
      return recorderDifferences(`the AWS Config recorder ${name}`, status).map((difference) => ({
        ...difference,
        advice: difference.advice ?? advice,
      }));
    });
  },
};

const isControlTowers = ({ account, landingZone }: CheckedEnvironment): boolean =>
  isRecordedByControlTower(landingZone, account);

/** A recorder that began so long ago has recorded something. */
const PENDING_HOURS = 2;
const HOUR = 3_600_000;

function recorderDifferences(what: string, status: ConfigurationRecorderStatus | undefined): Difference[] {
  const { lastErrorCode = "no code", lastStartTime, lastStatus, recording } = status ?? {};
  if (recording !== true) {
    return [{ what: `${what} is stopped` }];
  }
  if (isFailure(lastStatus)) {
    return [{ what: `${what} failed last: ${lastErrorCode}`, advice: ROLE }];
  }
  const began = lastStartTime?.getTime() ?? Date.now();
  return lastStatus?.toUpperCase() === "PENDING" && Date.now() - began > PENDING_HOURS * HOUR
    ? [{ what: `${what} has recorded nothing since ${new Date(began).toISOString()}`, advice: ROLE }]
    : [];
}

/** AWS's reference writes FAILURE, its answers Failure. */
const isFailure = (status: string | undefined): boolean => status?.toUpperCase() === "FAILURE";

/** Where AWS Config delivers to. */
export const deliveryChannel: Check = {
  id: "delivery-channel",
  title: "AWS Config delivers to the log archive from every account and region",
  // Control Tower delivers to its own bucket.
  concerns: (environment) => hasBaseline(environment) && !isControlTowers(environment),
  async run({ landingZone: { names } }, { config }) {
    const { DeliveryChannels = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
    const [channel] = DeliveryChannels;
    if (channel === undefined) {
      return [{ what: "AWS Config has no delivery channel" }];
    }
    if (channel.s3BucketName !== names.configBucket) {
      return [{ what: `AWS Config delivers to ${channel.s3BucketName ?? "no bucket"}, not to ${names.configBucket}` }];
    }
    return (await statusesOf(config)).flatMap(deliveryDifferences);
  },
};

async function statusesOf(config: ConfigServiceClient): Promise<readonly DeliveryChannelStatus[]> {
  const { DeliveryChannelsStatus = [] } = await config.send(new DescribeDeliveryChannelStatusCommand({}));
  return DeliveryChannelsStatus;
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_DeliveryChannelStatus.html */
function deliveryDifferences(status: DeliveryChannelStatus): Difference[] {
  const { configHistoryDeliveryInfo, configSnapshotDeliveryInfo, configStreamDeliveryInfo } = status;
  const deliveries = [
    { what: "history files", info: configHistoryDeliveryInfo, advice: BUCKET },
    { what: "snapshots", info: configSnapshotDeliveryInfo, advice: BUCKET },
    { what: "notifications", info: configStreamDeliveryInfo, advice: TOPIC },
  ];
  return deliveries
    .filter(({ info }) => isFailure(info?.lastStatus))
    .map(({ advice, info, what }) => ({
      what: `AWS Config cannot deliver ${what}: ${info?.lastErrorCode ?? "no code"}`,
      advice,
    }));
}

const BUCKET = "See that the policies of the log archive's bucket and key are those of the landing zone.";
const TOPIC =
  "See that the policies of the topic of AWS Config's notices and of its key are those of the landing zone.";
const ENROL =
  "AWS Control Tower records here: enrol the account, govern the region, or reset the landing zone in Control Tower.";
const ROLE = "See that the recorder's role is there, and that nothing denies it.";
