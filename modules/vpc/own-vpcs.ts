import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { Construct } from "constructs";
import { at } from "../place";
import type { Place } from "../place";

export interface OwnVpcsProps {
  readonly place: Place;
  /**
   * Which of them.
   * @default "all"
   */
  readonly kind?: "all" | "default";
}

/**
 * The VPCs that an account has in one region when Terraform plans, whoever made them. VPCs that other accounts share with it
 * are left out: only their owner can change them or log all their traffic.
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

  constructor(scope: Construct, id: string, { kind = "all", place }: OwnVpcsProps) {
    super(scope, id);
    const vpcs = new DataAwsVpcs(this, "Default", {
      ...at(place),
      filter: [
        { name: "owner-id", values: [place.accountId] },
        ...(kind === "default" ? [{ name: "is-default", values: ["true"] }] : []),
      ],
    });
    this.ids = vpcs.ids;
    this.idsExpression = `data.${vpcs.terraformResourceType}.${vpcs.friendlyUniqueId}.ids`;
  }
}
