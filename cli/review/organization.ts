import type { LandingZone } from "../../config/landing-zone";
import type { Unit } from "../../review/report";

/** The organization of a landing zone, for a picture of it. */
export function organizationOf({ accounts, name, organization }: LandingZone): Unit {
  const unitsBelow = (parentPath: string | undefined): Unit[] =>
    organization.organizationalUnits
      .filter((unit) => unit.parentPath === parentPath)
      .map((unit) => ({ name: unit.name, units: unitsBelow(unit.path), accounts: accountsIn(unit.path) }));
  const paths = new Set(organization.organizationalUnits.map(({ path }) => path));
  const accountsIn = (path: string | undefined): string[] =>
    accounts
      .filter(({ organizationalUnit: unit }) =>
        path === undefined ? unit === undefined || !paths.has(unit) : unit === path,
      )
      .map(({ slug }) => slug);
  return { name, units: unitsBelow(undefined), accounts: accountsIn(undefined) };
}
