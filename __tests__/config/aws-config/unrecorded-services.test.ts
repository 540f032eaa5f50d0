import { GLOBAL_SERVICES } from "../../../aws/availability";
import { unrecordedServices } from "../../../config/aws-config/unrecorded-services";

const unrecorded = (
  regions: readonly string[],
  {
    except = [],
    only = [],
    partition = "aws",
  }: Partial<Parameters<typeof unrecordedServices>[0]["recording"]> & {
    readonly partition?: "aws" | "aws-cn" | "aws-us-gov";
  } = {},
) =>
  unrecordedServices({ partition, regions, recording: { except, only } }).map(
    ({ name, recordedIn }) => `${name} ${recordedIn}`,
  );

describe("global services that a recorder of all types records nothing of", () => {
  it.each([
    [
      ["eu-west-1"],
      ["CloudFront us-east-1", "ECR Public us-east-1", "Global Accelerator us-west-2", "Route 53 us-east-1"],
    ],
    [["eu-west-1", "us-east-1"], ["Global Accelerator us-west-2"]],
    [
      ["eu-west-1", "us-west-2"],
      ["CloudFront us-east-1", "ECR Public us-east-1", "Route 53 us-east-1"],
    ],
    [["us-east-1", "us-west-2"], []],
  ])("are those of regions that are not governed: %j", (regions, expected) => {
    expect(unrecorded(regions)).toEqual(expected);
  });

  it("are none that the partition is not known to record anywhere", () => {
    expect(unrecorded(["us-gov-east-1"], { partition: "aws-us-gov" })).toEqual(["Route 53 us-gov-west-1"]);
    expect(unrecorded(["cn-north-1"], { partition: "aws-cn" })).toEqual([]);
  });

  it("are none that the file excepts wholly, and none where it names all that is recorded", () => {
    const types = GLOBAL_SERVICES.flatMap((service) => service.types);
    expect(unrecorded(["eu-west-1"], { except: types })).toEqual([]);
    expect(unrecorded(["eu-west-1"], { except: types.slice(1) })).toEqual(["CloudFront us-east-1"]);
    expect(unrecorded(["eu-west-1"], { only: ["AWS::EC2::VPC"] })).toEqual([]);
  });
});
