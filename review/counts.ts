import { actionsOf } from "./actions";
import type { PlanJson, ResourceChange } from "./plan-json";

/** How many resources and outputs a plan changes. */
export interface ChangeCounts {
  /** Resources; one that is replaced counts here and in `destroy`. */
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  /** Resources that exist already and come into the state. */
  readonly imported: number;
  /** Resources that get another address. */
  readonly moved: number;
  /** Resources that leave the state and stay. */
  readonly forgotten: number;
  /** Values for other stacks that change. */
  readonly outputs: number;
}

export const NO_COUNTS: ChangeCounts = {
  add: 0,
  change: 0,
  destroy: 0,
  imported: 0,
  moved: 0,
  forgotten: 0,
  outputs: 0,
};

/** @param resources the managed ones of the plan */
export function countsOf(resources: readonly ResourceChange[], plan: PlanJson): ChangeCounts {
  const count = (matches: (resource: ResourceChange) => boolean): number => resources.filter(matches).length;
  const actions = new Map<string, number>();
  for (const action of resources.flatMap(({ change }) => actionsOf(change))) {
    actions.set(action, (actions.get(action) ?? 0) + 1);
  }
  return {
    add: actions.get("create") ?? 0,
    change: actions.get("update") ?? 0,
    destroy: actions.get("delete") ?? 0,
    imported: count(({ change }) => change.importing != null),
    moved: count(({ address, previous_address: previous }) => previous !== undefined && previous !== address),
    forgotten: actions.get("forget") ?? 0,
    outputs: Object.values(plan.output_changes ?? {}).filter((output) => !actionsOf(output).includes("no-op")).length,
  };
}
