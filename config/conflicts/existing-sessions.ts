import { entriesOf, present } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { accountsOf } from "./accounts";
import { unknown } from "./finding";
import type { Rule } from "./rule";

const FIELD = "existingSessionPreferences";

/** An import looks for what cannot be there yet. */
function preferencesOfNewAccounts(reading: Reading, written: Written): Finding[] {
  return accountsOf(reading)
    .filter(({ account, kind, path }) => kind !== "management" && account[FIELD] && !written([...path, "id"]))
    .map(({ path }) => ({
      path: [...path, FIELD],
      message: "the account is to be created, and nobody has saved preferences there",
      got: "an account without id",
      fix: `give the account's id, or leave ${FIELD} out`,
    }));
}

/** Adoption where nothing is governed would import what no stack has. */
function preferencesElsewhere(reading: Reading): Finding[] {
  const governed = present(reading.regions);
  const regions = accountsOf(reading).flatMap(({ account, path }) => entriesOf(account[FIELD], [...path, FIELD]));
  return governed.length === 0
    ? []
    : unknown(regions, governed, "not one of the regions, so that nothing is adopted there");
}

/** Nobody's preferences are touched where sessions are not recorded. */
function preferencesWithoutSessions(reading: Reading): Finding[] {
  return reading.hosts?.sessions?.enabled === true
    ? []
    : accountsOf(reading)
        .filter(({ account }) => account[FIELD])
        .map(({ path }) => ({
          path,
          key: FIELD,
          severity: "warning",
          message: "does nothing, as hosts.sessions.enabled is false: the preferences stay as they are",
          fix: "remove it, or record sessions",
        }));
}

export const EXISTING_SESSION_RULES = [
  preferencesOfNewAccounts,
  preferencesElsewhere,
  preferencesWithoutSessions,
] satisfies Rule[];
