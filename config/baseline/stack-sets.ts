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

/**
 * Whether what fails for a reason that is known before, as an account has it already, has stack sets of its own: AWS Config's
 * service-linked role and recorder. One resource that fails takes all of its stack with it.
 *
 * `joined` are those that an earlier version deployed: a resource that moves from one template to another is deleted by one stack
 * and made by another, in an order that nobody knows. docs/decisions/0020-stack-sets-that-may-fail.md
 */
export function stackSetLayoutOf({ ledger }: Pick<LandingZone, "ledger">): "joined" | "separate" {
  const recorded = Object.keys(ledger?.resources ?? {}).filter((key) => key.startsWith(STACK));
  return recorded.length > 0 && !recorded.some((key) => SEPARATE.includes(key)) ? "joined" : "separate";
}

const STACK = "baseline-stack-sets/";
/** What the ledger calls the stack sets that only one of the layouts has; a deployment that failed may have made either alone. */
const SEPARATE = ["config-role", "recorder"].map((id) => `${STACK}aws_cloudformation_stack_set.${id}`);

/** Every stack set of what member accounts have, and the regions of its stacks. */
export function stackSetsOf(
  landingZone: Pick<
    LandingZone,
    "baseline" | "detection" | "homeRegion" | "ledger" | "names" | "partition" | "regions"
  >,
): Pick<BaselineStackSetSettings, "regions" | "stackSetName">[] {
  const { detection, homeRegion, names, regions } = landingZone;
  const isJoined = stackSetLayoutOf(landingZone) === "joined";
  const isForwarding = detection.forwarded.length + detection.globallyForwarded.length > 0;
  return [
    { stackSetName: names.globalBaselineStackSet, regions: [homeRegion] },
    // Without recorders some have nothing to make, and are not made.
    ...regionalStackSetsOf(landingZone).filter(
      ({ snapshotSharing }) => isJoined || isForwarding || snapshotSharing !== undefined,
    ),
    ...(isJoined
      ? []
      : [
          { stackSetName: names.configRoleStackSet, regions: [homeRegion] },
          { stackSetName: names.recorderStackSet, regions },
        ]),
  ];
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
