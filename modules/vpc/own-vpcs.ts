import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface OwnVpcsProps {
  readonly environment: Environment;
  /**
   * Which of them.
   * @default "all"
   */
  readonly kind?: "all" | "default";
}

/**
 * The VPCs that an account has in one region when Terraform plans, whoever made them. VPCs that other accounts share
 * with it are excluded: only their owner can change them or log all their traffic.
 *
 * Give this no `dependsOn`: the ids would be known too late for `for_each`.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
export class OwnVpcs extends Construct {
  readonly ids: string[];
  /** The same in Terraform's own words, for blocks that cdktf does not know. */
  readonly idsExpression: string;

  constructor(scope: Construct, id: string, { kind = "all", environment }: OwnVpcsProps) {
    super(scope, id);
    const vpcs = new DataAwsVpcs(this, "Default", {
      ...inEnvironment(environment),
      filter: [
        { name: "owner-id", values: [environment.accountId] },
        ...(kind === "default" ? [{ name: "is-default", values: ["true"] }] : []),
      ],
    });
    this.ids = vpcs.ids;
    this.idsExpression = `data.${vpcs.terraformResourceType}.${vpcs.friendlyUniqueId}.ids`;
  }
}
