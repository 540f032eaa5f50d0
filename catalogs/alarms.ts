import { CIS_ALARMS } from "../config/detection/cis";
import { controlsOf } from "../config/detection/cis-controls";
import { CIS_VERSIONS } from "../config/detection/definition";
import type { AlarmDefinition, CisVersion, Variant } from "../config/detection/definition";
import { ALARMS } from "../config/detection";
import { withoutNames } from "./without-names";

export type { CisVersion, Variant } from "../config/detection/definition";

/** An alarm on the events of a trail in CloudWatch Logs. */
export interface LogAlarmEntry {
  /** What happened, as a headline. */
  readonly title: string;
  /** What it means and what to do. */
  readonly advice: string;
  /** How soon somebody has to look at it. */
  readonly severity: "critical" | "high" | "medium" | "low";
  /** CloudWatch Logs filter pattern, at most 1,024 characters. */
  readonly pattern: string;
  /** Events within five minutes that trigger it. */
  readonly threshold: number;
  /** Controls that check for it, such as `CloudWatch.1`. */
  readonly controls: readonly string[];
}

/** Which alarms, and in which form. */
export interface AlarmChoice {
  /**
   * Version of CIS AWS Foundations.
   * @default "5.0"
   */
  readonly version?: CisVersion;
  /**
   * `exact` is the text that checkers demand, `tuned` the same intent without the known noise.
   * @default "exact"
   */
  readonly variant?: Variant;
}

/**
 * The alarms of the monitoring section of CIS AWS Foundations, by keys that stay the same.
 *
 * @throws Error when the version or the variant is none
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export function cisAlarms(choice: AlarmChoice = {}): Readonly<Record<string, LogAlarmEntry>> {
  return entriesOf(CIS_ALARMS, choice);
}

/** All alarms that need no names of a landing zone, those of CIS among them. */
export function logAlarms(choice: AlarmChoice = {}): Readonly<Record<string, LogAlarmEntry>> {
  return entriesOf(ALARMS, choice);
}

function entriesOf(
  definitions: Readonly<Record<string, AlarmDefinition>>,
  { variant = "exact", version = "5.0" }: AlarmChoice,
): Record<string, LogAlarmEntry> {
  if (!CIS_VERSIONS.includes(version)) {
    throw new Error(`version: got "${version}"; allowed: ${CIS_VERSIONS.join(", ")}`);
  }
  if (!["exact", "tuned"].includes(variant)) {
    throw new Error(`variant: got "${variant}"; allowed: exact, tuned`);
  }
  return Object.fromEntries(
    Object.entries(definitions).flatMap(([key, definition]): [string, LogAlarmEntry][] => {
      const pattern = withoutNames("aws", (input) => definition.patterns[variant](input));
      const controls = controlsOf(definition, version);
      const isOfVersion = definition.cis === undefined || controls.some((control) => control.startsWith("CIS "));
      if (
        !isOfVersion ||
        pattern === undefined ||
        definition.needs !== undefined ||
        definition.onlyWith !== undefined
      ) {
        return [];
      }
      const { advice, severity, title, tunedThreshold = 1 } = definition;
      const threshold = variant === "tuned" ? tunedThreshold : 1;
      return [[key, { title, advice, severity, pattern, threshold, controls }]];
    }),
  );
}
