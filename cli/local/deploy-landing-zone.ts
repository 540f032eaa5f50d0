import { ActivateOrganizationsAccessCommand, CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { LandingZone } from "../../config/landing-zone";
import type { AccountClients } from "../../terraform/account-clients";
import type { DeployOptions } from "./deploy";
import { deploy } from "./deploy";

/**
 * Deploys a landing zone as its users would, with what they do by hand: with StackSets, CloudFormation is let into the
 * organization, for which Terraform has no resource.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export async function deployLandingZone(
  landingZone: LandingZone,
  clients: AccountClients,
  options: DeployOptions,
): Promise<void> {
  if (landingZone.baseline.deployment === "stacksets") {
    await deploy({ ...options, stacks: ["organization"] });
    const client = new CloudFormationClient(await clients.settings(landingZone.management));
    await client.send(new ActivateOrganizationsAccessCommand({}));
  }
  await deploy(options);
}
