import type { EventPattern } from "./definition";
import { LONGEST_EVENT_PATTERN } from "../../patterns/event-pattern";
import { TRUSTED_ADVISOR_CHECKS } from "../../aws/trusted-advisor-checks";
import type { TrustedAdvisorCategory } from "../../aws/trusted-advisor-checks";

/** Every check that can be named. */
export const CHECK_NAMES: readonly string[] = Object.values(TRUSTED_ADVISOR_CHECKS).flat();

export interface TrustedAdvisorChoice {
  readonly statuses: readonly string[];
  readonly categories: readonly TrustedAdvisorCategory[];
  readonly checks: readonly string[];
}

/**
 * Patterns for each chosen category, by what their rules are called after, and for the checks that are named besides:
 * events carry the name of the check only. Where the names are longer than one pattern may be, there are several, the
 * second called `trustedAdvisorFaultTolerance2`.
 *
 * @see https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-events-ta.html
 */
export function trustedAdvisorPatterns(choice: TrustedAdvisorChoice): ReadonlyMap<string, EventPattern> {
  const { categories, checks, statuses } = choice;
  const covered = new Set<string>(categories.flatMap((category) => TRUSTED_ADVISOR_CHECKS[category]));
  const others = [...new Set(checks)].filter((check) => !covered.has(check));
  return new Map([
    ...categories.flatMap((category) => numbered(category, patterns(statuses, TRUSTED_ADVISOR_CHECKS[category]))),
    ...numbered("checks", patterns(statuses, others)),
  ]);
}

/** What forwards every result that could be chosen, filtered by status only. */
export function trustedAdvisorForwarding(statuses: readonly string[]): EventPattern {
  return pattern(statuses);
}

function numbered(category: string, parts: readonly EventPattern[]): [string, EventPattern][] {
  const key = `trustedAdvisor${category.charAt(0).toUpperCase()}${category.slice(1)}`;
  return parts.map((part, index) => [index === 0 ? key : `${key}${index + 1}`, part]);
}

/** As few patterns as the checks fit into, in their order. */
function patterns(statuses: readonly string[], checks: readonly string[]): EventPattern[] {
  const parts: string[][] = [];
  for (const check of checks) {
    const part = parts.at(-1);
    if (part !== undefined && JSON.stringify(pattern(statuses, [...part, check])).length <= LONGEST_EVENT_PATTERN) {
      part.push(check);
    } else {
      parts.push([check]);
    }
  }
  return parts.map((part) => pattern(statuses, part));
}

function pattern(status: readonly string[], checks?: readonly string[]): EventPattern {
  return {
    source: ["aws.trustedadvisor"],
    "detail-type": ["Trusted Advisor Check Item Refresh Notification"],
    detail: { status, ...(checks === undefined ? {} : { "check-name": checks }) },
  };
}
