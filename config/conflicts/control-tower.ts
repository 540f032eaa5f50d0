import { CONTROL_TOWER } from "../organization/control-tower";
import { entriesOf, located } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { accountsOf } from "./accounts";
import { wrong } from "./finding";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

const PAGE = "docs/control-tower.md";

function isDeclared({ organization }: Reading): boolean {
  return organization?.controlTower === true;
}

/** Who adopts an organization lists the services that it trusts. */
function undeclared(reading: Reading): Finding[] {
  const trusted = entriesOf(reading.organization?.trustedServices, ["organization", "trustedServices"]);
  return isDeclared(reading)
    ? []
    : trusted
        .filter(({ value }) => value === CONTROL_TOWER.servicePrincipal)
        .map((found) =>
          wrong(found, "AWS Control Tower manages this organization, and the file does not say so", {
            fix: `set organization.controlTower: true, and read ${PAGE}: without it both would manage the recorders of every account`,
          }),
        );
}

/** The list of trusted services is complete. */
function untrusted(reading: Reading): Findings {
  const { trustedServices } = reading.organization ?? {};
  return isDeclared(reading) && trustedServices?.includes(CONTROL_TOWER.servicePrincipal) === false
    ? {
        path: ["organization", "trustedServices"],
        message: `lacks ${CONTROL_TOWER.servicePrincipal}: Terraform would switch AWS Control Tower's trusted access off`,
        fix: `add it, or remove organization.controlTower`,
      }
    : [];
}

function inNewOrganization(reading: Reading, written: Written): Findings {
  return isDeclared(reading) && !written(["organization", "id"])
    ? {
        path: ["organization", "controlTower"],
        message: "AWS Control Tower is in an organization that exists already, but this one is to be created",
        fix: "name the organization, organization.id, so that it is adopted; or remove controlTower",
      }
    : [];
}

/** @see https://docs.aws.amazon.com/controltower/latest/userguide/account-factory.html */
function createdAccounts(reading: Reading, written: Written): Finding[] {
  return accountsOf(reading)
    .filter(({ kind, path }) => isDeclared(reading) && kind !== "management" && !written([...path, "id"]))
    .map(({ path }) => ({
      path: [...path, "id"],
      message: "is missing: AWS Control Tower does not enrol an account that is created past its Account Factory",
      fix: `create the account with Account Factory and write its id here; ${PAGE} says how`,
    }));
}

/** @see https://docs.aws.amazon.com/controltower/latest/userguide/governance-drift.html */
function movedAccounts(reading: Reading): Finding[] {
  return accountsOf(reading)
    .filter(() => isDeclared(reading))
    .flatMap(({ account, path }) => located(account.organizationalUnit, [...path, "organizationalUnit"]))
    .map((found) =>
      wrong(found, "an enrolled account that is moved past AWS Control Tower keeps the controls of its former unit", {
        fix: "leave organizationalUnit out, so that the account stays where it is, and move it in Control Tower",
      }),
    );
}

/** @see https://docs.aws.amazon.com/controltower/latest/controlreference/mandatory-controls.html */
function recorders(reading: Reading): Finding[] {
  return accountsOf(reading)
    .filter(({ account, kind }) => isDeclared(reading) && kind !== "management" && account.existingConfig)
    .map(({ path }) => ({
      path: [...path, "existingConfig"],
      message: `AWS Control Tower owns the recorder of an enrolled account, ${CONTROL_TOWER.recorder}, and denies others to change it`,
      fix: "leave existingConfig out: the recorder stays as it is, and the landing zone's rules look at what it records",
    }));
}

function stackSets(reading: Reading): Findings {
  return isDeclared(reading) && reading.baseline?.deployment === "stacksets"
    ? {
        path: ["baseline", "deployment"],
        message: "StackSets would make a recorder in every account, where AWS Control Tower has one already",
        fix: "set baseline.deployment: terraform, which leaves the recorders to Control Tower",
      }
    : [];
}

/** @see https://docs.aws.amazon.com/controltower/latest/userguide/roles-how.html */
function deploymentRole(reading: Reading, written: Written): Findings {
  return isDeclared(reading) && !written(["deployment", "role"])
    ? {
        path: ["organization", "controlTower"],
        severity: "warning",
        message:
          "accounts of Account Factory have no role OrganizationAccountAccessRole, which Terraform would assume there",
        fix: `set deployment.role: ${CONTROL_TOWER.executionRole}, which is in every enrolled account, or the name of a role of your own`,
      }
    : [];
}

export const CONTROL_TOWER_RULES = [
  undeclared,
  untrusted,
  inNewOrganization,
  createdAccounts,
  movedAccounts,
  recorders,
  stackSets,
  deploymentRole,
] satisfies Rule[];
