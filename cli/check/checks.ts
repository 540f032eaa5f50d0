import { accountRules } from "./account-rules";
import { aggregators } from "./aggregators";
import { alarmActions } from "./alarm-actions";
import type { Check } from "./check";
import { bootstrap } from "./bootstrap";
import { configRecorder, deliveryChannel } from "./config-recorder";
import { controlTower } from "./control-tower";
import { ebsEncryption } from "./ebs-encryption";
import { flowLogs } from "./flow-logs";
import { functions } from "./functions";
import { guardrails } from "./guardrails";
import { INSPECTOR_CHECKS } from "./inspector";
import { logValidation } from "./log-validation";
import { conformancePacks, organizationRules } from "./organization-rules";
import { roles } from "./roles";
import { stackSets } from "./stack-sets";
import { subscriptions } from "./subscriptions";
import { trail } from "./trail";

/** Every check, in the order in which they are reported. */
export const CHECKS: readonly Check[] = [
  controlTower,
  roles,
  guardrails,
  trail,
  configRecorder,
  deliveryChannel,
  organizationRules,
  conformancePacks,
  accountRules,
  aggregators,
  stackSets,
  flowLogs,
  ebsEncryption,
  alarmActions,
  subscriptions,
  logValidation,
  functions,
  bootstrap,
  ...INSPECTOR_CHECKS,
];
