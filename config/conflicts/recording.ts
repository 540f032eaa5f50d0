import { RECORD_RETENTION_DAYS } from "../../aws/record-retention";
import { GLOBAL_RESOURCE_TYPES, NEVER_DAILY, RECORDABLE_TYPES } from "../../aws/recordable-types";
import { REGIONS } from "../../aws/regions";
import { acceptedDays } from "../archive/duration";
import { isOn } from "../aws-config/resolve";
import { recordsIam } from "../aws-config/rules/regions";
import { entriesOf, fieldsOf, located, whole } from "../readable";
import type { Located, Reading } from "../readable";
import type { Configuration } from "../schema";
import type { Finding } from "../source/document";
import { rulesOf } from "./config-rules";
import { unknown, wrong } from "./finding";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

const KNOWN_TYPES = [...new Set([...RECORDABLE_TYPES, ...NEVER_DAILY])];

type RecordingSettings = Configuration["config"]["recording"];

/** What is recorded, if all of it could be read. */
function recordingOf({ config }: Reading): RecordingSettings | undefined {
  return whole<RecordingSettings>(config?.recording);
}

function isRecorded(type: string, { except, only }: RecordingSettings): boolean {
  return only.length === 0 ? !except.includes(type) : only.includes(type);
}

function typesIn({ config }: Reading, key: "except" | "only" | "otherFrequency"): Located[] {
  return entriesOf(config?.recording?.[key], ["config", "recording", key]);
}

/** AWS Config chooses types in one way or the other. */
function onlyAndExcept(reading: Reading): Findings {
  const only = typesIn(reading, "only");
  const except = typesIn(reading, "except");
  return only.length === 0 || except.length === 0
    ? []
    : {
        path: ["config", "recording", "except"],
        message: "only says already what is recorded",
        got: `${only.length} types in only, ${except.length} in except`,
        fix: "remove one of the two lists",
      };
}

/** A recorder of nothing cannot be made, and these are recorded in one region, if in any. */
function onlyGlobalTypes(reading: Reading): Findings {
  const { only = [] } = recordingOf(reading) ?? {};
  const { regions = [] } = reading;
  const isNowhere = regions.every((region) => region !== undefined && !recordsIam(region));
  if (
    only.length === 0 ||
    regions.length === 0 ||
    (regions.length === 1 && !isNowhere) ||
    only.some((type) => !GLOBAL_RESOURCE_TYPES.includes(type))
  ) {
    return [];
  }
  return {
    path: ["config", "recording", "only"],
    message: isNowhere
      ? `AWS Config records these in none of the governed regions, and ${regions.length === 1 ? "the recorder" : "recorders"} would have no type`
      : "these are recorded in one region only, and the recorders of the others would have no type",
    got: only.join(", "),
    fix: "add a type that is not global, such as AWS::EC2::SecurityGroup",
  };
}

/** Nobody expects of a recorder of all types that it leaves some out. */
function iamNowhere(reading: Reading): Findings {
  const recording = recordingOf(reading);
  const { regions = [] } = reading;
  if (recording === undefined) {
    return [];
  }
  const wanted = GLOBAL_RESOURCE_TYPES.filter((type) => isRecorded(type, recording));
  const mayRecord = (region = ""): boolean => recordsIam(region) || !REGIONS.has(region);
  return regions.length === 0 || wanted.length === 0 || regions.some(mayRecord)
    ? []
    : {
        path: ["regions"],
        severity: "warning",
        message:
          "AWS Config records IAM's users, groups, roles and policies in none of these regions, and so not at all",
        got: regions.join(", "),
        fix: `add a region that records them, such as eu-west-1, or ${recording.only.length === 0 ? "name them in config.recording.except" : "remove them from config.recording.only"}: ${wanted.join(", ")}`,
      };
}

/** AWS refuses some of these when it is deployed and records nothing of others; it may also be ahead of the list. */
function unknownResourceTypes(reading: Reading): Finding[] {
  const { functionRules, policyRules } = reading.config ?? {};
  const ofRules = [
    ...fieldsOf(policyRules, ["config", "policyRules"]),
    ...fieldsOf(functionRules, ["config", "functionRules"]),
  ].flatMap(({ path, value }) => entriesOf(value.resourceTypes, [...path, "resourceTypes"]));
  const recorded = (["only", "except", "otherFrequency"] as const).flatMap((key) => typesIn(reading, key));
  const message =
    "not among the types that AWS Config is known to record; if it is not misspelt, AWS may have added it";
  return unknown([...recorded, ...ofRules], KNOWN_TYPES, message, { severity: "warning" });
}

/** What is recorded at the other frequency has to be recorded. */
function otherFrequencyOfNothing(reading: Reading): Finding[] {
  const recording = recordingOf(reading);
  const fix = recording?.only.length === 0 ? "remove it here or from except" : "remove it here or add it to only";
  return typesIn(reading, "otherFrequency")
    .filter(({ value }) => recording !== undefined && !isRecorded(value, recording))
    .map((type) => wrong(type, "this type is not recorded at all", { fix }));
}

function neverDaily(reading: Reading): Finding[] {
  const { frequency, otherFrequency = [] } = recordingOf(reading) ?? {};
  const isDaily = frequency === "daily";
  const fix = isDaily ? "add it to otherFrequency" : "remove it from otherFrequency";
  return typesIn(reading, isDaily ? "only" : "otherFrequency")
    .filter(({ value }) => NEVER_DAILY.includes(value) && !(isDaily && otherFrequency.includes(value)))
    .map((type) => wrong(type, "AWS Config records this type continuously only", { fix }));
}

function impossibleHistory({ config }: Reading): Finding[] {
  return located(config?.recording?.retention, ["config", "recording", "retention"])
    .map(({ path, value }) => ({ path, value, days: acceptedDays(value) }))
    .filter(({ days }) => days < RECORD_RETENTION_DAYS.least || days > RECORD_RETENTION_DAYS.most)
    .map(({ days, path, value }) => ({
      path,
      message: "AWS Config keeps history within limits",
      got: `"${value}" (${days.toLocaleString("en")} days)`,
      allowed: "30 days to 7 years (2,557 days)",
    }));
}

/** A rule that looks at what is not recorded is silent, which looks like compliance. */
function rulesWithoutRecords(reading: Reading): Findings {
  const recording = recordingOf(reading);
  if (recording === undefined || (recording.only.length === 0 && recording.except.length === 0)) {
    return [];
  }
  const blind = rulesOf(reading).filter(
    ({ definition, settings }) =>
      isOn(definition, settings) &&
      definition.resourceTypes.length > 0 &&
      !definition.resourceTypes.some((type) => isRecorded(type, recording)),
  );
  return blind.length === 0
    ? []
    : {
        path: ["config", "recording", recording.only.length === 0 ? "except" : "only"],
        severity: "warning",
        message: "rules look at types that are not recorded, and will report nothing",
        got: blind.map(({ key }) => key).join(", "),
        fix: "record what they look at (docs/config-rules.md), or switch them off with a reason",
      };
}

export const RECORDING_RULES = [
  onlyAndExcept,
  onlyGlobalTypes,
  iamNowhere,
  unknownResourceTypes,
  otherFrequencyOfNothing,
  neverDaily,
  impossibleHistory,
  rulesWithoutRecords,
] satisfies Rule[];
