import { DataAwsVpcEndpointService } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service";
import type { Precondition } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface ZoneSupportProps {
  readonly environment: Environment;
  /** Zones that are to have HSMs. */
  readonly availabilityZones: readonly string[];
}

/**
 * Asks AWS which zones have CloudHSM: those that its VPC endpoint service is in.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/cloudhsm-vpc-endpoint.html
 */
export class ZoneSupport extends Construct {
  /** Refuses what would be made in a zone without CloudHSM. */
  readonly precondition: Precondition;

  constructor(scope: Construct, id: string, { availabilityZones, environment }: ZoneSupportProps) {
    super(scope, id);
    const service = new DataAwsVpcEndpointService(this, "Default", {
      ...inEnvironment(environment),
      service: "cloudhsmv2",
      serviceType: "Interface",
    });
    const zones = `data.${service.terraformResourceType}.${service.friendlyUniqueId}.availability_zones`;
    const lacking = `setsubtract(${JSON.stringify(availabilityZones)}, ${zones})`;
    this.precondition = {
      condition: `\${length(${lacking}) == 0}`,
      errorMessage:
        `CloudHSM is not in \${join(", ", ${lacking})}. ` +
        `Zones of ${environment.region} that have it: \${join(", ", ${zones})}.`,
    };
  }
}
