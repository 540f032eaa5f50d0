import { ALARMS_BEYOND_CIS } from "./beyond-cis";
import { CIS_ALARMS } from "./cis";
import type { EVENT_RULES } from "./rules";

/** Every alarm on the trail's events, those of CIS AWS Foundations first. */
export const ALARMS = { ...CIS_ALARMS, ...ALARMS_BEYOND_CIS } as const;

export type AlarmKey = keyof typeof ALARMS;

export { EVENT_RULES } from "./rules";
export type RuleKey = keyof typeof EVENT_RULES;
