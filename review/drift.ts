import { actionOf } from "./actions";
import { attributesOf } from "./attributes";
import type { AttributeChange } from "./attributes";
import { countsOf } from "./counts";
import type { ChangeCounts } from "./counts";
import { maskedChange } from "./masking";
import type { PlanJson, ResourceChange } from "./plan-json";
import { regionsOf } from "./resource-regions";

/** What differs between AWS, the state and the configuration of a stack. What is sensitive is masked. */
export interface StackDrift {
  /** What somebody changed, and Terraform would put back as the configuration says. */
  readonly drifted: readonly DriftedResource[];
  /** What somebody deleted. */
  readonly vanished: readonly DriftPlace[];
  /** What changed where the configuration says nothing of it: AWS's own doing, for the most part. It stays. */
  readonly unmanaged: readonly DriftedResource[];
  /** What the configuration would change besides: it is not applied yet. */
  readonly pending: ChangeCounts;
}

export interface DriftPlace {
  readonly address: string;
  readonly type: string;
  /** Absent where no region is known. */
  readonly region?: string;
}

export interface DriftedResource extends DriftPlace {
  /** What is not as Terraform left it: before is what it left, after what is there. */
  readonly attributes: readonly AttributeChange[];
  /** How many arguments more there are. */
  readonly more: number;
}

/**
 * Takes apart what a plan would change: by what somebody changed outside of Terraform, and by the configuration. A resource that
 * somebody changed counts there alone, whatever the configuration would change of it besides.
 */
export function driftOf(plan: PlanJson): StackDrift {
  const regionOf = regionsOf(plan);
  const changes = managed(plan.resource_changes);
  const planned = new Map(
    changes
      // What a failed replacement has left has the address of what took its place.
      .filter((resource) => resource.deposed === undefined && !STAYS.has(actionOf(resource)))
      .map((resource) => [resource.address, resource]),
  );
  const placeOf = (resource: ResourceChange): DriftPlace => {
    const region = regionOf(resource);
    const { address, type } = resource;
    return { address, type, ...(region === undefined ? {} : { region }) };
  };
  const drift = managed(plan.resource_drift);
  const vanished = drift.filter((resource) => actionOf(resource) === "delete").map(placeOf);
  const changed = drift.filter((resource) => actionOf(resource) === "update");
  const described = (resource: ResourceChange): DriftedResource => ({
    ...placeOf(resource),
    ...attributesOf(maskedChange(resource)),
  });
  const isDrift = (resource: ResourceChange): boolean => isPutBack(resource, planned.get(resource.address));
  const drifted = changed.filter(isDrift).map(described);
  const apart = new Set([...drifted, ...vanished].map(({ address }) => address));
  return {
    drifted,
    vanished,
    unmanaged: changed
      .filter((resource) => !isDrift(resource))
      .map(described)
      .filter(({ attributes }) => attributes.length > 0),
    pending: countsOf(
      changes.filter(({ address }) => !apart.has(address)),
      // Values of outputs follow what somebody changed, too.
      apart.size === 0 ? plan : { ...plan, output_changes: {} },
    ),
  };
}

/** Whether an argument that is not as it was would be changed by what is planned. */
function isPutBack({ change: { after, before } }: ResourceChange, planned: ResourceChange | undefined): boolean {
  if (planned === undefined) {
    return false;
  }
  const { after: will, after_unknown: unknown, before: is } = planned.change;
  const differs = (one: unknown, other: unknown): boolean =>
    JSON.stringify(one ?? null) !== JSON.stringify(other ?? null);
  return Object.keys({ ...before, ...after }).some(
    (name) =>
      differs(before?.[name], after?.[name]) &&
      unknown?.[name] !== true &&
      (will == null || differs(is?.[name], will[name])),
  );
}

const STAYS: ReadonlySet<string> = new Set(["nothing", "read", "move"]);

function managed(resources: readonly ResourceChange[] = []): readonly ResourceChange[] {
  return resources.filter(({ mode }) => mode === "managed");
}
