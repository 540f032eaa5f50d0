import { DescribeVpcsCommand, paginateDescribeInternetGateways, paginateDescribeSubnets } from "@aws-sdk/client-ec2";
import type { EC2Client } from "@aws-sdk/client-ec2";
import { contentsOf } from "./contents";
import { allOf } from "./pages";

/** The default VPC of an account in a region. */
export interface DefaultVpc {
  readonly vpcId: string;
  readonly cidr: string;
  readonly subnetIds: readonly string[];
  readonly internetGatewayIds: readonly string[];
  /** What AWS did not put there: `network interfaces: 3`; empty: nobody uses it. */
  readonly holds: readonly string[];
}

/** Reads the default VPC of a client's account and region, if there is one. */
export async function findDefaultVpc(client: EC2Client): Promise<DefaultVpc | undefined> {
  const Filters = [{ Name: "is-default", Values: ["true"] }];
  const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({ Filters }));
  const [{ CidrBlock: cidr = "", VpcId: vpcId } = {}] = Vpcs;
  if (vpcId === undefined) {
    return undefined;
  }
  return {
    vpcId,
    cidr,
    subnetIds: await defaultSubnets(client, vpcId),
    internetGatewayIds: await internetGateways(client, vpcId),
    holds: await contentsOf(client, vpcId),
  };
}

async function defaultSubnets(client: EC2Client, vpcId: string): Promise<string[]> {
  const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
  const subnets = await allOf(paginateDescribeSubnets({ client }, { Filters }), ({ Subnets }) => Subnets);
  const byDefault = subnets.filter(({ DefaultForAz }) => DefaultForAz === true);
  return byDefault.map(({ SubnetId = "" }) => SubnetId).sort();
}

async function internetGateways(client: EC2Client, vpcId: string): Promise<string[]> {
  const Filters = [{ Name: "attachment.vpc-id", Values: [vpcId] }];
  const pages = paginateDescribeInternetGateways({ client }, { Filters });
  const gateways = await allOf(pages, ({ InternetGateways }) => InternetGateways);
  return gateways.map(({ InternetGatewayId = "" }) => InternetGatewayId).sort();
}
