/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_WeeklySchedule.html */
export const CIS_DAYS: readonly string[] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * When a CIS scan runs, as AWS spells it. One-time scans begin when they are made; a monthly one is on a day of the week.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-inspectorv2-cisscanconfiguration-schedule.html
 */
export type CisSchedule =
  | { readonly OneTime: Readonly<Record<string, never>> }
  | { readonly Daily: { readonly StartTime: StartTime } }
  | { readonly Weekly: { readonly StartTime: StartTime; readonly Days: readonly string[] } }
  | { readonly Monthly: { readonly StartTime: StartTime; readonly Day: string } };

/** When of the day a scan starts. */
export interface StartTime {
  /** `HH:MM`. */
  readonly TimeOfDay: string;
  /** `UTC`, or a place such as `Europe/Berlin`. */
  readonly TimeZone: string;
}
