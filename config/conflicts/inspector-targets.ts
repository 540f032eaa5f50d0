import { hasCisScans } from "../../aws/inspector-regions";
import { entriesOf, fieldsOf, located, present } from "../readable";
import type { Located, Readable, Reading, Written } from "../readable";
import type { Configuration } from "../schema";
import type { Finding, Path } from "../source/document";
import { didYouMean, nearest } from "../source/suggest";
import { unknown, wrong } from "./finding";
import type { Findings } from "./finding";
import { unknownAccounts } from "./inspector-accounts";
import type { Rule } from "./rule";
import { OWN_TAGS } from "./tags";

type Target = Readable<NonNullable<Configuration["inspector"]>["targets"][number]>;

function targetsOf({ inspector }: Reading): Located<Target>[] {
  return entriesOf<Target>(inspector?.targets, ["inspector", "targets"]);
}

function has(target: Target, rule: string): boolean {
  return present(target.rules).some((chosen) => chosen === rule);
}

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_CreateCisTargets.html */
function numberOfTags(reading: Reading): Finding[] {
  return targetsOf(reading).flatMap(({ path, value }): Finding[] => {
    const { name = "this one", tags } = value;
    if (tags === undefined || !has(value, "cis")) {
      return [];
    }
    const count = Object.keys(tags).length;
    if (count === 0) {
      return [
        {
          path: [...path, "tags"],
          message:
            "a CIS scan needs tags: Amazon Inspector finds its instances by them, and has no target of all instances",
          got: `no tags for the target ${name}`,
          allowed: "1 to 5 keys, each with 1 to 5 values",
          fix: "give your instances a tag and name it here, such as Environment: [production]; or take cis out of rules",
        },
      ];
    }
    return count > 5
      ? [
          {
            path: [...path, "tags"],
            message: "too many tags for a CIS scan",
            got: `${count} keys`,
            allowed: "1 to 5 keys, each with 1 to 5 values",
            fix: "select by fewer keys, or make several targets of it",
          },
        ]
      : [];
  });
}

function accounts(reading: Reading): Finding[] {
  return targetsOf(reading).flatMap(({ path, value }) =>
    unknownAccounts(reading, entriesOf(value.accounts, [...path, "accounts"])),
  );
}

function regions(reading: Reading, written: Written): Finding[] {
  const governed = present(reading.regions);
  if (governed.length === 0) {
    return [];
  }
  return targetsOf(reading).flatMap(({ path, value }): Finding[] => {
    const chosen = entriesOf(value.regions, [...path, "regions"]);
    const elsewhere = unknown(chosen, governed, "not one of the regions that are governed");
    if (!has(value, "cis")) {
      return elsewhere;
    }
    const without = chosen
      .filter((region) => governed.includes(region.value) && !hasCisScans(region.value))
      .map((region) =>
        wrong(region, "CIS scans cannot be configured in this region", {
          fix: "remove it, or take cis out of rules",
        }),
      );
    const nowhere =
      !written([...path, "regions"]) && !governed.some(hasCisScans)
        ? [
            {
              path: [...path, "rules"],
              message: "CIS scans can be configured in none of the governed regions",
              got: governed.join(", "),
              fix: "take cis out of rules",
            },
          ]
        : [];
    return [...elsewhere, ...without, ...nowhere];
  });
}

/** What `Intl` knows is the IANA database that Node.js came with. It does not mind capitals; what Inspector does is not said. */
function timeZones(reading: Reading): Finding[] {
  const known = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  return targetsOf(reading)
    .flatMap(({ path, value }) => located(value.schedule?.timeZone, [...path, "schedule", "timeZone"]))
    .filter(({ value }) => !isTimeZone(value) || isInOtherCapitals(value, known))
    .map((zone) =>
      wrong(zone, "not a time zone of the IANA database", {
        allowed: "names such as UTC, Europe/Berlin and America/New_York",
        fix: didYouMean(zone.value, known),
      }),
    );
}

/** Offsets such as +01:00 are known to newer versions of Node.js, and not to Inspector. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

function isInOtherCapitals(name: string, known: readonly string[]): boolean {
  return !known.includes(name) && known.some((zone) => zone.toLowerCase() === name.toLowerCase());
}

function schedules(reading: Reading, written: Written): Finding[] {
  return targetsOf(reading).flatMap(({ path, value }): Finding[] => {
    const { days, frequency } = value.schedule ?? {};
    const place = [...path, "schedule"];
    const without = { daily: ["days"], monthly: [], once: ["days", "time", "timeZone"], weekly: [] };
    const ineffective = (frequency === undefined ? [] : without[frequency])
      .filter((key) => written([...place, key]))
      .map((key) => ({
        path: [...place, key],
        message: `has no effect with frequency: ${frequency}`,
        fix: `remove ${key}, or set another frequency`,
      }));
    const count = present(days).length;
    return frequency === "monthly" && count > 1
      ? [
          {
            path: [...place, "days"],
            message: "a monthly scan is on one weekday of the month",
            got: `${count} days`,
            fix: "keep one, or set frequency: weekly",
          },
        ]
      : ineffective;
  });
}

/** Both are what Inspector finds of instances, once it scans them. */
function scannedTypes(reading: Reading): Finding[] {
  const scans = reading.inspector?.scans;
  return scans === undefined || present(scans).includes("ec2")
    ? []
    : rulesOf(reading, "cve", "network-reachability").map((rule) =>
        wrong(rule, "needs the scan type ec2, which inspector.scans leaves out", {
          fix: `add ec2 to inspector.scans, or take ${rule.value} out of rules`,
        }),
      );
}

