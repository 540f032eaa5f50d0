import { describeUnrecorded } from "../../cli/unrecorded";
import { exampleLandingZone } from "../support/landing-zones";

describe("what AWS Config records in no governed region", () => {
  it("is a table of global services, each with the region to govern", () => {
    const { config, partition } = exampleLandingZone();
    expect(describeUnrecorded({ config, partition, regions: ["eu-west-1"] }).split("\n")).toEqual([
      "not recorded by AWS Config  unless you govern",
      "CloudFront                  us-east-1",
      "ECR Public                  us-east-1",
      "Global Accelerator          us-west-2",
      "Route 53                    us-east-1",
    ]);
    expect(describeUnrecorded({ config, partition, regions: ["us-east-1", "us-west-2"] })).toBe("");
  });
});
