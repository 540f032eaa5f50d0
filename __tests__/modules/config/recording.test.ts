import { recordingArguments } from "../../../modules/config/recording";

describe("recordingArguments", () => {
  const home = { frequency: "daily", otherFrequency: ["AWS::EC2::VPC", "AWS::IAM::Role"] } as const;

  it("sets a frequency for types that are recorded", () => {
    expect(recordingArguments({ ...home, globalResourceTypes: "record" }).recordingMode).toEqual({
      recordingFrequency: "DAILY",
      recordingModeOverride: { recordingFrequency: "CONTINUOUS", resourceTypes: ["AWS::EC2::VPC", "AWS::IAM::Role"] },
    });
  });

  it("passes over types that are not recorded here, without any override if none is left", () => {
    const elsewhere = { ...home, globalResourceTypes: "ignore" } as const;
    expect(recordingArguments(elsewhere).recordingMode).toMatchObject({
      recordingModeOverride: { resourceTypes: ["AWS::EC2::VPC"] },
    });
    expect(recordingArguments({ ...elsewhere, resourceTypes: { except: ["AWS::EC2::VPC"] } }).recordingMode).toEqual({
      recordingFrequency: "DAILY",
    });
  });
});
