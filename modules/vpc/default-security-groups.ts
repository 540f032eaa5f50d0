import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { OwnVpcs } from "./own-vpcs";

export type StripDefaultSecurityGroupsProps = EnvironmentProps;

/**
 * Takes all rules from the default security group of every VPC that exists in an account and region when Terraform plans,
 * whoever made it, and again when someone adds one. What is in the group, such as an instance that was started without
 * another, is cut off at once. The group's tags are replaced by those of the provider, too.
 *
 * AWS lets nobody delete the group. Destroying this neither deletes it nor brings its rules back.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export class StripDefaultSecurityGroups extends Construct {
  /** The groups, an instance for each VPC. */
  readonly securityGroups: DefaultSecurityGroup;

  constructor(scope: Construct, id: string, props: StripDefaultSecurityGroupsProps = {}) {
    super(scope, id);
    const environment = environmentOf(scope, id, props);
    const vpcs = TerraformIterator.fromList(new OwnVpcs(this, "vpcs", { environment }).ids);
    this.securityGroups = new DefaultSecurityGroup(this, "Default", {
      ...inEnvironment(environment),
      forEach: vpcs,
      vpcId: vpcs.value as string,
      // Left out, the rules would be removed once, and those that someone adds later would never be noticed.
      ingress: [],
      egress: [],
    });
  }
}
