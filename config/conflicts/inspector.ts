import { isScannedIn } from "../../aws/inspector-regions";
import { daysAfter, today } from "../clock";
import { entriesOf, present, whole } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { duplicates } from "./duplicates";
import { wrong } from "./finding";
import type { Rule } from "./rule";

const SUPPRESSIONS = ["inspector", "suppressions"];
const LONGEST_SUPPRESSION_DAYS = 366;

/** @see https://docs.aws.amazon.com/inspector/latest/user/scanning-lambda.html */
function codeWithoutFunctions({ inspector }: Reading): Finding[] {
  const scans = entriesOf(inspector?.scans, ["inspector", "scans"]);
  return scans.some(({ value }) => value === "lambda")
    ? []
    : scans
        .filter(({ value }) => value === "lambda-code")
        .map((scan) => wrong(scan, "code is scanned of functions that are scanned", { fix: "add lambda" }));
}

function scansOfNoRegion({ inspector, regions }: Reading): Finding[] {
  const governed = present(regions);
  return governed.length === 0
    ? []
    : entriesOf(inspector?.scans, ["inspector", "scans"])
        .filter(({ value }) => !governed.some((region) => isScannedIn(value, region)))
        .map((scan) =>
          wrong(scan, "Amazon Inspector has this scan in none of the governed regions", {
            fix: "remove it, or govern a region that has it: see docs/inspector.md",
          }),
        );
}

/** What an Inspector policy of the organization decides, and nothing here does. */
function settingsOfPolicy({ inspector }: Reading, written: Written): Finding[] {
  const path = ["inspector", "newAccounts"];
  return inspector?.enrolment === "policy" && written(path)
    ? [
        {
          path,
          message: "an Inspector policy of the organization enrolls accounts",
          fix: "remove it, or set enrolment: organization",
        },
      ]
    : [];
}

function sameNames({ inspector }: Reading): Finding[] {
  const names = entriesOf(inspector?.suppressions, SUPPRESSIONS).flatMap(({ path, value: { name } }) =>
    name === undefined ? [] : [{ path: [...path, "name"], value: name }],
  );
  return duplicates(names, { what: "name" });
}

/** One without criteria would hide every finding of the organization. */
function withoutCriteria({ inspector }: Reading): Finding[] {
  return entriesOf(inspector?.suppressions, SUPPRESSIONS)
    .filter(({ value }) => {
      const criteria = whole<object>(value.criteria);
      return criteria !== undefined && isEmpty(criteria);
    })
    .map(({ path }) => ({
      path: [...path, "criteria"],
      message: "without criteria every finding of the organization would be hidden",
      fix: "say which findings: vulnerabilityId, resourceId, ecrImageRepositoryName and others",
    }));
}

function isEmpty(criteria: object): boolean {
  return Object.values(criteria).every(
    (value) => value === undefined || (typeof value === "object" && Object.keys(value as object).length === 0),
  );
}

function scoresUpsideDown({ inspector }: Reading): Finding[] {
  return entriesOf(inspector?.suppressions, SUPPRESSIONS).flatMap(({ path, value: { criteria } }) =>
    (["epssScore", "inspectorScore"] as const).flatMap((key) => {
      const { from = 0, to = Infinity } = criteria?.[key] ?? {};
      return from <= to
        ? []
        : [
            {
              path: [...path, "criteria", key],
              message: "the least score is above the greatest",
              got: `from ${from} to ${to}`,
              fix: "exchange them",
            },
          ];
    }),
  );
}

/** A risk that is accepted is looked at again within a year. */
function expiry({ inspector }: Reading): Finding[] {
  const now = today();
  const last = daysAfter(now, LONGEST_SUPPRESSION_DAYS);
  return entriesOf(inspector?.suppressions, SUPPRESSIONS).flatMap(({ path, value: { expires } }): Finding[] => {
    const date = { path: [...path, "expires"], value: expires ?? now };
    if (date.value < now) {
      return [
        wrong(date, "has expired: what it hides has to be looked at again", {
          severity: "warning",
          fix: "remove the suppression, or give it a later date if it is still right",
        }),
      ];
    }
    return date.value > last ? [wrong(date, "more than a year ahead", { allowed: `at most ${last}` })] : [];
  });
}

export const INSPECTOR_RULES = [
  codeWithoutFunctions,
  expiry,
  sameNames,
  scansOfNoRegion,
  scoresUpsideDown,
  settingsOfPolicy,
  withoutCriteria,
] satisfies Rule[];
