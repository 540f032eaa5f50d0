import { EVENT_RULES } from "../config/detection";
import { FORWARDING_RULES } from "../config/detection/definition";
import type { ForwardingRule, RuleDefinition } from "../config/detection/definition";
import { withoutNames } from "./without-names";

/** A rule on events of Amazon EventBridge. */
export interface EventRuleEntry {
  /** What happened, as a headline. */
  readonly title: string;
  /** What it means and what to do. */
  readonly advice: string;
  /** How soon somebody has to look at it. */
  readonly severity: "critical" | "high" | "medium" | "low";
  /** Which events. */
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Whether it is about calls that only read, which rules have to ask for. */
  readonly readsToo: boolean;
}

/**
 * Rules on tampering that need no names of a landing zone, by keys that stay the same.
 *
 * @param partition `aws`, `aws-cn` or `aws-us-gov`
 */
export function eventRules(partition = "aws"): Readonly<Record<string, EventRuleEntry>> {
  return Object.fromEntries(
    Object.entries<RuleDefinition>(EVENT_RULES).flatMap(([key, definition]): [string, EventRuleEntry][] => {
      const pattern = withoutNames(partition, (input) => definition.pattern(input));
      if (pattern === undefined || definition.needs !== undefined || definition.onlyWith !== undefined) {
        return [];
      }
      const { advice, forwardedBy = "first", severity, title } = definition;
      const { readsToo = false }: ForwardingRule = FORWARDING_RULES[forwardedBy];
      return [[key, { title, advice, severity, pattern, readsToo }]];
    }),
  );
}
