import type { EventSelector } from "../../aws/event-selector";
import { FilterPatternError, LONGEST_FILTER_PATTERN, parseFilterPattern } from "../../patterns/filter-pattern";
import type { FilterPattern } from "../../patterns/filter-pattern";
import { breakGlassRoleOf } from "../break-glass/resolve";
import { ALARMS, EVENT_RULES } from "../detection";
import { HEALTH_ALARMS } from "../detection/health";
import { TRAIL_ALARMS } from "../detection/key-store-alarms";
import { detectionOf } from "../detection/resolve";
import { CHECK_NAMES } from "../detection/trusted-advisor";
import type { Detection } from "../detection/settings";
import { serviceWithoutEventName, unrecordedBy } from "../detection/unrecorded";
import { entriesOf, fieldsOf, located, wholeParts } from "../readable";
import type { Located, Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { logReadsOf } from "../trail/resolve";
import { unknown, withoutReason, wrong } from "./finding";
import type { Findings } from "./finding";
import { namesIn } from "./names";
import type { Rule } from "./rule";
import { peopleIn, selectorsIn, SOME_ACCOUNT } from "./trail";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MOST_FILTERS = 100;

/** What would be detected; nothing where that could not be read as a whole. */
export function detectionIn(reading: Reading): Detection | undefined {
  const parts = wholeParts(reading, "breakGlass", "detection", "hosts", "name", "trail");
  const naming = namesIn(reading);
  const baseline = { deployment: reading.baseline?.deployment ?? "terraform" };
  return (
    parts &&
    naming &&
    detectionOf(
      { ...parts, baseline },
      {
        ...naming,
        name: parts.name,
        breakGlassRole: breakGlassRoleOf(parts),
        // Which accounts does not matter to what is looked for.
        keyAccountIds: [SOME_ACCOUNT],
        ...logReadsOf(parts.trail, parts.name),
        readingPeople: peopleIn(reading),
      },
    )
  );
}

/** Nobody should have to guess later why an alarm is missing. */
function disabledWithoutReason({ detection }: Reading, written: Written): Finding[] {
  const settings = [
    ...fieldsOf(detection?.alarms, ["detection", "alarms"]),
    ...fieldsOf(detection?.rules, ["detection", "rules"]),
    ...located(detection?.trustedAdvisor, ["detection", "trustedAdvisor"]),
  ];
  const disabled = settings.filter(({ value }) => value.disabled);
  return withoutReason(disabled, written, "disabled");
}

function wrongPatterns(reading: Reading): Finding[] {
  const { detection } = reading;
  const selectors = selectorsIn(reading);
  const patterns = fieldsOf(detection?.customAlarms, ["detection", "customAlarms"]).flatMap(({ path, value }) =>
    located(value.pattern, [...path, "pattern"]),
  );
  return patterns.flatMap((pattern): Findings => {
    const { path, value } = pattern;
    if (value.length > LONGEST_FILTER_PATTERN) {
      return {
        path,
        message: "the filter pattern is longer than CloudWatch Logs takes",
        got: `${value.length.toLocaleString("en")} characters`,
        allowed: `at most ${LONGEST_FILTER_PATTERN.toLocaleString("en")} characters`,
        fix: "split it into two alarms",
      };
    }
    try {
      return unrecordedEvents(pattern, parseFilterPattern(value), selectors);
    } catch (error) {
      if (!(error instanceof FilterPatternError)) throw error;
      const what = error.message.replace(/^offset [0-9]+: /, "");
      return wrong(pattern, `not a CloudWatch Logs filter pattern: ${what}, at character ${error.offset + 1}`);
    }
  });
}

/** An alarm that can never go off looks like one that has nothing to report. */
function unrecordedEvents(
  pattern: Located,
  parsed: FilterPattern,
  selectors: readonly EventSelector[] | undefined,
): Findings {
  const { names, never } = unrecordedBy(parsed, selectors);
  const record = "have them recorded with trail.dataEvents";
  if (never) {
    return selectors === undefined
      ? wrong(pattern, "this alarm can never go off: the organization trail records no data events", {
          severity: "warning",
          allowed: "management events, which create, change, delete or describe resources",
          fix: `ask for those, or ${record}`,
        })
      : wrong(pattern, "this alarm can never go off: the organization trail records no event that it asks for", {
          severity: "warning",
          allowed: "management events, and what trail.dataEvents and trail.networkActivity select",
          fix: "add the resource to trail.dataEvents.selectors, in the direction that is asked for, or ask for others",
        });
  }
  if (names.length > 0) {
    const which = names.length === 1 ? "is a data event" : "are data events";
    return wrong(pattern, `${names.join(", ")} ${which} that the trail does not record, so that only the rest counts`, {
      severity: "warning",
      fix: `remove ${names.length === 1 ? "it" : "them"}, or ${record}`,
    });
  }
  const service = serviceWithoutEventName(parsed, selectors);
  return service === undefined
    ? []
    : wrong(pattern, `reads and writes in resources of ${service} are data events, which the trail does not record`, {
        severity: "warning",
        fix:
          "name the events that are meant, such as && ($.eventName = ...), of which only management events are recorded; " +
          `or ${record}`,
      });
}

/** A custom alarm of the name of another would be the same alarm to CloudWatch. */
function customAlarmNamesakes({ detection }: Reading): Finding[] {
  return Object.keys(detection?.customAlarms ?? {})
    .filter((key) => [ALARMS, EVENT_RULES, HEALTH_ALARMS, TRAIL_ALARMS].some((taken) => Object.hasOwn(taken, key)))
    .map((key) => ({
      path: ["detection", "customAlarms"],
      key,
      message: "the landing zone has an alarm or rule of this name already",
      got: `"${key}"`,
      fix: `choose another key${Object.hasOwn(ALARMS, key) ? `, or set detection.alarms.${key}` : ""}`,
    }));
}

/** A metric filter belongs to a log group, and a log group takes a hundred. */
function tooManyFilters(reading: Reading): Findings {
  const { alarms = [] } = detectionIn(reading) ?? {};
  return alarms.length <= MOST_FILTERS
    ? []
    : {
        path: ["detection", "customAlarms"],
        message: "the trail's log group would have more metric filters than CloudWatch Logs takes",
        got: `${alarms.length} alarms, ${Object.keys(reading.detection?.customAlarms ?? {}).length} of them custom`,
        allowed: `${MOST_FILTERS}`,
        fix: "remove custom alarms, or disable others",
      };
}

/** EventBridge delivers to the region of the bus, and these are in the same place. */
function foreignTargets({ accounts, detection, homeRegion }: Reading): Finding[] {
  const audit = accounts?.audit?.id;
  const targets = fieldsOf(detection?.rules, ["detection", "rules"]).flatMap(({ path, value }) =>
    entriesOf(value.targets, [...path, "targets"]),
  );
  return targets.flatMap((target): Finding[] => {
    const [, , , region, account] = target.value.split(":");
    if (homeRegion !== undefined && region !== homeRegion) {
      const message = "EventBridge delivers within a region only, and the security event bus is in the home region";
      return [wrong(target, message, { allowed: `targets in ${homeRegion}` })];
    }
    const message = "the target is not in the audit account, where the security event bus is";
    return audit === undefined || account === audit
      ? []
      : [wrong(target, message, { allowed: `targets in account ${audit}` })];
  });
}

function unknownChecks({ detection }: Reading): Finding[] {
  const checks = entriesOf(detection?.trustedAdvisor?.checks, ["detection", "trustedAdvisor", "checks"]);
  return unknown(checks, CHECK_NAMES, "Trusted Advisor has no such check");
}

export const DETECTION_RULES = [
  disabledWithoutReason,
  wrongPatterns,
  customAlarmNamesakes,
  tooManyFilters,
  foreignTargets,
  unknownChecks,
] satisfies Rule[];
