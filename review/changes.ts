import type { PlanJson, ResourceChange } from "./plan-json";
import type { RegionOf } from "./resource-regions";

/** What a plan would do to a stack. Holds addresses and actions, and no values. */
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
  readonly endangered: readonly Endangered[];
}

/** A resource that would be lost. */
export interface Endangered {
  readonly address: string;
  /** Absent where no region is known. */
  readonly region?: string;
  readonly action: "destroys" | "replaces";
  /** Names of the attributes that force a replacement, sorted. */
  readonly because: readonly string[];
}

export const NO_CHANGES: Changes = {
  ...{ add: 0, change: 0, destroy: 0, imported: 0, moved: 0, forgotten: 0, outputs: 0 },
  endangered: [],
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
    endangered: resources.filter(isDestroyed).map((resource) => endangered(resource, regionOf)),
  };
}

export function isDestroyed({ change: { actions } }: ResourceChange): boolean {
  return actions.includes("delete");
}

function endangered(resource: ResourceChange, regionOf: RegionOf): Endangered {
  const { actions, replace_paths: paths = [] } = resource.change;
  return {
    address: resource.deposed === undefined ? resource.address : `${resource.address} (left by a failed replacement)`,
    region: regionOf(resource),
    action: actions.includes("create") ? "replaces" : "destroys",
    because: [...new Set(paths.map(([attribute]) => String(attribute)))].sort(),
  };
}
