import type { EC2Client } from "@aws-sdk/client-ec2";
import type { Account } from "../../config/accounts/settings";
import { deleteDefaultVpc } from "./delete";
import { findDefaultVpc } from "./find";
import type { EnvironmentReport } from "./report";

export interface Visit {
  readonly account: Account;
  readonly region: string;
  /** Opens the client of the account and the region. */
  readonly open: () => Promise<EC2Client>;
  /** Whether to delete the default VPC if it is empty. */
  readonly remove: boolean;
  /** Called with the id of everything that is deleted. */
  readonly onDeleted: (id: string) => void;
}

/** Looks at the default VPC of one account in one region. Never rejects: others have to be visited, too. */
export async function visit({
  account: { slug: account },
  onDeleted,
  open,
  region,
  remove,
}: Visit): Promise<EnvironmentReport> {
  let found: Pick<EnvironmentReport, "vpcId" | "cidr" | "holds"> = {};
  try {
    const client = await open();
    const vpc = await findDefaultVpc(client);
    if (vpc === undefined) {
      return { account, region, state: "none" };
    }
    const { cidr, holds, vpcId } = vpc;
    found = { vpcId, cidr, holds };
    if (holds.length > 0) {
      return { account, region, state: "in use", ...found };
    }
    if (remove) {
      await deleteDefaultVpc(client, vpc, onDeleted);
    }
    return { account, region, state: remove ? "deleted" : "empty", ...found };
  } catch (error) {
    return { account, region, state: "failed", ...found, problem: describe(error) };
  }
}

function describe(error: unknown): string {
  // The AWS SDK names an error after AWS's code of it.
  return error instanceof Error && error.name !== "Error" ? `${error.name}: ${error.message}` : messageOf(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
