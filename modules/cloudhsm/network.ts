import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkAddressable, checkFormats, checkNumberOf, isKnown, nameOf, pathOf, refuse } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { jointly } from "../waiting";
import { isFirstAddress, subnetCidr } from "./subnet-cidrs";
import { checkZone } from "./zones";

/** The environment is the account of the HSMs, in their region. */
export interface HsmNetworkProps extends EnvironmentProps {
  /**
   * What the VPC and its parts are called: their tag `Name`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly name?: string;
  /**
   * First address of the block and prefix length, /16 to /24.
   * @default "10.111.0.0/24"
   */
  readonly cidr?: string;
  /** Zones of the region with a subnet each, such as `eu-west-1a`, written; at most 15. */
  readonly availabilityZones: readonly string[];
}

/** A subnet for HSMs. */
export interface HsmSubnet {
  /** `eu-west-1a` */
  readonly availabilityZone: string;
  /** `subnet-...` */
  readonly subnetId: string;
}

/** Sixteen subnets, one of which is kept for a host. */
const MOST_ZONES = 15;

/**
 * A VPC for HSMs and nothing else, with a private subnet in each zone. No route leads out of it: KMS reaches the HSMs by
 * network interfaces that it makes in these subnets. Its default security group allows nothing.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-vpc.html
 */
export class HsmNetwork extends Construct {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Its addresses. */
  readonly cidr: string;
  /** In the order of the zones. */
  readonly subnets: readonly HsmSubnet[];
  /** The VPC itself. */
  readonly vpc: Vpc;
  /** All subnets with their routes, and the closed security group. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: HsmNetworkProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { availabilityZones, cidr = "10.111.0.0/24", name = nameOf(where) } = props;
    checkFormats(
      where,
      { availabilityZones, cidr },
      { availabilityZones: FORMATS.availabilityZone, cidr: FORMATS.hsmNetwork },
    );
    checkNumberOf(where, "availabilityZones", availabilityZones, MOST_ZONES);
    checkAddressable(where, "availabilityZones", availabilityZones);
    if (isKnown(cidr) && !isFirstAddress(cidr)) {
      refuse(where, "cidr", { got: cidr, allowed: "the first address of the block" });
    }
    const environment = environmentOf(scope, id, props);
    for (const [index, zone] of availabilityZones.entries()) {
      checkZone(where, `availabilityZones[${index}]`, zone, environment);
    }
    const vpc = new Vpc(this, "Default", {
      ...inEnvironment(environment),
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    });
    const closed = new DefaultSecurityGroup(this, "default-security-group", {
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
    const parts: ITerraformDependable[] = [closed];
    this.subnets = availabilityZones.map((availabilityZone, index) => {
      const subnet = new Subnet(this, `subnet-${availabilityZone}`, {
        ...inEnvironment(environment),
        vpcId: vpc.id,
        availabilityZone,
        cidrBlock: subnetCidr(cidr, index),
        mapPublicIpOnLaunch: false,
        tags: { Name: `${name}-${availabilityZone}` },
      });
      parts.push(
        new RouteTableAssociation(this, `routes-${availabilityZone}`, {
          ...inEnvironment(environment),
          routeTableId: routes.id,
          subnetId: subnet.id,
        }),
      );
      return { availabilityZone, subnetId: subnet.id };
    });
    this.vpc = vpc;
    this.ready = jointly(this, parts);
  }
}
