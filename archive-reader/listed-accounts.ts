import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import type { KnownAccount } from "../log-integrity/enumerate";
import type { ReaderSettings } from "./reader-settings";
import { sourceError } from "./source-error";

/**
 * The accounts of the organization, as it lists them.
 *
 * @throws SourceError where they cannot be listed
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export async function listedAccounts(settings: ReaderSettings): Promise<KnownAccount[]> {
  const client = new OrganizationsClient(settings);
  const accounts: KnownAccount[] = [];
  try {
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      for (const { Id = "", JoinedTimestamp, State, Status } of Accounts) {
        accounts.push({
          id: Id,
          // Of a closed account, which is listed for 90 days, nobody says since when it is.
          // AWS replaces Status by State.
          isThere: !["CLOSED", "PENDING_CLOSURE", "SUSPENDED"].includes(State ?? Status ?? "ACTIVE"),
          ...(JoinedTimestamp === undefined ? {} : { from: JoinedTimestamp.getTime() }),
        });
      }
    }
  } catch (error) {
    throw sourceError(error);
  } finally {
    client.destroy();
  }
  return accounts;
}
