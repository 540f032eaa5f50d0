import { recordingProperties } from "../../../modules/stacksets/recording";

const IAM_TYPES = ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"];

describe("recordingProperties", () => {
  it.each(["record", "ignore"] as const)("are all types by default, IAM's where asked: %s", (globalResourceTypes) => {
    expect(recordingProperties({}, globalResourceTypes)).toEqual({
      RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: globalResourceTypes === "record" },
      RecordingMode: undefined,
    });
  });

  it("are the types that are named", () => {
    const only = ["AWS::EC2::Instance", "AWS::IAM::Role"];
    expect(recordingProperties({ resourceTypes: { only } }, "record")?.RecordingGroup).toEqual({
      AllSupported: false,
      IncludeGlobalResourceTypes: false,
      ResourceTypes: only,
      RecordingStrategy: { UseOnly: "INCLUSION_BY_RESOURCE_TYPES" },
    });
  });

  it("are nothing where only IAM's types are named, and not recorded", () => {
    expect(recordingProperties({ resourceTypes: { only: ["AWS::IAM::Role"] } }, "ignore")).toBeUndefined();
  });

  it("are all types but those that are named, and IAM's where those are not recorded", () => {
    const except = ["AWS::EC2::NetworkInterface"];
    expect(recordingProperties({ resourceTypes: { except } }, "ignore")?.RecordingGroup).toEqual({
      AllSupported: false,
      IncludeGlobalResourceTypes: false,
      ExclusionByResourceTypes: { ResourceTypes: [...except, ...IAM_TYPES] },
      RecordingStrategy: { UseOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
    });
  });

  it("say how often", () => {
    expect(recordingProperties({ frequency: "daily" }, "record")?.RecordingMode).toEqual({
      RecordingFrequency: "DAILY",
    });
  });

  it("say what is recorded at the other frequency, of what is recorded at all", () => {
    const otherFrequency = ["AWS::EC2::Instance", "AWS::IAM::Role"];
    expect(recordingProperties({ frequency: "daily", otherFrequency }, "ignore")?.RecordingMode).toEqual({
      RecordingFrequency: "DAILY",
      RecordingModeOverrides: [{ ResourceTypes: ["AWS::EC2::Instance"], RecordingFrequency: "CONTINUOUS" }],
    });
  });
});
