import { Ec2InstanceMetadataDefaults } from "@cdktf/provider-aws/lib/ec2-instance-metadata-defaults";
import { Construct } from "constructs";
import { checkOneOf, checkWhole, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

export interface InstanceMetadataDefaultsProps extends EnvironmentProps {
  /**
   * How many network hops an answer with a session token may go, 1 to 64: 1 reaches the instance itself, 2 its
   * containers, too.
   * @default 1
   */
  readonly hopLimit?: number;
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
  /** The setting itself. */
  readonly defaults: Ec2InstanceMetadataDefaults;

  constructor(scope: Construct, id: string, props: InstanceMetadataDefaultsProps = {}) {
    super(scope, id);
    const { hopLimit = 1, instanceTags = "no-preference" } = props;
    checkWhole(pathOf(scope, id), "hopLimit", hopLimit, 1, 64);
    checkOneOf(pathOf(scope, id), "instanceTags", instanceTags, ["disabled", "enabled", "no-preference"]);
    const environment = environmentOf(scope, id, props);
    this.defaults = new Ec2InstanceMetadataDefaults(this, "Default", {
      ...inEnvironment(environment),
      httpTokens: "required",
      httpPutResponseHopLimit: hopLimit,
      instanceMetadataTags: instanceTags,
    });
  }
}
