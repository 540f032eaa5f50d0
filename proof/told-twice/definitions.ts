import { ALARMS, EVENT_RULES } from "../../config/detection";
import { isMet } from "../../config/detection/definition";
import type { AlarmDefinition, DetectionInput, RuleDefinition } from "../../config/detection/definition";
import { stateBucketIn } from "../../config/detection/state-bucket";
import type { LandingZone } from "../../config/landing-zone";
import { matchesEventPattern, parseEventPattern } from "../../patterns/event-pattern";
import { matchesFilterPattern, parseFilterPattern } from "../../patterns/filter-pattern";
import { delivered } from "./way";
import type { Recorded, Way } from "./way";

/**
 * What would report an event, and the file leaves out or makes wait: alarms and rules that it disables, with its reasons, alarms
 * with a threshold of their own.
 *
 * @returns the key of an alarm or a rule of the catalog; nothing where the file leaves none out that would report it
 */
export function leftOutBy(landingZone: LandingZone, kind: Way["kind"], event: Recorded): string | undefined {
  const { detection } = landingZone;
  const input = inputOf(landingZone);
  if (kind === "alarm") {
    const there = new Set(detection.alarms.filter(({ threshold }) => threshold <= 1).map(({ key }) => key));
    return Object.entries<AlarmDefinition>(ALARMS).find(
      ([key, { needs, patterns }]) => !there.has(key) && isMet(needs, input) && isCounted(patterns.tuned(input), event),
    )?.[0];
  }
  const there = new Set(detection.rules.map(({ key }) => key));
  return Object.entries<RuleDefinition>(EVENT_RULES).find(
    ([key, { needs, pattern }]) => !there.has(key) && isMet(needs, input) && isMatched(pattern(input), event),
  )?.[0];
}

/** Stacks and constructs of the alarms or rules that the file has to report an event. */
export function definedFor({ detection }: LandingZone, kind: Way["kind"], event: Recorded): string[] {
  return kind === "alarm"
    ? detection.alarms.filter(({ pattern }) => isCounted(pattern, event)).map(({ key }) => `detection/alarm-${key}`)
    : detection.rules
        .filter(({ pattern }) => isMatched(JSON.parse(pattern), event))
        .flatMap(({ carriers, key }) =>
          carriers.map((carrier) => `alerting/${carrier === "tampering" ? "tampering-" : ""}rule-${key}`),
        );
}

/** Nobody reads logs here: what only looks for reads of them reports no tampering. */
function inputOf({ accounts, breakGlass, name, names, partition, state }: LandingZone): DetectionInput {
  return {
    name,
    partition,
    names,
    breakGlassRole: breakGlass.role,
    keyAccountIds: accounts.map(({ id = "" }) => id),
    stateBucket: stateBucketIn({ name, state }),
  };
}

function isCounted(pattern: string, { record }: Recorded): boolean {
  return matchesFilterPattern(parseFilterPattern(pattern), JSON.stringify(record));
}

function isMatched(pattern: unknown, event: Recorded): boolean {
  return matchesEventPattern(parseEventPattern(pattern), delivered(event));
}
