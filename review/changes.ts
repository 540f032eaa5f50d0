import { changesOfLogBuckets } from "./break-glass";
import { dangersOf, isDestroyed } from "./dangers";
import type { Endangered } from "./dangers";
import type { PlanJson, ResourceChange } from "./plan-json";
import type { RegionOf } from "./resource-regions";

/**
 * What a plan would do to a stack. Holds addresses and actions, and no values but parents of accounts, service principals and
 * policy types.
 */
export interface Changes {
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
  /** What would be lost. */
  readonly endangered: readonly Endangered[];
  /** Settings of log buckets that exist, which only the break-glass role may change. */
  readonly ofLogBuckets: readonly string[];
  /** What was deleted outside of Terraform, which makes it again if it is in the configuration. */
  readonly vanished: readonly Vanished[];
}

/** A resource that does not exist any more, though nothing of the configuration removed it. */
export interface Vanished {
  readonly address: string;
  /** Absent where no region is known. */
  readonly region?: string;
}

export const NO_CHANGES: Changes = {
  add: 0,
  change: 0,
  destroy: 0,
  imported: 0,
  moved: 0,
  forgotten: 0,
  outputs: 0,
  endangered: [],
  ofLogBuckets: [],
  vanished: [],
};

/** Counts what a plan would do, and finds what it would destroy. */
export function changesOf(plan: PlanJson, regionOf: RegionOf): Changes {
  const resources = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const count = (matches: (resource: ResourceChange) => boolean): number => resources.filter(matches).length;
  return {
    add: count(({ change }) => change.actions.includes("create")),
    change: count(({ change }) => change.actions.includes("update")),
    destroy: count(isDestroyed),
    imported: count(({ change }) => change.importing !== undefined),
    moved: count(({ address, previous_address: previous }) => previous !== undefined && previous !== address),
    forgotten: count(({ change }) => change.actions.includes("forget")),
    outputs: Object.values(plan.output_changes ?? {}).filter(({ actions }) => !actions.includes("no-op")).length,
    endangered: resources.flatMap((resource) => dangersOf(resource, regionOf, resources)),
    ofLogBuckets: changesOfLogBuckets(plan),
    vanished: (plan.resource_drift ?? [])
      .filter((resource) => resource.mode === "managed" && isDestroyed(resource))
      .map((resource) => ({ address: resource.address, region: regionOf(resource) })),
  };
}
