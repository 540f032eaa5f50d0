import type { Finding } from "../source/document";
import type { Fact, Facts } from "../readable";
import { DEPLOYABLE_REGIONS, isOfUnsupportedPartition, REGIONS } from "../../aws/regions";
import type { Region } from "../../aws/regions";
import { didYouMean, listed, nearest } from "../source/suggest";
import { duplicates } from "./duplicates";

const NAMES = [...REGIONS.keys()];

export function unknownRegions({ homeRegion, regions, stateRegion }: Facts): Finding[] {
  return [
    ...[homeRegion, ...regions].flatMap((fact) => unknownRegion(fact, DEPLOYABLE_REGIONS)),
    // The bucket of the state is Terraform's business, which knows more regions than the provider.
    ...unknownRegion(stateRegion, NAMES),
  ];
}

function unknownRegion(fact: Fact | undefined, names: readonly string[]): Finding[] {
  if (fact === undefined || REGIONS.has(fact.value)) {
    return [];
  }
  const { path, value } = fact;
  const got = `"${value}"`;
  if (isOfUnsupportedPartition(value)) {
    const message = "this region is in a partition that the landing zone does not work in";
    return [{ path, message, got, allowed: "regions of aws, aws-cn and aws-us-gov" }];
  }
  return [
    { path, message: "there is no such AWS region", got, allowed: listed(names, value), fix: didYouMean(value, names) },
  ];
}

/** Terraform would refuse them at plan time, one after the other. */
export function undeployableRegions({ regions }: Facts): Finding[] {
  return known(regions).flatMap(({ fact, region }) =>
    region.deployable
      ? []
      : [
          {
            path: fact.path,
            message: "this region is younger than the Terraform provider hashicorp/aws 5.100.0, which refuses it",
            got: `"${region.name}"`,
            fix: "leave the region out, and keep accounts from using it with a service control policy",
          },
        ],
  );
}

export function repeatedRegions({ regions }: Facts): Finding[] {
  return duplicates(regions, { what: "region", fix: "remove one of the two" });
}

export function homeRegionOutside({ homeRegion, regions }: Facts): Finding[] {
  const names = regions.map(({ value }) => value);
  // Where a region is misspelt that is told already, and mending it mends this.
  const isMisspelt = (name: string) => !REGIONS.has(name) && nearest(name, NAMES) === homeRegion?.value;
  if (
    homeRegion === undefined ||
    !REGIONS.has(homeRegion.value) ||
    names.length === 0 ||
    names.includes(homeRegion.value) ||
    names.some(isMisspelt)
  ) {
    return [];
  }
  return [
    {
      path: homeRegion.path,
      message: "the home region is not one of the regions",
      got: `"${homeRegion.value}"`,
      allowed: listed(names, homeRegion.value),
      fix: `add ${homeRegion.value} to regions`,
    },
  ];
}

/** Accounts, credentials and organizations end at the border of a partition. */
export function severalPartitions({ homeRegion, regions }: Facts): Finding[] {
  const home = homeRegion === undefined ? undefined : REGIONS.get(homeRegion.value);
  if (home === undefined) {
    return [];
  }
  return known(regions).flatMap(({ fact, region }) =>
    region.partition === home.partition
      ? []
      : [
          {
            path: fact.path,
            message: `the region is in partition ${region.partition}, the home region in ${home.partition}`,
            got: `"${region.name}"`,
            fix: "an organization lives in one partition: describe the other in a landing zone of its own",
          },
        ],
  );
}

/** @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
export function optInRegions({ baseline, regions }: Facts): Finding[] {
  if (baseline.optInRegions?.value === "enable") {
    return [];
  }
  return known(regions).flatMap(({ fact, region }) =>
    region.optIn
      ? [
          {
            path: fact.path,
            severity: "warning",
            message: `${region.name} is an opt-in region, off in every new account`,
            fix:
              "let the landing zone enable it with baseline.optInRegions: enable, or do so in every account: " +
              `aws account enable-region --region-name ${region.name}, for a member account with --account-id`,
          },
        ]
      : [],
  );
}

function known(facts: readonly Fact[]): { fact: Fact; region: Region }[] {
  return facts.flatMap((fact) => {
    const region = REGIONS.get(fact.value);
    return region === undefined ? [] : [{ fact, region }];
  });
}
