import type { OrganizationalUnitInput } from "../organization/schema";
import { entriesOf, located } from "../readable";
import type { Located, Readable, Reading, Written } from "../readable";
import type { Finding, Path } from "../source/document";
import { duplicates } from "./duplicates";
import { wrong } from "./finding";
import type { Rule } from "./rule";

/**
 * Lists that the provider manages as a whole, with what happens to the entries that the file does not have, and the command
 * that prints the present ones as lines of the file. With `--output text` the AWS CLI asks each page apart, so that an
 * entry has to be a line.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#text-output
 */
const COMPLETE_LISTS = {
  trustedServices: {
    loss: "switches off the trusted access of every service that is not in it",
    command: [
      "aws organizations list-aws-service-access-for-organization \\",
      '  --query "EnabledServicePrincipals[].[ServicePrincipal]" \\',
    ],
  },
  policyTypes: {
    loss: "disables every policy type that is not in it",
    command: ["aws organizations list-roots \\", "  --query \"Roots[].PolicyTypes[?Status=='ENABLED'][].[Type]\" \\"],
  },
} as const;

const AS_LINES_OF_THE_FILE = "  --output text | sed 's/^/    - /'";

/** An organization that exists has both lists already, and nobody means to empty them by silence. */
function listsOfAdoptedOrganization(_: Reading, written: Written): Finding[] {
  return Object.entries(COMPLETE_LISTS)
    .filter(([list]) => written(["organization", "id"]) && !written(["organization", list]))
    .map(([list, { command, loss }]) => ({
      path: ["organization", list],
      message: `is missing: Terraform ${loss}`,
      allowed: "a list, [] where nothing is enabled",
      fix: `run this in the management account and paste what it prints below ${list}:`,
      command: [...command, AS_LINES_OF_THE_FILE],
    }));
}

/** What exists in an organization that is to be created cannot be found. */
function partsOfNewOrganization({ organization }: Reading, written: Written): Finding[] {
  if (written(["organization", "id"])) {
    return [];
  }
  const fix = "name the organization, organization.id, so that it is adopted; or leave this out";
  const message = "this exists already, but the organization is to be created";
  const units = idsOfUnits(organization?.organizationalUnits, ["organization", "organizationalUnits"]);
  const services = entriesOf(organization?.delegatedServices, ["organization", "delegatedServices"]);
  return [...units, ...services].map((found) => wrong(found, message, { fix }));
}

/** AWS moves no units: where one exists, the one above it does, too. */
function unitsBelowNewUnits({ organization }: Reading, written: Written): Finding[] {
  return idsBelowNewUnits(organization?.organizationalUnits, ["organization", "organizationalUnits"], written).map(
    (found) =>
      wrong(found, "this unit exists already, but the one above it is to be created, and AWS moves no units", {
        fix: "give the unit above its id as well",
      }),
  );
}

function idsBelowNewUnits(units: Units = [], path: Path, written: Written): Located[] {
  return units.flatMap((unit, index) => {
    const below = [...path, index, "organizationalUnits"];
    const children: Units = unit?.organizationalUnits ?? [];
    const ids = written([...path, index, "id"])
      ? []
      : children.flatMap((child, position) => located(child?.id, [...below, position, "id"]));
    return [...ids, ...idsBelowNewUnits(children, below, written)];
  });
}

/** The delegation of an account is found by the account's id. */
function delegationsOfNewAccount({ accounts, organization }: Reading, written: Written): Finding[] {
  return accounts?.audit === undefined || written(["accounts", "audit", "id"])
    ? []
    : entriesOf(organization?.delegatedServices, ["organization", "delegatedServices"]).map((found) =>
        wrong(found, "the audit account is to be created, and administers nothing yet", {
          fix: "give the account's id, accounts.audit.id, or leave this out",
        }),
      );
}

function sharedUnitIds({ organization }: Reading): Finding[] {
  return duplicates(idsOfUnits(organization?.organizationalUnits, ["organization", "organizationalUnits"]), {
    what: "id",
    fix: "give every unit its own id, or none to a unit that is to be created",
  });
}

type Units = readonly (Readable<OrganizationalUnitInput> | undefined)[];

function idsOfUnits(units: Units = [], path: Path): Located[] {
  return units.flatMap((unit, index) => [
    ...located(unit?.id, [...path, index, "id"]),
    ...idsOfUnits(unit?.organizationalUnits, [...path, index, "organizationalUnits"]),
  ]);
}

export const ADOPTION_RULES = [
  listsOfAdoptedOrganization,
  partsOfNewOrganization,
  delegationsOfNewAccount,
  sharedUnitIds,
  unitsBelowNewUnits,
] satisfies Rule[];
