import type { ConfigConfigurationRecorderRecordingMode } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { isRecorded, recordingGroup } from "../config/recording-group";
import type { GlobalResourceTypes, RecordedTypes } from "../config/recording-group";
import { recordingMode } from "../config/recording-mode";
import type { RecordingFrequency } from "../config/recording-mode";
import type { TemplateValue } from "./template";

/** What AWS Config records, in the words of `ConfigRecorder`. */
export interface Recording {
  /**
   * Which types of resources.
   * @default - all that AWS Config supports
   */
  readonly resourceTypes?: RecordedTypes;
  /**
   * How often.
   * @default - continuous
   */
  readonly frequency?: RecordingFrequency;
  /**
   * Types recorded at the other frequency. Those that are not recorded are ignored.
   * @default - none
   */
  readonly otherFrequency?: readonly string[];
}

/**
 * The properties of CloudFormation's recorder that say what is recorded, made from Terraform's arguments for it.
 *
 * @param globalResourceTypes whether IAM's types are recorded: in exactly one region of an account
 * @returns undefined when nothing is left to record
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationrecorder.html
 */
export function recordingProperties(
  { frequency, otherFrequency = [], resourceTypes }: Recording,
  globalResourceTypes: GlobalResourceTypes,
): Readonly<Record<"RecordingGroup" | "RecordingMode", TemplateValue | undefined>> | undefined {
  const group = recordingGroup(resourceTypes, globalResourceTypes);
  if (group.resourceTypes?.length === 0) {
    return undefined;
  }
  const others = otherFrequency.filter((type) => isRecorded(type, resourceTypes, globalResourceTypes));
  const mode = recordingMode(frequency, others);
  return { RecordingGroup: asProperty(group), RecordingMode: mode && recordingModeProperty(mode) };
}

function recordingModeProperty({ recordingModeOverride, ...mode }: ConfigConfigurationRecorderRecordingMode) {
  return {
    ...asProperty(mode),
    RecordingModeOverrides: recordingModeOverride && [asProperty(recordingModeOverride)],
  };
}

/** A block of Terraform as a property of CloudFormation, whose names differ only in the case of the first letter. */
function asProperty(block: object): Record<string, TemplateValue> {
  const entries = Object.entries(block).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.replace(/^./, (letter) => letter.toUpperCase()), asValue(value)]),
  );
}

/** Of most blocks there is one at most: Terraform takes a list nevertheless, and CloudFormation the block itself. */
function asValue(value: unknown): TemplateValue {
  const [only] = Array.isArray(value) ? (value as unknown[]) : [];
  return typeof only === "object" && only !== null ? asProperty(only) : (value as TemplateValue);
}
