import { changesOfLogBuckets } from "./break-glass";
import { countsOf, NO_COUNTS } from "./counts";
import type { ChangeCounts } from "./counts";
import { dangersOf, isDestroyed } from "./dangers";
import type { Endangered } from "./dangers";
import type { PlanJson } from "./plan-json";
import type { RegionOf } from "./resource-regions";

/**
 * What a plan would do to a stack. Holds addresses and actions, and no values but parents of accounts, service principals and
 * policy types.
 */
export interface Changes extends ChangeCounts {
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
  ...NO_COUNTS,
  endangered: [],
  ofLogBuckets: [],
  vanished: [],
};

/** Counts what a plan would do, and finds what it would destroy. */
export function changesOf(plan: PlanJson, regionOf: RegionOf): Changes {
  const resources = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  return {
    ...countsOf(resources, plan),
    endangered: resources.flatMap((resource) => dangersOf(resource, regionOf, resources)),
    ofLogBuckets: changesOfLogBuckets(plan),
    vanished: (plan.resource_drift ?? [])
      .filter((resource) => resource.mode === "managed" && isDestroyed(resource))
      .map((resource) => ({ address: resource.address, region: regionOf(resource) })),
  };
}
