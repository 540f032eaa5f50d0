import type { LandingZone } from "../config/landing-zone";
import { leavesOf } from "./leaves";
import type { Leaf } from "./leaves";
import { remoteReference } from "./stacks";
import type { SynthesizedStack } from "./stacks";

/**
 * Stacks with ids of accounts and of the organization in place of references to them, of other stacks' outputs as well.
 *
 * @param landingZone one whose ids are all known, as `withStandIns` makes them
 */
export function withIds(landingZone: LandingZone, stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  const own = new Map(stacks.map((stack) => [stack.id, leavesOf(landingZone, stack)]));
  const remote = stacks.flatMap(({ id, output }) =>
    Object.entries(output).flatMap(([name, block]) =>
      (own.get(id) ?? [])
        .filter(({ reference }) => reference === block.value)
        .map(({ value }): Leaf => ({ value, reference: remoteReference(id, name) })),
    ),
  );
  return stacks.map((stack) => {
    const leaves = [...(own.get(stack.id) ?? []), ...remote];
    const text = JSON.stringify(stack.resource);
    const resolved = leaves.reduce((all, { reference, value }) => all.replaceAll(reference, value), text);
    return resolved === text ? stack : { ...stack, resource: JSON.parse(resolved) as SynthesizedStack["resource"] };
  });
}