function rulesOf(reading: Reading, ...kinds: readonly string[]): Located[] {
  return targetsOf(reading).flatMap(({ path, value }) =>
    entriesOf<string>(value.rules, [...path, "rules"]).filter((rule) => kinds.includes(rule.value)),
  );
}

/**
 * The package of old looked at SSH logins of root, passwords, the address space and permissions of system folders: all of it is in
 * the CIS benchmarks. What landing zones do besides is watched by AWS Config and on the hosts.
 *
 * @see https://docs.aws.amazon.com/inspector/v1/userguide/inspector_security-best-practices.html
 */
function securityBestPractices(reading: Reading): Finding[] {
  return targetsOf(reading).flatMap(({ path, value }): Finding[] => {
    const [rule] = entriesOf<string>(value.rules, [...path, "rules"]).filter(
      (chosen) => chosen.value === "security-best-practices",
    );
    const missing = [
      ...(has(value, "cis") ? [] : ["the rule cis of this target (benchmark of the operating system)"]),
      ...(reading.hosts?.agent?.enabled === true ? [] : ["hosts.agent.enabled: true (logons)"]),
      ...(reading.hosts?.sessions?.enabled === true ? [] : ["hosts.sessions.enabled: true (sessions without SSH)"]),
    ];
    return rule === undefined || missing.length === 0
      ? []
      : [
          wrong(rule, "no equivalent in Amazon Inspector; what is nearest is not all switched on", {
            severity: "warning",
            fix: `set ${missing.join(", ")}, or take it out of rules; AWS Config's rules on instances are on with config.rules`,
          }),
        ];
  });
}

/** A target whose tags no instance has checks nothing, and nobody is told. */
function tagsThatMatchNothing(reading: Reading): Finding[] {
  const { inspector, tags = {} } = reading;
  const declared = new Map<string, readonly string[]>([
    ...OWN_TAGS.map((key): [string, string[]] => [key, []]),
    ...fieldsOf(tags, ["tags"]).map(({ key, value }): [string, string[]] => [key, [value]]),
    ...fieldsOf(inspector?.instanceTags, []).map(({ key, value }): [string, string[]] => [key, present(value)]),
  ]);
  return targetsOf(reading).flatMap(({ path, value }) =>
    fieldsOf(value.tags, [...path, "tags"]).flatMap((tag) => tagFindings(tag, declared)),
  );
}

function tagFindings(
  { key, path, value }: { readonly key: string; readonly path: Path; readonly value: readonly (string | undefined)[] },
  declared: ReadonlyMap<string, readonly string[]>,
): Findings {
  const severity = "warning";
  const known = declared.get(key);
  if (known === undefined) {
    return {
      path,
      severity,
      message: "neither tags nor inspector.instanceTags has this tag: the target may match no instance",
      got: `"${key}"`,
      fix:
        nearest(key, [...declared.keys()]) === undefined
          ? "declare under inspector.instanceTags what your tag policies demand"
          : `${didYouMean(key, [...declared.keys()])} Or declare it under inspector.instanceTags`,
    };
  }
  return known.length === 0
    ? []
    : unknown(
        entriesOf(value, path),
        known,
        `not a value that is declared of the tag ${key}: it may match no instance`,
        {
          severity,
        },
      );
}

/** Inspector's plugin runs with the role of its instance. */
function instanceRoles(reading: Reading): Findings {
  const { hosts, inspector, name = "" } = reading;
  const isManaged = hosts?.agent?.enabled === true;
  const [first] = targetsOf(reading).filter(({ value }) => has(value, "cis"));
  return first === undefined || inspector === undefined || isManaged
    ? []
    : {
        path: first.path,
        key: "rules",
        severity: "warning",
        message:
          "CIS scans reach instances whose roles have AmazonSSMManagedInstanceCore and AmazonInspector2ManagedCisPolicy only",
        fix: `attach both to your instance roles; or set hosts.agent.enabled: true and attach ${name}-host, which has what scans need`,
      };
}

export const INSPECTOR_TARGET_RULES = [
  numberOfTags,
  accounts,
  regions,
  timeZones,
  schedules,
  scannedTypes,
  securityBestPractices,
  tagsThatMatchNothing,
  instanceRoles,
] satisfies Rule[];
