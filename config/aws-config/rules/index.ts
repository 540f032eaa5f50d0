import { ACCOUNT_RULES } from "./accounts";
import { ALARM_RULES } from "./alarms";
import { BUCKET_ACCESS_RULES } from "./bucket-access";
import { BUCKET_RULES } from "./buckets";
import type { ConfigRuleDefinition } from "./definition";
import { KEY_RULES } from "./keys";
import { LOG_RULES } from "./logs";
import { MACHINE_RULES } from "./machines";
import { SERVICE_RULES } from "./services";
import { TRAIL_RULES } from "./trail";
import { USER_RULES } from "./users";

/** Every rule that AWS manages and the landing zone knows, by its key in the configuration. */
export const CONFIG_RULES = {
  ...TRAIL_RULES,
  ...LOG_RULES,
  ...ALARM_RULES,
  ...BUCKET_RULES,
  ...BUCKET_ACCESS_RULES,
  ...KEY_RULES,
  ...ACCOUNT_RULES,
  ...USER_RULES,
  ...MACHINE_RULES,
  ...SERVICE_RULES,
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;

export type ConfigRuleKey = keyof typeof CONFIG_RULES;
