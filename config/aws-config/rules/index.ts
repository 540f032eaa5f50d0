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

type Rules = Readonly<Record<string, ConfigRuleDefinition>>;

/** The catalog by what its rules watch, as the documentation has it. */
export const CONFIG_RULE_GROUPS: Readonly<Record<string, Rules>> = {
  "The trail": TRAIL_RULES,
  "Log groups and flow logs": LOG_RULES,
  "Alarms and topics": ALARM_RULES,
  "What buckets keep": BUCKET_RULES,
  "Who reaches buckets": BUCKET_ACCESS_RULES,
  "KMS keys": KEY_RULES,
  "Accounts and their root users": ACCOUNT_RULES,
  "IAM users": USER_RULES,
  "EC2 and its networks": MACHINE_RULES,
  "Other services": SERVICE_RULES,
};

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
} as const satisfies Rules;

export type ConfigRuleKey = keyof typeof CONFIG_RULES;
