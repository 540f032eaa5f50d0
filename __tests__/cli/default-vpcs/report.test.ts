import { describeDefaultVpcs, describeProblems } from "../../../cli/default-vpcs/report";
import type { EnvironmentReport } from "../../../cli/default-vpcs/report";

const vpc = { vpcId: "vpc-1", cidr: "172.31.0.0/16" };
const environment = (state: EnvironmentReport["state"], more: Partial<EnvironmentReport> = {}): EnvironmentReport => ({
  account: "audit",
  region: "eu-west-1",
  state,
  ...more,
});

describe("the report of default VPCs", () => {
  it("lists those there are, then how many environments have none, and what can be done", () => {
    const environments = [
      environment("none"),
      environment("empty", vpc),
      environment("in use", { ...vpc, holds: ["network interfaces: 2", "endpoints: 1"] }),
      environment("deleted", vpc),
      environment("failed"),
    ];
    expect(describeDefaultVpcs(environments).split("\n")).toEqual([
      "account  region     default VPC  addresses",
      "audit    eu-west-1  vpc-1        172.31.0.0/16  empty",
      "audit    eu-west-1  vpc-1        172.31.0.0/16  IN USE: network interfaces: 2, endpoints: 1",
      "audit    eu-west-1  vpc-1        172.31.0.0/16  deleted",
      "audit    eu-west-1  -            -              FAILED",
      "",
      "1 of 5 environments have no default VPC.",
      "1 is empty: --delete deletes it.",
    ]);
  });

  it("is one line when there is none anywhere", () => {
    expect(describeDefaultVpcs([environment("none"), environment("none")])).toBe(
      "2 of 2 environments have no default VPC.",
    );
  });

  it("reports a problem once, with all the environments that have it", () => {
    const denied = { problem: "AccessDenied: no such role" };
    const environments = [
      environment("failed", denied),
      environment("empty", vpc),
      environment("failed", { ...denied, region: "us-east-1" }),
    ];
    expect(describeProblems(environments)).toEqual([
      "AccessDenied: no such role\n  audit, eu-west-1\n  audit, us-east-1",
    ]);
  });
});
