import type { Finding, Path } from "../source/document";
import { entriesOf, located, present } from "../readable";
import type { Located, Reading } from "../readable";
import { DEPLOYABLE_REGIONS, isOfUnsupportedPartition, REGIONS } from "../../aws/regions";
import type { Region } from "../../aws/regions";
import { nearest } from "../source/suggest";
import { unknown, wrong } from "./finding";
import type { Rule } from "./rule";

const NAMES = [...REGIONS.keys()];
const OTHER_PARTITION = "this region is in a partition that the landing zone does not work in";

function unknownRegions({ homeRegion, regions, state }: Reading): Finding[] {
  const governed = [...located(homeRegion, ["homeRegion"]), ...entriesOf(regions, ["regions"])];
  const ofState = state !== undefined && "region" in state ? located(state.region, ["state", "region"]) : [];
  return [
    ...governed.flatMap((region) => unknownRegion(region, DEPLOYABLE_REGIONS)),
    // The bucket of the state is Terraform's business, which knows more regions than the provider.
    ...ofState.flatMap((region) => unknownRegion(region, NAMES)),
  ];
}

function unknownRegion(region: Located, names: readonly string[]): Finding[] {
  if (REGIONS.has(region.value)) {
    return [];
  }
  return isOfUnsupportedPartition(region.value)
    ? [wrong(region, OTHER_PARTITION, { allowed: "regions of aws, aws-cn and aws-us-gov" })]
    : unknown([region], names, "there is no such AWS region");
}

/** Terraform would refuse them at plan time, one after the other. */
function undeployableRegions({ regions }: Reading): Finding[] {
  const message = "this region is younger than the Terraform provider hashicorp/aws 5.100.0, which refuses it";
  const fix = "leave the region out, and keep accounts from using it with a service control policy";
  return known(regions)
    .filter(({ region }) => !region.deployable)
    .map(({ path, region }) => wrong({ path, value: region.name }, message, { fix }));
}

function homeRegionOutside({ homeRegion, regions }: Reading): Finding[] {
  const names = present(regions);
  // Where a region is misspelt that is reported already, and mending it mends this.
  const isMisspelt = (name: string) => !REGIONS.has(name) && nearest(name, NAMES) === homeRegion;
  if (
    homeRegion === undefined ||
    !REGIONS.has(homeRegion) ||
    names.length === 0 ||
    names.includes(homeRegion) ||
    names.some(isMisspelt)
  ) {
    return [];
  }
  const home = { path: ["homeRegion"], value: homeRegion };
  return unknown([home], names, "the home region is not one of the regions", { fix: `add ${homeRegion} to regions` });
}

/** Accounts, credentials and organizations end at the border of a partition. */
function severalPartitions({ homeRegion, regions }: Reading): Finding[] {
  const home = homeRegion === undefined ? undefined : REGIONS.get(homeRegion);
  if (home === undefined) {
    return [];
  }
  const fix = "an organization lives in one partition: describe the other in a landing zone of its own";
  return known(regions)
    .filter(({ region }) => region.partition !== home.partition)
    .map(({ path, region: { name, partition } }) => {
      const message = `the region is in partition ${partition}, the home region in ${home.partition}`;
      return wrong({ path, value: name }, message, { fix });
    });
}

/** @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
function optInRegions({ baseline, regions }: Reading): Finding[] {
  return known(regions)
    .filter(({ region }) => region.optIn && baseline?.optInRegions === "enabled")
    .map(({ path, region: { name } }) => ({
      path,
      severity: "warning",
      message: `${name} is an opt-in region, off in every new account`,
      fix:
        "let the landing zone enable it with baseline.optInRegions: enable, or do so in every account: " +
        `aws account enable-region --region-name ${name}, for a member account with --account-id`,
    }));
}

function known(regions: Reading["regions"]): { path: Path; region: Region }[] {
  return entriesOf(regions, ["regions"]).flatMap(({ path, value }) =>
    located(REGIONS.get(value), path).map((found) => ({ path, region: found.value })),
  );
}

export const REGION_RULES = [
  unknownRegions,
  undeployableRegions,
  homeRegionOutside,
  severalPartitions,
  optInRegions,
] satisfies Rule[];
