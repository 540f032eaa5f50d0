import type { Finding } from "../document";
import type { Facts } from "../facts";
import { keyOf } from "../keys";
import { didYouMean, listed } from "../suggest";
import { duplicates } from "./duplicates";

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
        fix: didYouMean(value, paths) ?? "name one of them, or add it to organization.organizationalUnits",
      },
    ];
  });
}

/** AWS refuses two of one name side by side; two that differ in punctuation only would share a Terraform address. */
export function sharedUnitNames({ units }: Facts): Finding[] {
  return duplicates(
    units.map(({ name, unitPath }) => ({ path: name.path, value: unitPath })),
    {
      what: "organizational unit",
      fix: "give the unit another name; upper case, blanks and punctuation make no difference",
      identity: keyOf,
    },
  );
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
