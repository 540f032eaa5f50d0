import { Ec2InstanceMetadataDefaults } from "@cdktf/provider-aws/lib/ec2-instance-metadata-defaults";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface InstanceMetadataDefaultsProps {
  readonly environment: Environment;
  /**
   * How many network hops an answer with a session token may go, 1 to 64: 1 reaches the instance itself, 2 its
   * containers, too.
   */
  readonly hopLimit: number;
  /**
   * Whether an instance can read its own tags.
   * @default "no-preference" - as the image says, or the request that starts the instance
   */
  readonly instanceTags?: "disabled" | "enabled" | "no-preference";
}

/**
 * Instances of an account in one region answer requests for their metadata with a session token only (IMDSv2), unless
 * the request that starts one says otherwise: a service control policy on `ec2:MetadataHttpTokens` can deny that. What
 * runs stays as it is.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
 */
export class InstanceMetadataDefaults extends Construct {
  constructor(scope: Construct, id: string, props: InstanceMetadataDefaultsProps) {
    super(scope, id);
    const { hopLimit, instanceTags = "no-preference", environment } = props;
    new Ec2InstanceMetadataDefaults(this, "Default", {
      ...inEnvironment(environment),
      httpTokens: "required",
      httpPutResponseHopLimit: hopLimit,
      instanceMetadataTags: instanceTags,
    });
  }
}
