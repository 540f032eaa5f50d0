import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { HsmNetwork } from "./network";
import { CLIENT_HOST_SUBNET, subnetCidr } from "./subnet-cidrs";

export interface PublicSubnetProps {
  readonly environment: Environment;
  readonly name: string;
  readonly network: HsmNetwork;
}

/**
 * A way out of the VPC of the HSMs for the client host alone, in a subnet of its own; the HSMs' subnets have none. It gives
 * no public address by itself.
 */
export class PublicSubnet extends Construct {
  readonly subnetId: string;
  /** A host has no way out before. */
  readonly route: ITerraformDependable;

  constructor(scope: Construct, id: string, { environment, name, network }: PublicSubnetProps) {
    super(scope, id);
    const { cidr, subnets, vpcId } = network;
    const gateway = new InternetGateway(this, "gateway", {
      ...inEnvironment(environment),
      vpcId,
      tags: { Name: name },
    });
    const routes = new RouteTable(this, "routes", {
      ...inEnvironment(environment),
      vpcId,
      route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
      tags: { Name: name },
    });
    const subnet = new Subnet(this, "Default", {
      ...inEnvironment(environment),
      vpcId,
      availabilityZone: subnets[0]?.availabilityZone,
      cidrBlock: subnetCidr(cidr, CLIENT_HOST_SUBNET),
      mapPublicIpOnLaunch: false,
      tags: { Name: name },
    });
    this.route = new RouteTableAssociation(this, "association", {
      ...inEnvironment(environment),
      routeTableId: routes.id,
      subnetId: subnet.id,
    });
    this.subnetId = subnet.id;
  }
}
