import { configRecorder, deliveryChannel } from "../../../cli/check/config-recorder";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, whats } from "./fakes";

const environment = environmentOf(existingLandingZone());
const recorder = (status?: object) =>
  whats(configRecorder, environment, {
    DescribeConfigurationRecorders: { ConfigurationRecorders: [{ name: "default" }] },
    DescribeConfigurationRecorderStatus: {
      ConfigurationRecordersStatus: status === undefined ? [] : [{ name: "default", ...status }],
    },
  });

describe("the check of AWS Config's recorder", () => {
  it("finds nothing where it records", async () => {
    expect(await recorder({ recording: true, lastStatus: "SUCCESS" })).toEqual([]);
    expect(await recorder({ recording: true, lastStatus: "Pending", lastStartTime: new Date() })).toEqual([]);
  });

  it("says that it is stopped, that it fails, and that there is none", async () => {
    expect(await recorder({ recording: false })).toEqual(["the AWS Config recorder default is stopped"]);
    expect(await recorder()).toEqual(["the AWS Config recorder default is stopped"]);
    expect(await recorder({ recording: true, lastStatus: "Failure", lastErrorCode: "AccessDenied" })).toEqual([
      "the AWS Config recorder default failed last: AccessDenied",
    ]);
    expect(await recorder({ recording: true, lastStatus: "FAILURE" })).toHaveLength(1);
    const long = { recording: true, lastStatus: "Pending", lastStartTime: new Date("2020-01-01T00:00:00Z") };
    expect(await recorder(long)).toEqual([
      "the AWS Config recorder default has recorded nothing since 2020-01-01T00:00:00.000Z",
    ]);
    expect(await whats(configRecorder, environment, {})).toEqual(["AWS Config has no recorder"]);
  });
});

describe("the check of AWS Config's delivery channel", () => {
  const channel = (...DeliveryChannels: object[]) =>
    whats(deliveryChannel, environment, { DescribeDeliveryChannels: { DeliveryChannels } });

  it("finds nothing where it delivers to the log archive", async () => {
    expect(await channel({ s3BucketName: "small-config-eu-west-1" })).toEqual([]);
  });

  it.each([
    [
      { configStreamDeliveryInfo: { lastStatus: "Failure", lastErrorCode: "AccessDenied" } },
      "notifications: AccessDenied",
    ],
    [
      { configHistoryDeliveryInfo: { lastStatus: "FAILURE", lastErrorCode: "NoSuchBucket" } },
      "history files: NoSuchBucket",
    ],
    [{ configSnapshotDeliveryInfo: { lastStatus: "Failure" } }, "snapshots: no code"],
    [{ configHistoryDeliveryInfo: { lastStatus: "Success" } }, undefined],
  ])("says what is not delivered: %j", async (status, what) => {
    const found = await whats(deliveryChannel, environment, {
      DescribeDeliveryChannels: { DeliveryChannels: [{ s3BucketName: "small-config-eu-west-1" }] },
      DescribeDeliveryChannelStatus: { DeliveryChannelsStatus: [status] },
    });
    expect(found).toEqual(what === undefined ? [] : [`AWS Config cannot deliver ${what}`]);
  });

  it("is no business of the landing zone's where AWS Control Tower records", () => {
    const landingZone = existingLandingZone();
    const organization = { ...landingZone.organization, controlTower: true };
    const controlled = environmentOf({ ...landingZone, organization });
    expect(deliveryChannel.concerns(controlled)).toBe(false);
    expect(configRecorder.concerns(controlled)).toBe(true);
    expect(deliveryChannel.concerns({ ...controlled, account: landingZone.management })).toBe(true);
  });

  it("says that it delivers elsewhere, or that there is none", async () => {
    expect(await channel({ s3BucketName: "mine" })).toEqual([
      "AWS Config delivers to mine, not to small-config-eu-west-1",
    ]);
    expect(await channel()).toEqual(["AWS Config has no delivery channel"]);
  });
});
