import { GLOBAL_RESOURCE_TYPES } from "../../../aws/recordable-types";
import { isRecorded, recordingGroup } from "../../../modules/config/recording-group";

const IAM_TYPES = ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"];

describe("recordingGroup", () => {
  it("says that all types are recorded, so that a recorder of some goes back to all", () => {
    expect(recordingGroup("all", "record")).toEqual({
      allSupported: true,
      includeGlobalResourceTypes: true,
      recordingStrategy: [{ useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" }],
    });
  });

  it("records only what is named, with the global types among it where they are recorded", () => {
    expect(recordingGroup({ only: ["AWS::EC2::VPC", "AWS::IAM::Role"] }, "record")).toEqual({
      allSupported: false,
      includeGlobalResourceTypes: false,
      resourceTypes: ["AWS::EC2::VPC", "AWS::IAM::Role"],
      recordingStrategy: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
    });
  });

  it("leaves global types out of what is named where they are not recorded", () => {
    const { resourceTypes } = recordingGroup({ only: ["AWS::EC2::VPC", ...IAM_TYPES] }, "ignore");
    expect(resourceTypes).toEqual(["AWS::EC2::VPC"]);
  });

  it("leaves the global types out of everything where they are not recorded", () => {
    const { exclusionByResourceTypes } = recordingGroup({ except: [] }, "ignore");
    expect(exclusionByResourceTypes).toEqual([{ resourceTypes: GLOBAL_RESOURCE_TYPES }]);
  });

  it("records all but what is named", () => {
    expect(recordingGroup({ except: ["AWS::EC2::NetworkInterface"] }, "record")).toEqual({
      allSupported: false,
      includeGlobalResourceTypes: false,
      exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
      recordingStrategy: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
    });
  });

  it("excludes global types where they are not recorded, once each, because AWS would record them", () => {
    const { exclusionByResourceTypes } = recordingGroup(
      { except: ["AWS::EC2::NetworkInterface", "AWS::IAM::User"] },
      "ignore",
    );
    expect(exclusionByResourceTypes).toEqual([
      { resourceTypes: ["AWS::EC2::NetworkInterface", "AWS::IAM::User", ...IAM_TYPES.slice(0, 3)] },
    ]);
  });
});

describe("isRecorded", () => {
  it.each([
    ["AWS::EC2::VPC", undefined, "ignore", true],
    ["AWS::EC2::VPC", "all", "ignore", true],
    ["AWS::IAM::Role", "all", "record", true],
    ["AWS::IAM::Role", "all", "ignore", false],
    ["AWS::IAM::Role", { only: ["AWS::IAM::Role"] }, "ignore", false],
    ["AWS::EC2::VPC", { only: ["AWS::EC2::VPC"] }, "ignore", true],
    ["AWS::EC2::VPC", { only: ["AWS::EC2::Volume"] }, "record", false],
    ["AWS::EC2::VPC", { except: ["AWS::EC2::VPC"] }, "record", false],
    ["AWS::EC2::VPC", { except: ["AWS::EC2::Volume"] }, "record", true],
  ] as const)("%s of %j, global types: %s", (type, types, globalResourceTypes, expected) => {
    expect(isRecorded(type, types, globalResourceTypes)).toBe(expected);
  });
});
