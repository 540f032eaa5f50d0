import type { Configuration } from "../schema";
import type { State } from "./settings";

/** Where Terraform keeps its state. */
export function stateOf({ name, state }: Pick<Configuration, "name" | "state">): State {
  return state.backend === "local" ? state : { ...state, prefix: state.prefix ?? name };
}
