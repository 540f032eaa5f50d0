import { subnetCidr } from "../../../modules/cloudhsm/subnet-cidrs";

describe("a subnet of a VPC of HSMs", () => {
  it.each([
    ["10.111.0.0/24", 0, "10.111.0.0/28"],
    ["10.111.0.0/24", 1, "10.111.0.16/28"],
    ["10.111.0.0/24", 15, "10.111.0.240/28"],
    ["192.168.0.0/16", 15, "192.168.240.0/20"],
    ["255.255.255.0/24", 15, "255.255.255.240/28"],
  ])("is a sixteenth of it: %s, number %i", (cidr, index, subnet) => {
    expect(subnetCidr(cidr, index)).toBe(subnet);
  });

  it("has no address with another", () => {
    const all = [...Array(16).keys()].map((index) => subnetCidr("10.0.0.0/20", index));
    expect(new Set(all).size).toBe(16);
  });
});
