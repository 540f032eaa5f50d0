import type { Finding } from "../source/document";
import { daysOf } from "../archive/duration";
import type { Facts } from "../readable";
import { GLOBAL_RESOURCE_TYPES } from "../../aws/recordable-types";
import { NEVER_DAILY } from "../../aws/recordable-types";
import { REGIONS } from "../../aws/regions";
import { recordsIam } from "../aws-config/rules/regions";
import { CONFIG_RULES } from "../aws-config/rules";
import type { ConfigRuleDefinition } from "../aws-config/rules/definition";
import { duplicates } from "./duplicates";

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_RetentionConfiguration.html */
const RETENTION_DAYS = { least: 30, most: 2557 };

/** AWS Config chooses types in one way or the other. */
export function onlyAndExcept({ config: { except, only } }: Facts): Finding[] {
  const [first] = except;
  return first === undefined || only.length === 0
    ? []
    : [
        {
          path: first.path.slice(0, -1),
          message: "only says already what is recorded",
          got: `${only.length} types in only, ${except.length} in except`,
          fix: "remove one of the two lists",
        },
      ];
}

export function repeatedTypes({ config: { except, only, otherFrequency } }: Facts): Finding[] {
  const rule = { what: "type", fix: "remove one of the two" };
  return [only, except, otherFrequency].flatMap((types) => duplicates(types, rule));
}

/** A recorder of nothing cannot be made, and these are recorded in one region, if in any. */
export function onlyGlobalTypes({ config: { only }, regions }: Facts): Finding[] {
  const [first] = only;
  const isNowhere = regions.every(({ value }) => !recordsIam(value));
  if (
    first === undefined ||
    regions.length === 0 ||
    (regions.length === 1 && !isNowhere) ||
    only.some(({ value }) => !GLOBAL_RESOURCE_TYPES.includes(value))
  ) {
    return [];
  }
  return [
    {
      path: first.path.slice(0, -1),
      message: isNowhere
        ? `AWS Config records these in none of the governed regions, and ${regions.length === 1 ? "the recorder" : "recorders"} would have no type`
        : "these are recorded in one region only, and the recorders of the others would have no type",
      got: only.map(({ value }) => value).join(", "),
      fix: "add a type that is not global, such as AWS::EC2::SecurityGroup",
    },
  ];
}

/** Nobody expects of a recorder of all types that it leaves some out. */
export function iamNowhere({ config, regions }: Facts): Finding[] {
  const names = regions.map(({ value }) => value);
  const wanted = GLOBAL_RESOURCE_TYPES.filter((type) => isRecorded(type, config));
  return names.length === 0 || wanted.length === 0 || names.some((name) => recordsIam(name) || !REGIONS.has(name))
    ? []
    : [
        {
          path: ["regions"],
          severity: "warning",
          message:
            "AWS Config records IAM's users, groups, roles and policies in none of these regions, and so not at all",
          got: names.join(", "),
          fix: `add a region that records them, such as eu-west-1, or ${config.only.length === 0 ? "name them in config.recording.except" : "remove them from config.recording.only"}: ${wanted.join(", ")}`,
        },
      ];
}

/** What is recorded at the other frequency has to be recorded. */
export function otherFrequencyOfNothing({ config }: Facts): Finding[] {
  return config.otherFrequency
    .filter(({ value }) => !isRecorded(value, config))
    .map(({ path, value }) => ({
      path,
      message: "this type is not recorded at all",
      got: `"${value}"`,
      fix: config.only.length === 0 ? "remove it here or from except" : "remove it here or add it to only",
    }));
}

export function neverDaily({ config: { frequency, only, otherFrequency } }: Facts): Finding[] {
  const daily = frequency?.value === "daily" ? only : otherFrequency;
  const isOther = (type: string): boolean => otherFrequency.some(({ value }) => value === type);
  return daily
    .filter(({ value }) => NEVER_DAILY.includes(value) && (frequency?.value !== "daily" || !isOther(value)))
    .map(({ path, value }) => ({
      path,
      message: "AWS Config records this type continuously only",
      got: `"${value}"`,
      fix: frequency?.value === "daily" ? "add it to otherFrequency" : "remove it from otherFrequency",
    }));
}

export function impossibleHistory({ config: { retention } }: Facts): Finding[] {
  const days = retention === undefined ? undefined : daysOf(retention.value);
  if (retention === undefined || days === undefined || (days >= RETENTION_DAYS.least && days <= RETENTION_DAYS.most)) {
    return [];
  }
  return [
    {
      path: retention.path,
      message: "AWS Config keeps history within limits",
      got: `"${retention.value}" (${days.toLocaleString("en")} days)`,
      allowed: "30 days to 7 years (2,557 days)",
    },
  ];
}

/** A rule that looks at what is not recorded is silent, which looks like compliance. */
export function rulesWithoutRecords({ config }: Facts): Finding[] {
  const { except, only, rules } = config;
  if (only.length === 0 && except.length === 0) {
    return [];
  }
  const blind = Object.entries<ConfigRuleDefinition>(CONFIG_RULES).filter(
    ([key, { byDefault, resourceTypes }]) =>
      (rules.find((rule) => rule.key === key)?.enabled ?? byDefault) &&
      resourceTypes.length > 0 &&
      !resourceTypes.some((type) => isRecorded(type, config)),
  );
  const [first] = only.length === 0 ? except : only;
  return first === undefined || blind.length === 0
    ? []
    : [
        {
          path: first.path.slice(0, -1),
          severity: "warning",
          message: "rules look at types that are not recorded, and will report nothing",
          got: blind.map(([key]) => key).join(", "),
          fix: "record what they look at (docs/config-rules.md), or switch them off with a reason",
        },
      ];
}

function isRecorded(type: string, { except, only }: Facts["config"]): boolean {
  return only.length === 0 ? except.every(({ value }) => value !== type) : only.some(({ value }) => value === type);
}
