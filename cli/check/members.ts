import type { LandingZone } from "../../config/landing-zone";
import type { CheckClients } from "./check";
import { slugsById } from "./slugs";

/** An account of the organization, as checks of what every account has see it. */
export interface Member {
  /** Twelve digits. */
  readonly id: string;
  /** Its slug; its id where the file does not have it. */
  readonly label: string;
  /** Whether it is neither suspended nor about to be closed or activated: AWS deploys nothing to those. */
  readonly isActive: boolean;
  /** Whether the file says that it leaves. */
  readonly isLeaving: boolean;
}

/** Every account of the organization: what AWS deploys to all reaches those, too, that the file does not have. */
export async function membersOf(
  { accounts }: Pick<LandingZone, "accounts">,
  clients: Pick<CheckClients, "accountId" | "organizationAccounts">,
): Promise<Member[]> {
  const slugs = await slugsById(accounts, clients);
  const leaving = new Set(accounts.filter((account) => account.leaving === true).map(({ slug }) => slug));
  return (await clients.organizationAccounts()).map(({ id, isActive }) => {
    const label = slugs.get(id) ?? id;
    return { id, label, isActive, isLeaving: leaving.has(label) };
  });
}
