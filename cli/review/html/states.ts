import type { FillName } from "../../html/palette";
import type { ReviewReport } from "../../../review/report";
import type { Severity } from "../../../review/rules";

/** What an account, or a stack in it, is: the worst of what happens there. */
export type State = Severity | "acknowledged" | "changed" | "unchanged";

/** How each of them looks; the sign says the same to whoever sees no colours. The worst first. */
export const STATES: Readonly<
  Record<State, { readonly sign: string; readonly name: string; readonly fill: FillName }>
> = {
  critical: { sign: "C", name: "critical danger", fill: "red" },
  high: { sign: "H", name: "high danger", fill: "orange" },
  medium: { sign: "M", name: "medium danger", fill: "purple" },
  acknowledged: { sign: "A", name: "acknowledged danger", fill: "grey" },
  changed: { sign: "~", name: "changes without danger", fill: "blue" },
  unchanged: { sign: "–", name: "no change", fill: "plain" },
};

const ORDER = Object.keys(STATES) as State[];

/** The worst state by stack, and by account. */
export interface Worst {
  readonly stacks: ReadonlyMap<string, State>;
  readonly accounts: ReadonlyMap<string, State>;
}

export function worstOf({ dangers, stacks }: ReviewReport): Worst {
  const [ofStacks, ofAccounts] = [new Map<string, State>(), new Map<string, State>()];
  const put = (map: Map<string, State>, key: string, state: State): void => {
    const known = map.get(key);
    if (known === undefined || ORDER.indexOf(state) < ORDER.indexOf(known)) map.set(key, state);
  };
  for (const { account, isChanged, stack } of stacks) {
    put(ofStacks, stack, isChanged ? "changed" : "unchanged");
    put(ofAccounts, account, isChanged ? "changed" : "unchanged");
  }
  for (const { acknowledged, places, severity } of dangers) {
    for (const { account, stack } of places) {
      const state = acknowledged === undefined ? severity : "acknowledged";
      put(ofStacks, stack, state);
      put(ofAccounts, account, state);
    }
  }
  return { stacks: ofStacks, accounts: ofAccounts };
}
