import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import type { HsmSubnet } from "./network";

export interface ExistingSubnetsProps {
  readonly environment: Environment;
  /** Zones, and the id of the subnet that is in each. */
  readonly subnets: readonly HsmSubnet[];
}

/** Subnets that exist already, of which a plan checks that each is private and in its zone. */
export class ExistingSubnets extends Construct {
  readonly subnets: readonly HsmSubnet[];

  constructor(scope: Construct, id: string, { environment, subnets }: ExistingSubnetsProps) {
    super(scope, id);
    this.subnets = subnets.map(({ availabilityZone, subnetId }) => {
      const subnet = new DataAwsSubnet(this, availabilityZone, {
        ...inEnvironment(environment),
        id: subnetId,
        lifecycle: {
          postcondition: [
            {
              condition: `\${self.availability_zone == "${availabilityZone}"}`,
              errorMessage: `The subnet ${subnetId} has to be in ${availabilityZone}, and is in \${self.availability_zone}.`,
            },
            {
              condition: "${!self.map_public_ip_on_launch}",
              errorMessage: `The subnet ${subnetId} gives public addresses to what is started in it; HSMs belong in a private one.`,
            },
          ],
        },
      });
      return { availabilityZone, subnetId: subnet.id };
    });
  }
}
