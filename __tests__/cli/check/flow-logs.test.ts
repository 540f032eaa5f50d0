import { flowLogs } from "../../../cli/check/flow-logs";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, whats } from "./fakes";

const landingZone = existingLandingZone("flowLogs: { destinations: [bucket, cloudwatch-logs] }");
const BUCKET = {
  ResourceId: "vpc-1",
  LogDestination: "arn:aws:s3:::small-flow-logs-eu-west-1/",
  DeliverLogsStatus: "SUCCESS",
};
const GROUP = { ResourceId: "vpc-1", LogGroupName: "small/vpc-flow-logs", DeliverLogsStatus: "SUCCESS" };
const NO_BUCKET = "vpc-1 has no flow log to the bucket small-flow-logs-eu-west-1";
const NO_GROUP = "vpc-1 has no flow log to the log group small/vpc-flow-logs";

const found = (FlowLogs: readonly object[], Vpcs: readonly object[] = [{ VpcId: "vpc-1" }]) =>
  whats(flowLogs, environmentOf(landingZone, "audit", "us-east-1"), {
    DescribeVpcs: { Vpcs },
    DescribeFlowLogs: { FlowLogs },
  });

describe("the check of flow logs", () => {
  it("looks in every account and region, unless others see to them", () => {
    expect(flowLogs.concerns(environmentOf(landingZone, "audit", "us-east-1"))).toBe(true);
    expect(flowLogs.concerns(environmentOf(existingLandingZone("flowLogs: { vpcs: none }")))).toBe(false);
    const stackSets = existingLandingZone("baseline: { deployment: stacksets }");
    expect(flowLogs.concerns(environmentOf(stackSets))).toBe(false);
    expect(flowLogs.concerns(environmentOf(stackSets, "management"))).toBe(true);
  });

  it.each<[string, object[], string[]]>([
    ["both", [BUCKET, GROUP], []],
    [
      "both, the group by its ARN",
      [
        BUCKET,
        { ...GROUP, LogGroupName: undefined, LogDestination: "arn:aws:logs:eu-west-1:3:log-group:small/vpc-flow-logs" },
      ],
      [],
    ],
    ["one", [GROUP], [NO_BUCKET]],
    ["none", [], [NO_BUCKET, NO_GROUP]],
    ["those of another VPC", [{ ...BUCKET, ResourceId: "vpc-2" }, GROUP], [NO_BUCKET]],
    [
      "one to another bucket",
      [{ ...BUCKET, LogDestination: "arn:aws:s3:::small-flow-logs-eu-west-1-mine" }, GROUP],
      [NO_BUCKET],
    ],
    [
      "one that fails",
      [BUCKET, { ...GROUP, DeliverLogsStatus: "FAILED", DeliverLogsErrorMessage: "Access error" }],
      ["the flow log of vpc-1 to the log group small/vpc-flow-logs fails: Access error"],
    ],
  ])("says what a VPC lacks that has %s", async (_, logs, whats) => {
    expect(await found(logs)).toEqual(whats);
  });

  it("finds nothing where there is no VPC", async () => {
    expect(await found([], [])).toEqual([]);
  });
});
