import { describeDefaultVpcs, describeProblems } from "../../../cli/default-vpcs/report";
import type { PlaceReport } from "../../../cli/default-vpcs/report";

const vpc = { vpcId: "vpc-1", cidr: "172.31.0.0/16" };
const place = (state: PlaceReport["state"], more: Partial<PlaceReport> = {}): PlaceReport => ({
  account: "audit",
  region: "eu-west-1",
  state,
  ...more,
});

describe("the report of default VPCs", () => {
  it("lists those there are, then how many places have none, and what can be done", () => {
    const places = [
      place("none"),
      place("empty", vpc),
      place("in use", { ...vpc, holds: ["network interfaces: 2", "endpoints: 1"] }),
      place("deleted", vpc),
      place("failed"),
    ];
    expect(describeDefaultVpcs(places).split("\n")).toEqual([
      "account  region     default VPC  addresses",
      "audit    eu-west-1  vpc-1        172.31.0.0/16  empty",
      "audit    eu-west-1  vpc-1        172.31.0.0/16  IN USE: network interfaces: 2, endpoints: 1",
      "audit    eu-west-1  vpc-1        172.31.0.0/16  deleted",
      "audit    eu-west-1  -            -              FAILED",
      "",
      "1 of 5 places have no default VPC.",
      "1 is empty: --delete deletes it.",
    ]);
  });

  it("is one line when there is none anywhere", () => {
    expect(describeDefaultVpcs([place("none"), place("none")])).toBe("2 of 2 places have no default VPC.");
  });

  it("tells a problem once, with all the places that have it", () => {
    const denied = { problem: "AccessDenied: no such role" };
    const places = [place("failed", denied), place("empty", vpc), place("failed", { ...denied, region: "us-east-1" })];
    expect(describeProblems(places)).toEqual(["AccessDenied: no such role\n  audit, eu-west-1\n  audit, us-east-1"]);
  });
});
