import {
  DescribeVpnGatewaysCommand,
  paginateDescribeEgressOnlyInternetGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcPeeringConnections,
} from "@aws-sdk/client-ec2";
import type { EC2Client, Filter } from "@aws-sdk/client-ec2";
import { allOf } from "./pages";

/** Finds what somebody put into a VPC. */
type Finder = (client: EC2Client, vpcId: string) => Promise<readonly object[]>;

const LIVE_PEERINGS = ["initiating-request", "pending-acceptance", "provisioning", "active"];

/**
 * What somebody may have put into a default VPC, by its name in the plural. AWS refuses to delete a VPC that holds one of
 * these, some of them only after its subnets are gone.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html
 */
const FINDERS: Readonly<Record<string, Finder>> = {
  "network interfaces": (client, vpcId) =>
    allOf(paginateDescribeNetworkInterfaces({ client }, inVpc(vpcId)), (page) => page.NetworkInterfaces),
  "subnets of its owner": async (client, vpcId) => {
    const subnets = await allOf(paginateDescribeSubnets({ client }, inVpc(vpcId)), (page) => page.Subnets);
    return subnets.filter(({ DefaultForAz }) => DefaultForAz !== true);
  },
  "security groups": async (client, vpcId) => {
    const groups = await allOf(paginateDescribeSecurityGroups({ client }, inVpc(vpcId)), (page) => page.SecurityGroups);
    return groups.filter(({ GroupName }) => GroupName !== "default");
  },
  "route tables": async (client, vpcId) => {
    const tables = await allOf(paginateDescribeRouteTables({ client }, inVpc(vpcId)), (page) => page.RouteTables);
    return tables.filter(({ Associations = [] }) => !Associations.some(({ Main }) => Main === true));
  },
  "network ACLs": async (client, vpcId) => {
    const acls = await allOf(paginateDescribeNetworkAcls({ client }, inVpc(vpcId)), (page) => page.NetworkAcls);
    return acls.filter(({ IsDefault }) => IsDefault !== true);
  },
  endpoints: async (client, vpcId) => {
    const endpoints = await allOf(paginateDescribeVpcEndpoints({ client }, inVpc(vpcId)), (page) => page.VpcEndpoints);
    return endpoints.filter(({ State }) => State?.toLowerCase() !== "deleted");
  },
  "peering connections": async (client, vpcId) => {
    const status = { Name: "status-code", Values: LIVE_PEERINGS };
    const asRequester = { Filters: [status, { Name: "requester-vpc-info.vpc-id", Values: [vpcId] }] };
    const asAccepter = { Filters: [status, { Name: "accepter-vpc-info.vpc-id", Values: [vpcId] }] };
    const sides = [asRequester, asAccepter].map((side) =>
      allOf(paginateDescribeVpcPeeringConnections({ client }, side), (page) => page.VpcPeeringConnections),
    );
    return (await Promise.all(sides)).flat();
  },
  "VPN gateways": async (client, vpcId) => {
    const Filters = [{ Name: "attachment.vpc-id", Values: [vpcId] }];
    const { VpnGateways = [] } = await client.send(new DescribeVpnGatewaysCommand({ Filters }));
    return VpnGateways.filter(({ VpcAttachments = [] }) =>
      VpcAttachments.some(({ State, VpcId }) => VpcId === vpcId && State !== "detached"),
    );
  },
  "egress-only internet gateways": async (client, vpcId) => {
    const pages = paginateDescribeEgressOnlyInternetGateways({ client }, {});
    const gateways = await allOf(pages, (page) => page.EgressOnlyInternetGateways);
    return gateways.filter(({ Attachments = [] }) => Attachments.some(({ VpcId }) => VpcId === vpcId));
  },
};

/** What a default VPC holds besides what AWS put there: `network interfaces: 3`. */
export async function contentsOf(client: EC2Client, vpcId: string): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(FINDERS).map(async ([name, find]) => ({ name, count: (await find(client, vpcId)).length })),
  );
  return found.filter(({ count }) => count > 0).map(({ count, name }) => `${name}: ${count}`);
}

function inVpc(vpcId: string): { Filters: Filter[] } {
  return { Filters: [{ Name: "vpc-id", Values: [vpcId] }] };
}
