import { hasFeature } from "../../aws/availability";
import { GLOBAL_REGIONS } from "../../aws/regions";
import type { LandingZone } from "../landing-zone";

/** A stack set of what every member account has. */
export interface BaselineStackSetSettings {
  readonly stackSetName: string;
  /** What its name and its identifier in construct ids end with. */
  readonly suffix: string;
  readonly regions: readonly string[];
  /** Public snapshots, as far as CloudFormation has a resource for them in its regions. */
  readonly snapshotSharing: LandingZone["baseline"]["snapshotSharing"];
}

/** Every stack set of what member accounts have, and the regions of its stacks. */
export function stackSetsOf(
  landingZone: Pick<LandingZone, "baseline" | "homeRegion" | "names" | "partition" | "regions">,
): Pick<BaselineStackSetSettings, "regions" | "stackSetName">[] {
  const { homeRegion, names } = landingZone;
  return [{ stackSetName: names.globalBaselineStackSet, regions: [homeRegion] }, ...regionalStackSetsOf(landingZone)];
}

/**
 * The stack sets of what every account has in every region, with the region of global services: more than one where some
 * regions lack a resource type, as a template that names it is refused there. None is without regions.
 */
export function regionalStackSetsOf({
  baseline,
  names,
  partition,
  regions,
}: Pick<LandingZone, "baseline" | "names" | "partition" | "regions">): BaselineStackSetSettings[] {
  const everywhere = [...new Set([...regions, GLOBAL_REGIONS[partition]])];
  const lacksSnapshotBlock = (region: string): boolean => !hasFeature("snapshotBlockInCloudFormation", region);
  const set = (
    suffix: string,
    regions: readonly string[],
    snapshotSharing?: BaselineStackSetSettings["snapshotSharing"],
  ): BaselineStackSetSettings => ({
    stackSetName: `${names.regionalBaselineStackSet}${suffix}`,
    suffix,
    regions,
    snapshotSharing,
  });
  return [
    set(
      "",
      everywhere.filter((region) => !lacksSnapshotBlock(region)),
      baseline.snapshotSharing,
    ),
    set("-newer-regions", everywhere.filter(lacksSnapshotBlock)),
  ].filter((candidate) => candidate.regions.length > 0);
}
