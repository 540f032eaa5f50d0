import { ENABLED_WITH_READS } from "../../aws/event-rule-state";

/** State of a rule; nothing is said of one in the state that rules are in by default. */
export function ruleState(readsToo = false): string | undefined {
  return readsToo ? ENABLED_WITH_READS : undefined;
}
