import type { ConfigConfigurationRecorderRecordingGroup } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { GLOBAL_RESOURCE_TYPES } from "../../aws/recordable-types";

/**
 * Types of resources, such as `AWS::EC2::Instance`, that are recorded: `all` that AWS Config supports, or will support;
 * `only` those named; or all `except` those named.
 */
export type RecordedTypes = "all" | { readonly only: readonly string[] } | { readonly except: readonly string[] };

/** Whether IAM's resource types, which are the same in every region, are recorded. */
export type GlobalResourceTypes = "record" | "ignore";

/**
 * The argument for what is recorded.
 *
 * The provider keeps strategy and exclusions that are no longer given, so a recorder goes back to all types only with
 * an explicit `all`.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
 */
export function recordingGroup(
  types: RecordedTypes | undefined,
  globalResourceTypes: GlobalResourceTypes,
): ConfigConfigurationRecorderRecordingGroup {
  if (types === undefined || types === "all") {
    return {
      allSupported: true,
      includeGlobalResourceTypes: globalResourceTypes === "record",
      recordingStrategy: types && [{ useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" }],
    };
  }
  // AWS takes the switch for global types along with all supported ones only.
  const listed = { allSupported: false, includeGlobalResourceTypes: false };
  if ("only" in types) {
    return {
      ...listed,
      resourceTypes: types.only.filter((type) => isRecorded(type, types, globalResourceTypes)),
      recordingStrategy: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
    };
  }
  // This strategy records global types in every region unless they are excluded, too.
  const excluded = globalResourceTypes === "ignore" ? [...types.except, ...GLOBAL_RESOURCE_TYPES] : types.except;
  return {
    ...listed,
    exclusionByResourceTypes: [{ resourceTypes: [...new Set(excluded)] }],
    recordingStrategy: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
  };
}

/** Whether one type is among those that are recorded. */
export function isRecorded(
  type: string,
  types: RecordedTypes | undefined,
  globalResourceTypes: GlobalResourceTypes,
): boolean {
  if (globalResourceTypes === "ignore" && GLOBAL_RESOURCE_TYPES.includes(type)) {
    return false;
  }
  if (types === undefined || types === "all") {
    return true;
  }
  return "only" in types ? types.only.includes(type) : !types.except.includes(type);
}
