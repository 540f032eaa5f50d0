import type { Check } from "./check";
import { configRecorder, deliveryChannel } from "./config-recorder";
import { ebsEncryption } from "./ebs-encryption";
import { INSPECTOR_CHECKS } from "./inspector";
import { trail } from "./trail";

/** Every check, in the order in which they are reported. */
export const CHECKS: readonly Check[] = [trail, configRecorder, deliveryChannel, ebsEncryption, ...INSPECTOR_CHECKS];
