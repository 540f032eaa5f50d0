import { blocks, checkovGraph, referredTo } from "./check";
import type { ScannerCheck } from "./check";

const RECORDER = "aws_config_configuration_recorder";
const STATUS = "aws_config_configuration_recorder_status";

export const CONFIG_RECORDER_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovGraph("CKV2_AWS_45", "AWSConfigRecorderEnabled.yaml"),
    title: "Ensure AWS Config recorder is enabled to record all supported resources",
    type: STATUS,
    // The recorder is found by a reference only, not by its name.
    passes: (_, { is_enabled, name }, template) =>
      is_enabled === true &&
      blocks(referredTo(name, RECORDER, template)?.recording_group).some(({ all_supported: all }) => all !== false),
    violate: (_, status) => {
      status.is_enabled = false;
    },
  },
  {
    ...checkovGraph("CKV2_AWS_48", "ConfigRecorderRecordsAllGlobalResources.yaml"),
    title: "Ensure AWS Config must record all possible resources",
    type: RECORDER,
    passes: (_, { recording_group: group }) =>
      blocks(group).some(({ include_global_resource_types: included }) => included === true),
    violate: (_, recorder) => {
      recorder.recording_group = { all_supported: true, include_global_resource_types: false };
    },
  },
];
