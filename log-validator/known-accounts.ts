import type { KnownAccount } from "../log-integrity/enumerate";
import { SourceError } from "../log-integrity/sources";
import type { Services } from "./services";
import type { Item, Table } from "./table";

export interface Accounts {
  readonly accounts: readonly KnownAccount[];
  /** Why the organization could not be asked. */
  readonly problem?: SourceError;
}

const ACCOUNTS = "account";

/**
 * The accounts of the organization, and those that it had: one that is not in it any more left after it was seen there last.
 * Where the organization cannot be asked, those that were seen in it are still there.
 */
export async function knownAccounts({
  accounts,
  now,
  table,
}: Pick<Services, "accounts" | "now" | "table">): Promise<Accounts> {
  const known = new Map<string, Item>();
  for await (const item of table.query(ACCOUNTS)) {
    known.set(item.sk, item);
  }
  let listed: readonly KnownAccount[];
  try {
    listed = await accounts();
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    return { accounts: [...known.values()].map(accountOf), problem: error };
  }
  const time = now();
  const all: KnownAccount[] = [];
  for (const account of listed) {
    const { id, isThere } = account;
    all.push(isThere ? account : { ...account, ...endOf(await leave(table, known.get(id))) });
    if (isThere) {
      await table.put({
        pk: ACCOUNTS,
        sk: id,
        seen: time,
        ...(account.from === undefined ? {} : { joined: account.from }),
      });
    }
    known.delete(id);
  }
  for (const [id, item] of known) {
    all.push({ ...accountOf(item), id, isThere: false, ...endOf(await leave(table, item)) });
  }
  return { accounts: all };
}

/** Notes that an account is gone. */
async function leave(table: Table, item: Item | undefined): Promise<Item | undefined> {
  if (item === undefined || item.left !== undefined) {
    return item;
  }
  const left = { ...item, left: Number(item.seen) };
  await table.put(left);
  return left;
}

function endOf(item: Item | undefined): { readonly to?: number } {
  return item?.left === undefined ? {} : { to: Number(item.left) };
}

function accountOf(item: Item): KnownAccount {
  return {
    id: item.sk,
    isThere: item.left === undefined,
    ...(item.joined === undefined ? {} : { from: Number(item.joined) }),
    ...endOf(item),
  };
}
