import {
  DeleteInternetGatewayCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DetachInternetGatewayCommand,
} from "@aws-sdk/client-ec2";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { DefaultVpc } from "./find";

/** What AWS answers about something that another run, or somebody else, has deleted already. */
const ALREADY_DONE = /\.NotFound$|^Gateway\.NotAttached$/;

/**
 * Deletes a default VPC that holds nothing but what AWS put there: its subnets, its internet gateway, then itself. Where it
 * has come into use meanwhile AWS refuses; what is left, the next run goes on with.
 *
 * @param onDeleted called with the id of everything that is deleted
 */
export async function deleteDefaultVpc(
  client: EC2Client,
  { holds, internetGatewayIds, subnetIds, vpcId }: DefaultVpc,
  onDeleted: (id: string) => void,
): Promise<void> {
  if (holds.length > 0) {
    throw new Error(`${vpcId} is in use: ${holds.join(", ")}`);
  }
  for (const id of subnetIds) {
    await unlessDone(() => client.send(new DeleteSubnetCommand({ SubnetId: id })));
    onDeleted(id);
  }
  for (const id of internetGatewayIds) {
    await unlessDone(() => client.send(new DetachInternetGatewayCommand({ InternetGatewayId: id, VpcId: vpcId })));
    await unlessDone(() => client.send(new DeleteInternetGatewayCommand({ InternetGatewayId: id })));
    onDeleted(id);
  }
  await unlessDone(() => client.send(new DeleteVpcCommand({ VpcId: vpcId })));
  onDeleted(vpcId);
}

async function unlessDone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error && ALREADY_DONE.test(error.name))) {
      throw error;
    }
  }
}
