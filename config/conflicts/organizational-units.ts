import type { Finding } from "../source/document";
import type { Path } from "../source/document";
import { pathText } from "../source/document";
import type { Located, Readable, Reading } from "../readable";
import { located } from "../readable";
import type { OrganizationalUnitInput } from "../organization/schema";
import { slugOf } from "../keys";
import { didYouMean } from "../source/suggest";
import { accountsOf } from "./accounts";
import { unknown } from "./finding";
import type { Rule } from "./rule";

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const DEEPEST = 5;

interface FoundUnit {
  /** Where its name is. */
  readonly path: Path;
  readonly name: string;
  /** `Workloads/Production` */
  readonly unitPath: string;
  /** 1 below the root. */
  readonly depth: number;
}

type Units = readonly (Readable<OrganizationalUnitInput> | undefined)[];

/** Every organizational unit, parents before their children; one whose name could not be read has none, nor have those below it. */
function unitsOf({ organization }: Reading): (FoundUnit | undefined)[] {
  return below(organization?.organizationalUnits ?? [undefined], ["organization", "organizationalUnits"], "", 1);

  function below(units: Units, path: Path, prefix: string, depth: number): (FoundUnit | undefined)[] {
    return units.flatMap((unit, index) => {
      if (unit?.name === undefined) {
        return [undefined];
      }
      const { name, organizationalUnits = [] } = unit;
      const found = { path: [...path, index, "name"], name, unitPath: `${prefix}${name}`, depth };
      const inner = [...path, index, "organizationalUnits"];
      return [found, ...below(organizationalUnits, inner, `${found.unitPath}/`, depth + 1)];
    });
  }
}

function readableUnits(reading: Reading): FoundUnit[] {
  return unitsOf(reading).flatMap((unit) => unit ?? []);
}

/** References to organizational units that there are not; none where the name of a unit could not be read. */
export function unknownUnits(references: readonly Located[], reading: Reading): Finding[] {
  const paths = unitsOf(reading).map((unit) => unit?.unitPath);
  if (!paths.every((path) => path !== undefined)) {
    return [];
  }
  const allowed = paths.length === 0 ? { allowed: "none: organization.organizationalUnits is empty" } : {};
  return references.flatMap((reference) => {
    const fix =
      fullPath(reference.value, paths) ??
      didYouMean(reference.value, paths) ??
      `${paths.length === 0 ? "" : "name one of them, or "}add it to organization.organizationalUnits`;
    return unknown([reference], paths, "there is no such organizational unit", { ...allowed, fix });
  });
}

function unknownUnitsOfAccounts(reading: Reading): Finding[] {
  const references = accountsOf(reading).flatMap(({ account, path }) =>
    located(account.organizationalUnit, [...path, "organizationalUnit"]),
  );
  return unknownUnits(references, reading);
}

/** A unit is named by its whole path, which people forget. */
function fullPath(got: string, paths: readonly string[]): string | undefined {
  const end = `/${got.toLowerCase()}`;
  const [path, ...others] = got === "" ? [] : paths.filter((candidate) => candidate.toLowerCase().endsWith(end));
  return path === undefined || others.length > 0 ? undefined : `write the whole path: "${path}"`;
}

/** AWS refuses two of one name side by side; two of one key would share a Terraform address. */
function sharedUnitNames(reading: Reading): Finding[] {
  const first = new Map<string, FoundUnit>();
  const repeated = new Set<string>();
  return readableUnits(reading).flatMap((unit) => {
    const earlier = first.get(slugOf(unit.unitPath));
    if (earlier === undefined) {
      first.set(slugOf(unit.unitPath), unit);
      return [];
    }
    const parent = listOf(unit);
    const isSibling = parent === listOf(earlier);
    // What is in a repeated unit is repeated with it; that the unit is has been reported.
    repeated.add(pathText(unit.path.slice(0, -1)));
    if (!isSibling && [...repeated].some((path) => parent.startsWith(`${path}.`))) {
      return [];
    }
    return [sharedUnitName(unit, earlier, isSibling)];
  });
}

function sharedUnitName(unit: FoundUnit, earlier: FoundUnit, isSibling: boolean): Finding {
  const place = pathText(earlier.path);
  const isSameName = isSibling && unit.name === earlier.name;
  return {
    path: unit.path,
    message: isSameName
      ? `the name is the same as that of ${place} beside it`
      : `the identifier "${slugOf(unit.unitPath)}" is the same as that of ${place}`,
    got: isSameName ? `"${unit.unitPath}"` : `"${unit.unitPath}", after "${earlier.unitPath}"`,
    fix: isSameName
      ? "give the unit another name, or put what is below both into one"
      : "give the unit another name: its identifier is its path in lower case, with - for all but letters a to z and digits",
  };
}

/** Where the list is that a unit is in. */
function listOf({ path }: FoundUnit): string {
  return pathText(path.slice(0, -2));
}

function deepUnits(reading: Reading): Finding[] {
  return readableUnits(reading)
    .filter(({ depth }) => depth > DEEPEST)
    .map(({ depth, path, unitPath }) => ({
      path,
      message: `organizational units may be ${DEEPEST} levels deep, and this one is on level ${depth}`,
      got: `"${unitPath}"`,
      fix: "move it up",
    }));
}

export const ORGANIZATIONAL_UNIT_RULES = [unknownUnitsOfAccounts, sharedUnitNames, deepUnits] satisfies Rule[];
