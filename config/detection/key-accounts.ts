import { accountsOf } from "../accounts/resolve";
import { archiveOf } from "../archive/resolve";
import type { Configuration } from "../schema";
import { stateOf } from "../state/resolve";

/**
 * Ids of the accounts that have keys of the landing zone, sorted: the management account that of the trail's log group, the audit
 * account those of the topics, and whoever else has the keys of logs, of their copies and of Terraform's states.
 *
 * @returns twelve digits each, or the placeholder of an account that AWS has yet to make
 */
export function keyAccountIdsOf({
  accounts,
  archive,
  name,
  state,
}: Pick<Configuration, "accounts" | "archive" | "name" | "state">): string[] {
  const all = accountsOf({ accounts });
  const { logKeyAccount, replica } = archiveOf(archive, all);
  const states = stateOf({ accounts, name, state });
  const slugs = [
    all.management.slug,
    all.audit.slug,
    all.logArchive.slug,
    logKeyAccount,
    replica?.account,
    states.backend === "local" ? undefined : states.account,
  ];
  return all.accounts
    .filter(({ slug }) => slugs.includes(slug))
    .map(({ id, slug }) => id ?? accountIdToCome(slug))
    .sort();
}

/** Placeholder in patterns for the id of an account that AWS has yet to make: like no id and no name. */
export function accountIdToCome(slug: string): string {
  return `<${slug}>`;
}
