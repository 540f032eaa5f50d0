import type { EnvironmentReport } from "../../../cli/default-vpcs/report";
import { visit } from "../../../cli/default-vpcs/visit";
import { existingLandingZone } from "../../support/landing-zones";
import { awsError, fakeEc2, UNTOUCHED, VPC } from "./fake-ec2";
import type { Answers } from "./fake-ec2";

const { audit } = existingLandingZone();

interface Visited {
  readonly report: EnvironmentReport;
  readonly changes: readonly string[];
  /** Ids of what was reported as deleted. */
  readonly deleted: readonly string[];
}

async function visited(answers: Answers, remove: boolean): Promise<Visited> {
  const { changes, client } = fakeEc2(answers);
  const deleted: string[] = [];
  const report = await visit({
    account: audit,
    region: "eu-west-1",
    remove,
    open: () => Promise.resolve(client),
    onDeleted: (id) => deleted.push(id),
  });
  return { report, changes, deleted };
}

describe("a default VPC that nobody uses", () => {
  it("is empty, and left alone unless it is to be deleted", async () => {
    const { changes, report } = await visited(UNTOUCHED, false);
    expect(report).toEqual({
      account: "audit",
      region: "eu-west-1",
      state: "empty",
      vpcId: "vpc-1",
      cidr: "172.31.0.0/16",
      holds: [],
    });
    expect(changes).toEqual([]);
  });

  it("is deleted with its subnets and its internet gateway first, and each is reported", async () => {
    const { changes, deleted, report } = await visited(UNTOUCHED, true);
    expect(report).toMatchObject({ state: "deleted", vpcId: "vpc-1" });
    expect(changes).toEqual([
      "DeleteSubnet subnet-1",
      "DeleteSubnet subnet-2",
      "DetachInternetGateway igw-1 vpc-1",
      "DeleteInternetGateway igw-1",
      "DeleteVpc vpc-1",
    ]);
    expect(deleted).toEqual(["subnet-1", "subnet-2", "igw-1", "vpc-1"]);
  });

  it("is deleted when another run, or somebody else, has deleted parts of it", async () => {
    const gone = {
      DeleteSubnet: awsError("InvalidSubnetID.NotFound"),
      DetachInternetGateway: awsError("Gateway.NotAttached"),
      DeleteInternetGateway: awsError("InvalidInternetGatewayID.NotFound"),
    };
    const { changes, report } = await visited({ ...UNTOUCHED, ...gone }, true);
    expect(report.state).toBe("deleted");
    expect(changes.at(-1)).toBe("DeleteVpc vpc-1");
  });

  it("is deleted when only the VPC itself is left of it", async () => {
    const { changes } = await visited({ DescribeVpcs: { Vpcs: [VPC] } }, true);
    expect(changes).toEqual(["DeleteVpc vpc-1"]);
  });
});

describe("a default VPC that somebody uses", () => {
  const attached = [{ VpcId: "vpc-1", State: "attached" }];

  it.each<[string, Answers]>([
    ["network interfaces: 2", { DescribeNetworkInterfaces: { NetworkInterfaces: [{}, {}] } }],
    ["subnets of its owner: 1", { DescribeSubnets: { Subnets: [{ DefaultForAz: true }, { DefaultForAz: false }] } }],
    ["security groups: 1", { DescribeSecurityGroups: { SecurityGroups: [{ GroupName: "web" }] } }],
    ["route tables: 1", { DescribeRouteTables: { RouteTables: [{ Associations: [{ Main: false }] }] } }],
    ["network ACLs: 1", { DescribeNetworkAcls: { NetworkAcls: [{ IsDefault: false }] } }],
    ["endpoints: 1", { DescribeVpcEndpoints: { VpcEndpoints: [{ State: "available" }, { State: "deleted" }] } }],
    ["peering connections: 2", { DescribeVpcPeeringConnections: { VpcPeeringConnections: [{}] } }],
    ["VPN gateways: 1", { DescribeVpnGateways: { VpnGateways: [{ VpcAttachments: attached }] } }],
    [
      "egress-only internet gateways: 1",
      { DescribeEgressOnlyInternetGateways: { EgressOnlyInternetGateways: [{ Attachments: attached }] } },
    ],
  ])("is in use, and never touched: %s", async (held, answers) => {
    const { changes, report } = await visited({ ...UNTOUCHED, ...answers }, true);
    expect(report).toMatchObject({ state: "in use", vpcId: "vpc-1", holds: [held] });
    expect(changes).toEqual([]);
  });

  it("is left as far as it is when it comes into use meanwhile", async () => {
    const inUse = awsError("DependencyViolation", "subnet-1 has dependencies and cannot be deleted.");
    const { changes, report } = await visited({ ...UNTOUCHED, DeleteSubnet: inUse }, true);
    expect(report).toMatchObject({
      state: "failed",
      vpcId: "vpc-1",
      problem: "DependencyViolation: subnet-1 has dependencies and cannot be deleted.",
    });
    expect(changes).toEqual(["DeleteSubnet subnet-1"]);
  });
});

describe("an environment without a default VPC", () => {
  it("has none, whether it is to be deleted or not", async () => {
    const { changes, report } = await visited({}, true);
    expect(report).toEqual({ account: "audit", region: "eu-west-1", state: "none" });
    expect(changes).toEqual([]);
  });
});

describe("an environment that cannot be read", () => {
  it("is reported, and nothing is deleted on half of the knowledge", async () => {
    const denied = { DescribeNetworkInterfaces: awsError("UnauthorizedOperation", "You are not authorized.") };
    const { changes, report } = await visited({ ...UNTOUCHED, ...denied }, true);
    expect(report).toMatchObject({ state: "failed", problem: "UnauthorizedOperation: You are not authorized." });
    expect(changes).toEqual([]);
  });

  it("is reported when nobody can go there at all", async () => {
    const report = await visit({
      account: audit,
      region: "eu-west-1",
      remove: true,
      open: () => Promise.reject(new Error('the organization has no account "audit"')),
      onDeleted: () => undefined,
    });
    expect(report).toMatchObject({ state: "failed", problem: 'the organization has no account "audit"' });
  });
});
