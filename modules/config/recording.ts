import type { ConfigConfigurationRecorderConfig } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { checkFormat, checkFormats, refuse } from "../checks";
import { FORMATS } from "../../aws/formats";
import { isRecorded, recordingGroup } from "./recording-group";
import type { GlobalResourceTypes, RecordedTypes } from "./recording-group";
import { recordingMode } from "./recording-mode";
import type { RecordingFrequency } from "./recording-mode";

/** What a recorder records, and how often. */
export interface RecordingProps {
  /**
   * Whether IAM users, groups, roles and policies are recorded here. They are the same in every region, so record them
   * in exactly one.
   * @default "record"
   */
  readonly globalResourceTypes?: GlobalResourceTypes;
  /**
   * What is recorded. `only` has to name a type other than IAM's where those are ignored, and neither list may be
   * empty. A recorder with `except` cannot be changed to one without: provider 5 goes on sending the exclusions, and
   * AWS refuses them. Give it all types by `aws configservice put-configuration-recorder` then, and apply; `-replace` would
   * delete the recorder.
   * @default - all supported types; `"all"` says so, which a recorder needs to go back from `only`
   * @see https://github.com/hashicorp/terraform-provider-aws/issues/38820
   */
  readonly resourceTypes?: RecordedTypes;
  /**
   * How often is recorded. AWS Config's own types, such as `AWS::Config::ResourceCompliance`, are never recorded daily.
   * @default - what the recorder has already, else continuous; `"continuous"` says so, which it needs to go back from
   * daily
   */
  readonly frequency?: RecordingFrequency;
  /**
   * Types recorded at the other frequency. Those that are not recorded here are ignored.
   * @default - none
   */
  readonly otherFrequency?: readonly string[];
}

type RecordingArguments = Pick<ConfigConfigurationRecorderConfig, "recordingGroup" | "recordingMode">;

/** Refuses lists of types that AWS does: none, no types, or those alone that are ignored. */
export function checkRecording(
  where: string,
  { globalResourceTypes, otherFrequency, resourceTypes }: RecordingProps,
): void {
  for (const [index, type] of (otherFrequency ?? []).entries()) {
    checkFormat(where, `otherFrequency[${index}]`, type, FORMATS.resourceType);
  }
  if (typeof resourceTypes !== "object") {
    return;
  }
  const within = `${where}: resourceTypes`;
  checkFormats(within, resourceTypes as { only?: readonly string[]; except?: readonly string[] }, {
    only: FORMATS.resourceType,
    except: FORMATS.resourceType,
  });
  if (
    "only" in resourceTypes &&
    !resourceTypes.only.some((type) => isRecorded(type, resourceTypes, globalResourceTypes ?? "record"))
  ) {
    refuse(within, "only", { got: resourceTypes.only, allowed: "a type besides those of IAM, which are ignored here" });
  }
}

/** The arguments of a recorder for what it records, and how often. */
export function recordingArguments(props: RecordingProps): RecordingArguments {
  const { frequency, globalResourceTypes = "record", otherFrequency = [], resourceTypes } = props;
  // A frequency says nothing of a type that is not recorded, as IAM's are not outside the home region.
  const others = otherFrequency.filter((type) => isRecorded(type, resourceTypes, globalResourceTypes));
  return {
    recordingGroup: recordingGroup(resourceTypes, globalResourceTypes),
    recordingMode: recordingMode(frequency, others),
  };
}
