import { isScannedIn } from "../../aws/inspector-regions";
import { daysAfter, today } from "../clock";
import { SEVERITIES } from "../detection/severity";
import { slugOf } from "../keys";
import { entriesOf, present, whole } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { duplicates } from "./duplicates";
import { wrong } from "./finding";
import { unknownAccounts } from "./inspector-accounts";
import type { Rule } from "./rule";

const SUPPRESSIONS = ["inspector", "suppressions"];
const LONGEST_SUPPRESSION_DAYS = 366;
/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_FilterCriteria.html */
const MOST_OF_A_KIND = 10;
/** Severities that somebody is told of. */
const ALERTED = SEVERITIES.map((severity) => severity.toUpperCase());

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
  return ["newAccounts", "associated"]
    .map((key) => ["inspector", key])
    .filter((path) => inspector?.enrolment === "policy" && written(path))
    .map((path) => ({
      path,
      message: "an Inspector policy of the organization enrolls accounts",
      fix: "remove it, or set enrolment: organization",
    }));
}

/** The audit account administers the others, and is no member of its own. */
function associatedAccounts(reading: Reading): Finding[] {
  const chosen = entriesOf<string>(reading.inspector?.associated, ["inspector", "associated"]);
  const audit = present([reading.accounts?.audit?.id, "audit"]);
  return [
    ...unknownAccounts(reading, chosen),
    ...chosen
      .filter(({ value }) => audit.includes(slugOf(value)))
      .map((account) =>
        wrong(account, "administers Amazon Inspector, and is no member of itself", { fix: "remove it" }),
      ),
  ];
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

/** All severities that there are, or the whole range of a score: what every finding has hides every finding. */
function criteriaOfAll({ inspector }: Reading): Finding[] {
  return entriesOf(inspector?.suppressions, SUPPRESSIONS).flatMap(({ path, value: { criteria } }) => {
    const named = Object.entries(whole<object>(criteria) ?? {}).filter(
      ([, value]) => value !== undefined && !(typeof value === "object" && isEmpty(value as object)),
    );
    return named.length > 0 && named.every(([key, value]) => meetsAll(key, value))
      ? [
          {
            path: [...path, "criteria"],
            message: "every finding of the organization meets these, and would be hidden",
            fix: "add which findings: vulnerabilityId, resourceId, ecrImageRepositoryName and others",
          },
        ]
      : [];
  });
}

function meetsAll(key: string, value: unknown): boolean {
  const greatest = { epssScore: 1, inspectorScore: 10 }[key];
  if (greatest !== undefined) {
    const { from = 0, to } = value as { from?: number; to?: number };
    return from === 0 && to === greatest;
  }
  return key === "severity" && Array.isArray(value) && ALERTED.every((severity) => value.includes(severity));
}

/** Of its tags a resource has to have one; AWS takes ten of a kind. */
function tooManyTags({ inspector }: Reading): Finding[] {
  return entriesOf(inspector?.suppressions, SUPPRESSIONS).flatMap(({ path, value: { criteria } }): Finding[] => {
    const count = Object.keys(criteria?.resourceTags ?? {}).length;
    return count > MOST_OF_A_KIND
      ? [
          {
            path: [...path, "criteria", "resourceTags"],
            message: "more tags than AWS takes in a filter",
            got: `${count} tags`,
            allowed: `at most ${MOST_OF_A_KIND}`,
            fix: "make several suppressions of it",
          },
        ]
      : [];
  });
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
  associatedAccounts,
  codeWithoutFunctions,
  criteriaOfAll,
  expiry,
  sameNames,
  scansOfNoRegion,
  scoresUpsideDown,
  settingsOfPolicy,
  tooManyTags,
  withoutCriteria,
] satisfies Rule[];
