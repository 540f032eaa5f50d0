import type { Finding } from "../document";
import type { Fact, Facts } from "../facts";
import { REGIONS } from "../regions";
import { didYouMean, listed } from "../suggest";
import { duplicates } from "./duplicates";

const NAMES = [...REGIONS.keys()];

export function unknownRegions({ homeRegion, regions, stateRegion }: Facts): Finding[] {
  return [homeRegion, ...regions, stateRegion].flatMap((fact) => {
    if (fact === undefined || REGIONS.has(fact.value)) {
      return [];
    }
    const { path, value } = fact;
    const message = "there is no such AWS region";
    return [{ path, message, got: `"${value}"`, allowed: listed(NAMES, value), fix: didYouMean(value, NAMES) }];
  });
}

export function repeatedRegions({ regions }: Facts): Finding[] {
  return duplicates(regions, { what: "region", fix: "remove one of the two" });
}

export function homeRegionOutside({ homeRegion, regions }: Facts): Finding[] {
  const names = regions.map(({ value }) => value);
  if (homeRegion === undefined || names.length === 0 || names.includes(homeRegion.value)) {
    return [];
  }
  return [
    {
      path: homeRegion.path,
      message: "the home region is not one of the regions",
      got: `"${homeRegion.value}"`,
      allowed: listed(names, homeRegion.value),
      fix: REGIONS.has(homeRegion.value) ? `add ${homeRegion.value} to regions` : didYouMean(homeRegion.value, names),
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
export function optInRegions({ regions }: Facts): Finding[] {
  return known(regions).flatMap(({ fact, region }) =>
    region.optIn
      ? [
          {
            path: fact.path,
            severity: "warning",
            message: `${region.name} is an opt-in region, off in every new account`,
            fix: `enable it in every account first: aws account enable-region --region-name ${region.name}`,
          },
        ]
      : [],
  );
}

function known(facts: readonly Fact[]): { fact: Fact; region: NonNullable<ReturnType<typeof REGIONS.get>> }[] {
  return facts.flatMap((fact) => {
    const region = REGIONS.get(fact.value);
    return region === undefined ? [] : [{ fact, region }];
  });
}
