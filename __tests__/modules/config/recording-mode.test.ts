import { recordingMode } from "../../../modules/config/recording-mode";

describe("recordingMode", () => {
  it("is nothing where nothing is said", () => {
    expect(recordingMode(undefined, [])).toBeUndefined();
  });

  it("says continuous, so that a daily recorder goes back", () => {
    expect(recordingMode("continuous", [])).toEqual({ recordingFrequency: "CONTINUOUS" });
  });

  it("records the other types daily if the rest is continuous", () => {
    const expected = {
      recordingFrequency: "CONTINUOUS",
      recordingModeOverride: { recordingFrequency: "DAILY", resourceTypes: ["AWS::EC2::Volume"] },
    };
    expect(recordingMode("continuous", ["AWS::EC2::Volume"])).toEqual(expected);
    expect(recordingMode(undefined, ["AWS::EC2::Volume"])).toEqual(expected);
  });

  it("records the other types continuously if the rest is daily", () => {
    expect(recordingMode("daily", ["AWS::IAM::Role"])).toEqual({
      recordingFrequency: "DAILY",
      recordingModeOverride: { recordingFrequency: "CONTINUOUS", resourceTypes: ["AWS::IAM::Role"] },
    });
  });
});
