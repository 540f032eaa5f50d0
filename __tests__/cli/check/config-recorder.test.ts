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
  });

  it("says that it is stopped, that it fails, and that there is none", async () => {
    expect(await recorder({ recording: false })).toEqual(["the AWS Config recorder default is stopped"]);
    expect(await recorder()).toEqual(["the AWS Config recorder default is stopped"]);
    expect(await recorder({ recording: true, lastStatus: "Failure", lastErrorCode: "AccessDenied" })).toEqual([
      "the AWS Config recorder default failed last: AccessDenied",
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

  it("says that it delivers elsewhere, or that there is none", async () => {
    expect(await channel({ s3BucketName: "mine" })).toEqual([
      "AWS Config delivers to mine, not to small-config-eu-west-1",
    ]);
    expect(await channel()).toEqual(["AWS Config has no delivery channel"]);
  });
});
