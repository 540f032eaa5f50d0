import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { ACCESS_RULES } from "./access";
import { ACCESS_DUTY_RULES } from "./access-duties";
import { ACCESS_LIMIT_RULES } from "./access-limits";
import { ACCOUNT_RULES } from "./accounts";
import { ADOPTION_RULES } from "./adoption";
import { ALERT_RULES } from "./alerts";
import { ARCHIVE_RULES } from "./archive";
import { AVAILABILITY_RULES } from "./availability";
import { BASELINE_RULES } from "./baseline";
import { BREAK_GLASS_RULES } from "./break-glass";
import { CONFIG_RULE_RULES } from "./config-rules";
import { CONTROL_TOWER_RULES } from "./control-tower";
import { DETECTION_RULES } from "./detection";
import { EXISTING_SESSION_RULES } from "./existing-sessions";
import { FUNCTION_RULES } from "./function-permissions";
import { GUARDRAIL_RULES } from "./guardrails";
import { INSPECTOR_RULES } from "./inspector";
import { INSPECTOR_CLASSIC_RULES } from "./inspector-classic";
import { INSPECTOR_TARGET_RULES } from "./inspector-targets";
import { KEY_STORE_RULES } from "./key-store";
import { NAME_RULES } from "./names";
import { ORGANIZATIONAL_UNIT_RULES } from "./organizational-units";
import { RECORDING_RULES } from "./recording";
import { REGION_RULES } from "./regions";
import { REPETITION_RULES } from "./repetition";
import { WITHOUT_EFFECT_RULES } from "./settings-without-effect";
import { STACK_SET_RULES } from "./stack-sets";
import { STATE_RULES } from "./state";
import type { Rule } from "./rule";
import { TAG_RULES } from "./tags";
import { TRAIL_RULES } from "./trail";

/** Every rule; a test asks whether one was forgotten. */
export const RULES: readonly Rule[] = [
  ACCESS_RULES,
  ACCESS_DUTY_RULES,
  ACCESS_LIMIT_RULES,
  ACCOUNT_RULES,
  ADOPTION_RULES,
  ALERT_RULES,
  ARCHIVE_RULES,
  AVAILABILITY_RULES,
  BASELINE_RULES,
  BREAK_GLASS_RULES,
  CONFIG_RULE_RULES,
  CONTROL_TOWER_RULES,
  DETECTION_RULES,
  EXISTING_SESSION_RULES,
  FUNCTION_RULES,
  GUARDRAIL_RULES,
  INSPECTOR_RULES,
  INSPECTOR_CLASSIC_RULES,
  INSPECTOR_TARGET_RULES,
  KEY_STORE_RULES,
  NAME_RULES,
  ORGANIZATIONAL_UNIT_RULES,
  RECORDING_RULES,
  REGION_RULES,
  REPETITION_RULES,
  STACK_SET_RULES,
  STATE_RULES,
  TAG_RULES,
  TRAIL_RULES,
  WITHOUT_EFFECT_RULES,
].flat();

/** Everything in a file that does not go together, or that AWS would refuse. */
export function conflicts(reading: Reading, written: Written): Finding[] {
  return RULES.flatMap((rule) => rule(reading, written));
}
