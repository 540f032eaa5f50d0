import type { ConfigConfigurationRecorderRecordingMode } from "@cdktf/provider-aws/lib/config-configuration-recorder";

/** At every change, or once a day if something changed. */
export type RecordingFrequency = "continuous" | "daily";

const FREQUENCIES = { continuous: "CONTINUOUS", daily: "DAILY" } as const;

/**
 * The argument for how often is recorded.
 *
 * The provider keeps a frequency that is no longer given, so a recorder goes back from daily to continuous only with an
 * explicit `continuous`.
 *
 * @param frequency that of all types but the other ones
 * @param otherTypes types recorded at the other frequency
 * @returns undefined where nothing is said: what an existing recorder has stays, and a new one is continuous
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingMode.html
 */
export function recordingMode(
  frequency: RecordingFrequency | undefined,
  otherTypes: readonly string[],
): ConfigConfigurationRecorderRecordingMode | undefined {
  if (frequency === undefined && otherTypes.length === 0) {
    return undefined;
  }
  const main = frequency ?? "continuous";
  const other = main === "continuous" ? "daily" : "continuous";
  return {
    recordingFrequency: FREQUENCIES[main],
    recordingModeOverride:
      otherTypes.length === 0 ? undefined : { recordingFrequency: FREQUENCIES[other], resourceTypes: [...otherTypes] },
  };
}
