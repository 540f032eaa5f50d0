import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { subnetCidr } from "./subnet-cidrs";

export interface HsmNetworkProps {
  readonly environment: Environment;
  /** What the VPC and its parts are called. */
  readonly name: string;
  /** First address and prefix length, /16 to /24. */
  readonly cidr: string;
  /** Zones with a subnet each, at most 15. */
  readonly availabilityZones: readonly string[];
}

/** A subnet for HSMs. */
export interface HsmSubnet {
  readonly availabilityZone: string;
  readonly subnetId: string;
}

/**
 * A VPC for HSMs and nothing else, with a private subnet in each zone. No route leads out of it: KMS reaches the HSMs by
 * network interfaces that it makes in these subnets. Its default security group allows nothing.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-vpc.html
 */
export class HsmNetwork extends Construct {
  readonly vpcId: string;
  readonly cidr: string;
  /** In the order of the zones. */
  readonly subnets: readonly HsmSubnet[];

  constructor(scope: Construct, id: string, { availabilityZones, cidr, environment, name }: HsmNetworkProps) {
    super(scope, id);
    const vpc = new Vpc(this, "Default", {
      ...inEnvironment(environment),
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    });
    new DefaultSecurityGroup(this, "default-security-group", {
      ...inEnvironment(environment),
      vpcId: vpc.id,
      // Left out, the rules would be removed once, and those that someone adds later would never be noticed.
      ingress: [],
      egress: [],
    });
    const routes = new RouteTable(this, "routes", {
      ...inEnvironment(environment),
      vpcId: vpc.id,
      // The same: a way out that someone adds is removed.
      route: [],
      tags: { Name: name },
    });
    this.vpcId = vpc.id;
    this.cidr = cidr;
    this.subnets = availabilityZones.map((availabilityZone, index) => {
      const subnet = new Subnet(this, `subnet-${availabilityZone}`, {
        ...inEnvironment(environment),
        vpcId: vpc.id,
        availabilityZone,
        cidrBlock: subnetCidr(cidr, index),
        mapPublicIpOnLaunch: false,
        tags: { Name: `${name}-${availabilityZone}` },
      });
      new RouteTableAssociation(this, `routes-${availabilityZone}`, {
        ...inEnvironment(environment),
        routeTableId: routes.id,
        subnetId: subnet.id,
      });
      return { availabilityZone, subnetId: subnet.id };
    });
  }
}
