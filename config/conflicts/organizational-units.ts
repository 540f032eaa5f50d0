import type { Finding } from "../source/document";
import { pathText } from "../source/document";
import type { Facts, UnitFacts } from "../readable";
import { slugOf } from "../keys";
import { didYouMean, listed } from "../source/suggest";

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const DEEPEST = 5;

export function unknownUnits({ accounts, units }: Facts): Finding[] {
  const paths = units.map(({ unitPath }) => unitPath);
  return accounts.flatMap(({ organizationalUnit }) => {
    if (organizationalUnit === undefined || paths.includes(organizationalUnit.value)) {
      return [];
    }
    const { path, value } = organizationalUnit;
    return [
      {
        path,
        message: "there is no such organizational unit",
        got: `"${value}"`,
        allowed: paths.length === 0 ? "none: organization.organizationalUnits is empty" : listed(paths, value),
        fix:
          fullPath(value, paths) ??
          didYouMean(value, paths) ??
          `${paths.length === 0 ? "" : "name one of them, or "}add it to organization.organizationalUnits`,
      },
    ];
  });
}

/** A unit is named by its whole path, which people forget. */
function fullPath(got: string, paths: readonly string[]): string | undefined {
  const end = `/${got.toLowerCase()}`;
  const [path, ...others] = got === "" ? [] : paths.filter((candidate) => candidate.toLowerCase().endsWith(end));
  return path === undefined || others.length > 0 ? undefined : `write the whole path: "${path}"`;
}

/** AWS refuses two of one name side by side; two of one key would share a Terraform address. */
export function sharedUnitNames({ units }: Facts): Finding[] {
  const first = new Map<string, UnitFacts>();
  const repeated = new Set<string>();
  return units.flatMap((unit) => {
    const earlier = first.get(slugOf(unit.unitPath));
    if (earlier === undefined) {
      first.set(slugOf(unit.unitPath), unit);
      return [];
    }
    const parent = listOf(unit);
    const isSibling = parent === listOf(earlier);
    // What stands in a repeated unit is repeated with it; that the unit is has been told.
    repeated.add(pathText(unit.name.path.slice(0, -1)));
    if (!isSibling && [...repeated].some((path) => parent.startsWith(`${path}.`))) {
      return [];
    }
    return [sharedUnitName(unit, earlier, isSibling)];
  });
}

function sharedUnitName(unit: UnitFacts, earlier: UnitFacts, isSibling: boolean): Finding {
  const place = pathText(earlier.name.path);
  const isSameName = isSibling && unit.name.value === earlier.name.value;
  return {
    path: unit.name.path,
    message: isSameName
      ? `the name is the same as that of ${place} beside it`
      : `the key "${slugOf(unit.unitPath)}" is the same as that of ${place}`,
    got: isSameName ? `"${unit.unitPath}"` : `"${unit.unitPath}", after "${earlier.unitPath}"`,
    fix: isSameName
      ? "give the unit another name, or put what is below both into one"
      : "give the unit another name: its key is its path in lower case, with - for all but letters a to z and digits",
  };
}

/** Where the list stands that a unit is in. */
function listOf({ name }: UnitFacts): string {
  return pathText(name.path.slice(0, -2));
}

export function deepUnits({ units }: Facts): Finding[] {
  return units.flatMap(({ depth, name, unitPath }) =>
    depth <= DEEPEST
      ? []
      : [
          {
            path: name.path,
            message: `organizational units may be ${DEEPEST} levels deep, and this one is on level ${depth}`,
            got: `"${unitPath}"`,
            fix: "move it up",
          },
        ],
  );
}
