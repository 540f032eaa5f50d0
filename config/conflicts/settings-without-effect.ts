import { fieldsOf } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import type { Rule } from "./rule";

const OF_FLOW_LOGS = ["destinations", "trafficType", "maxAggregationSeconds", "fields", "retentionDays"];
const OF_PASSWORDS = ["minimumLength", "rememberedPasswords", "maximumAgeDays"];

/** Who writes a setting expects it to do something: those that have no effect beside another setting. */
function settingsWithoutEffect({ baseline, flowLogs }: Reading, written: Written): Finding[] {
  const { destinations, vpcs } = flowLogs ?? {};
  const toBucketOnly = destinations?.every((destination) => destination === "bucket");
  const conditions: [because: string, isSo: boolean | undefined, path: string[], keys: readonly string[]][] = [
    [
      "baseline.instanceMetadata.version2 is unchanged",
      baseline?.instanceMetadata?.version2 === "unchanged",
      ["baseline", "instanceMetadata"],
      ["hopLimit"],
    ],
    [
      "baseline.passwordPolicy.enabled is false",
      baseline?.passwordPolicy?.enabled === false,
      ["baseline", "passwordPolicy"],
      OF_PASSWORDS,
    ],
    ["flowLogs.vpcs is none", vpcs === "none", ["flowLogs"], OF_FLOW_LOGS],
    ["flowLogs.destinations has no cloudwatch-logs", vpcs === "all" && toBucketOnly, ["flowLogs"], ["retentionDays"]],
  ];
  return conditions.flatMap(([because, isSo, path, keys]) =>
    keys
      .filter((key) => isSo && written([...path, key]))
      .map((key) => ({
        path,
        key,
        severity: "warning",
        message: `does nothing, as ${because}`,
        fix: "remove it, or change the other",
      })),
  );
}

const OF_OVERRIDES = ["severity", "targets", "threshold", "variant"];

/** Who sets how an alarm or a rule reports, and disables it, has overlooked one of the two. */
function overridesOfDisabled({ detection }: Reading, written: Written): Finding[] {
  const overrides = [
    ...fieldsOf(detection?.alarms, ["detection", "alarms"]),
    ...fieldsOf(detection?.rules, ["detection", "rules"]),
  ];
  return overrides
    .filter(({ value }) => value.disabled)
    .flatMap(({ path }) =>
      OF_OVERRIDES.filter((key) => written([...path, key])).map((key) => ({
        path,
        key,
        severity: "warning" as const,
        message: "does nothing, as disabled is true",
        fix: "remove it, or disabled",
      })),
    );
}

export const WITHOUT_EFFECT_RULES = [overridesOfDisabled, settingsWithoutEffect] satisfies Rule[];
