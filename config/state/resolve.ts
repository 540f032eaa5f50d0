import { accountsOf, slugIn } from "../accounts/resolve";
import type { Configuration } from "../schema";
import type { State } from "./settings";

/** Where Terraform keeps its state. */
export function stateOf({ accounts, name, state }: Pick<Configuration, "accounts" | "name" | "state">): State {
  if (state.backend === "local") {
    return state;
  }
  const { account, prefix = name } = state;
  return { ...state, prefix, account: account === undefined ? undefined : slugIn(accountsOf({ accounts }), account) };
}
