import { accountsOf } from "../accounts/resolve";
import type { GuardrailInput } from "../guardrails/statement";
import type { Configuration } from "../schema";
import { stateOf } from "./resolve";

/**
 * What guardrails have to know of the states: nothing where they are on this machine or in the management account, where no policy of
 * the organization holds.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export function guardedStates({
  accounts,
  name,
  state,
}: Pick<Configuration, "accounts" | "name" | "state">): GuardrailInput["states"] {
  const resolved = stateOf({ accounts, name, state });
  const all = accountsOf({ accounts });
  const account = resolved.backend === "local" ? undefined : all.accounts.find(({ slug }) => slug === resolved.account);
  return resolved.backend === "local" || account?.id === undefined || account.slug === all.management.slug
    ? undefined
    : {
        bucket: resolved.bucket,
        accountId: account.id,
        managementId: all.management.id,
        roleArn: resolved.roleArn,
      };
}
