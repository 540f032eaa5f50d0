import { FilterPatternError, LONGEST_FILTER_PATTERN, parseFilterPattern } from "../../patterns/filter-pattern";
import { ALARMS, EVENT_RULES } from "../detection";
import { HEALTH_ALARMS } from "../detection/health";
import { CHECK_NAMES } from "../detection/trusted-advisor";
import type { Finding } from "../source/document";
import type { Facts } from "../readable";
import { didYouMean, listed } from "../source/suggest";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MOST_FILTERS = 100;

/** Nobody should have to guess later why an alarm is missing. */
export function disabledWithoutReason({ detection: { switched } }: Facts): Finding[] {
  return switched
    .filter(({ disabled, hasReason, key, section }) => disabled && !hasReason && isSwitch(section, key))
    .map(({ path }) => ({
      path,
      key: "disabled",
      message: "disabled without a reason",
      fix: "add reason: with a sentence for those who review the file, or remove disabled",
    }));
}

/** Others cannot be disabled: that there is no such key says it all. */
function isSwitch(section: string, key: string): boolean {
  const known: Readonly<Record<string, object>> = { alarms: ALARMS, rules: EVENT_RULES, trustedAdvisor: { "": true } };
  return Object.hasOwn(known[section] ?? {}, key);
}

export function wrongPatterns({ detection: { customPatterns } }: Facts): Finding[] {
  return customPatterns.flatMap(({ path, value }): Finding[] => {
    if (value.length > LONGEST_FILTER_PATTERN) {
      return [
        {
          path,
          message: "the filter pattern is longer than CloudWatch Logs takes",
          got: `${value.length.toLocaleString("en")} characters`,
          allowed: `at most ${LONGEST_FILTER_PATTERN.toLocaleString("en")} characters`,
          fix: "split it into two alarms",
        },
      ];
    }
    try {
      parseFilterPattern(value);
      return [];
    } catch (error) {
      if (!(error instanceof FilterPatternError)) throw error;
      return [
        {
          path,
          message: `not a CloudWatch Logs filter pattern: ${error.message.replace(/^offset [0-9]+: /, "")}, at character ${error.offset + 1}`,
          got: `"${value}"`,
        },
      ];
    }
  });
}

/** A custom alarm of the name of another would be the same alarm to CloudWatch. */
export function customAlarmNamesakes({ detection: { customKeys } }: Facts): Finding[] {
  return customKeys
    .filter(({ value }) => [ALARMS, EVENT_RULES, HEALTH_ALARMS].some((taken) => Object.hasOwn(taken, value)))
    .map(({ path, value }) => ({
      path: path.slice(0, -1),
      key: value,
      message: "the landing zone has an alarm or rule of this name already",
      got: `"${value}"`,
      fix: `choose another key${Object.hasOwn(ALARMS, value) ? `, or set detection.alarms.${value}` : ""}`,
    }));
}

/** A metric filter belongs to a log group, and a log group takes a hundred. */
export function tooManyFilters({ detection: { customKeys, switched } }: Facts): Finding[] {
  const disabled = switched.filter((entry) => entry.section === "alarms" && entry.disabled).length;
  const filters = Object.keys(ALARMS).length - disabled + customKeys.length;
  return filters <= MOST_FILTERS
    ? []
    : [
        {
          path: ["detection", "customAlarms"],
          message: "the trail's log group would have more metric filters than CloudWatch Logs takes",
          got: `${filters} alarms, ${customKeys.length} of them custom`,
          allowed: `${MOST_FILTERS}`,
          fix: "remove custom alarms, or disable others",
        },
      ];
}

/** EventBridge delivers to the region of the bus, and these stand beside it. */
export function foreignTargets({ accounts, detection: { targets }, homeRegion }: Facts): Finding[] {
  const audit = accounts.find(({ kind }) => kind === "audit")?.id?.value;
  return targets.flatMap(({ path, value }): Finding[] => {
    const [, , , region, account] = value.split(":");
    if (region !== undefined && homeRegion !== undefined && region !== homeRegion.value) {
      const message = "EventBridge delivers within a region only, and the security event bus is in the home region";
      return [{ path, message, got: `"${value}"`, allowed: `targets in ${homeRegion.value}` }];
    }
    return audit !== undefined && account !== undefined && account !== audit
      ? [
          {
            path,
            message: "the target is not in the audit account, where the security event bus is",
            got: `"${value}"`,
            allowed: `targets in account ${audit}`,
          },
        ]
      : [];
  });
}

export function unknownChecks({ detection: { checks } }: Facts): Finding[] {
  return checks
    .filter(({ value }) => !CHECK_NAMES.includes(value))
    .map(({ path, value }) => ({
      path,
      message: "Trusted Advisor has no such check",
      got: `"${value}"`,
      allowed: listed(CHECK_NAMES, value),
      fix: didYouMean(value, CHECK_NAMES),
    }));
}
