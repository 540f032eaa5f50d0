import type { Carrier } from "../../config/detection/definition";
import type { Severity } from "../../config/detection/severity";
import type { LandingZone } from "../../config/landing-zone";
import type { Alarm, EventRule } from "../../config/detection/settings";
import { categoryOf, isRecorded } from "../../config/trail/recorded";
import { MANAGEMENT_EVENTS, selectorsOf } from "../../config/trail/selectors";
import { matchesEventPattern, parseEventPattern } from "../../patterns/event-pattern";
import type { EventPattern } from "../../patterns/event-pattern";
import { matchesFilterPattern, parseFilterPattern } from "../../patterns/filter-pattern";
import { forwardedEvents } from "../../stacks/event-forwarding";
import { audienceOf } from "./audience";
import type { Audience } from "./audience";
import { destroyedFor } from "./destroyed";
import type { TestedEvent } from "./tested-event";

/** An alarm or a rule that an event matches. */
export interface Match {
  readonly kind: "alarm" | "rule";
  /** As in landing-zone.yaml: `rootLogin`. */
  readonly key: string;
  /** As in AWS. */
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** How many such events within five minutes it takes. */
  readonly threshold: number;
  /** Name of the topic, the first where there are two. */
  readonly topic: string;
  /** Names of all topics that the news reaches: tampering has a second one that shares nothing with the first. */
  readonly topics: readonly string[];
  readonly notifies: Audience;
}

/** Why all alarms, or all rules, do not see an event. */
export interface Blindness {
  readonly kind: Match["kind"];
  readonly reason: string;
  /** Keys of those that would match if they saw it. */
  readonly wouldMatch: readonly string[];
}

/**
 * An alarm or a rule that matches an event and does not report it to a topic, as the call takes away what it works through. It may
 * still report it to another one.
 */
export interface Destroyed extends Pick<Match, "key" | "kind" | "topic"> {
  readonly reason: string;
}

/** An alarm that has the event's name in its pattern, and yet another condition that does not hold. */
export interface NearMiss {
  readonly key: string;
  readonly pattern: string;
}

export interface Verdict {
  /** Alarms, then rules, in the order of the configuration. */
  readonly matches: readonly Match[];
  readonly blind: readonly Blindness[];
  readonly destroyed: readonly Destroyed[];
  /** Empty when anything matches. */
  readonly nearMisses: readonly NearMiss[];
}

/** Sees an event, or not, for a reason. */
type Sight = { readonly sees: true } | { readonly sees: false; readonly reason: string };

const SEES: Sight = { sees: true };

/** Judges events by the alarms and rules of a landing zone, whose patterns are read once for all of them. */
export function judgeOf(landingZone: LandingZone): (event: TestedEvent) => Verdict {
  const { alarms, rules } = landingZone.detection;
  const alarmJudges = alarms.map((alarm) => alarmJudge(landingZone, alarm));
  const ruleJudges = rules.map((rule) => ruleJudge(landingZone, rule));
  const reachesBus = busSight(landingZone);
  const reachesTrail = trailSight(landingZone);
  const filters = new Map(alarms.map(({ alarmName, metricName }) => [alarmName, metricName]));

  return (event) => {
    const alarmMatches = matching(alarmJudges, event);
    const ruleMatches = matching(ruleJudges, event);
    const trail = reachesTrail(event);
    const bus = reachesBus(event);
    const seen = [...(trail.sees ? alarmMatches : []), ...(bus.sees ? ruleMatches : [])];
    const reasonOf = destroyedFor(event, landingZone);
    const destroyed = seen.flatMap(({ key, kind, name, topics }) =>
      topics.flatMap((topic): Destroyed[] => {
        const carrier = topic === landingZone.alerts.tampering.topicName ? "tampering" : "alerts";
        const reason = reasonOf({ kind, name, carrier, topic, filter: filters.get(name) });
        return reason === undefined ? [] : [{ kind, key, topic, reason }];
      }),
    );
    const matches = seen.flatMap((match): Match[] => {
      const topics = match.topics.filter(
        (topic) =>
          !destroyed.some((lost) => lost.kind === match.kind && lost.key === match.key && lost.topic === topic),
      );
      const [topic] = topics;
      return topic === undefined ? [] : [{ ...match, topic, topics }];
    });
    return {
      matches,
      destroyed,
      blind: [
        ...blindness("alarm", alarms.length, trail, alarmMatches),
        // That a region does not forward what no rule asks for is as it should be.
        ...blindness("rule", bus.sees || bus.always ? rules.length : ruleMatches.length, bus, ruleMatches),
      ],
      nearMisses: matches.length > 0 ? [] : nearMisses(alarms, alarmMatches, event),
    };
  };
}

interface Judge {
  readonly match: Match;
  readonly matches: (event: TestedEvent) => boolean;
}

function matching(judges: readonly Judge[], event: TestedEvent): Match[] {
  return judges.filter(({ matches }) => matches(event)).map(({ match }) => match);
}

function alarmJudge(landingZone: LandingZone, alarm: Alarm): Judge {
  const { alarmName: name, key, severity, threshold, title } = alarm;
  const pattern = parseFilterPattern(alarm.pattern);
  return {
    match: { kind: "alarm", key, name, title, severity, threshold, ...route(landingZone, severity, ["alerts"]) },
    matches: ({ record }) => record !== undefined && matchesFilterPattern(pattern, JSON.stringify(record)),
  };
}

function ruleJudge(landingZone: LandingZone, rule: EventRule): Judge {
  const { carriers, key, ruleName: name, severity, targets, title } = rule;
  const pattern = eventPattern(rule.pattern);
  return {
    match: {
      kind: "rule",
      key,
      name,
      title,
      severity,
      threshold: 1,
      ...route(landingZone, severity, carriers, targets),
    },
    matches: ({ delivered }) => matchesEventPattern(pattern, delivered),
  };
}

function route(
  landingZone: LandingZone,
  severity: Severity,
  carriers: readonly Carrier[],
  targets?: readonly string[],
): Pick<Match, "notifies" | "topic" | "topics"> {
  const { routes, tampering } = landingZone.alerts;
  const topics = carriers.map((carrier) => (carrier === "alerts" ? routes[severity] : tampering).topicName);
  return { topic: topics[0] ?? "", topics, notifies: audienceOf(landingZone, severity, targets) };
}

/** How long a pattern may be is a quota of the account, and the configuration's business. */
function eventPattern(json: string): EventPattern {
  return parseEventPattern(JSON.parse(json), { mostCharacters: Infinity });
}

/** The organization trail has the management events of all regions, and what the file has recorded besides. */
function trailSight(landingZone: LandingZone): (event: TestedEvent) => Sight {
  const selectors = selectorsOf(landingZone, landingZone.logArchive.id ?? "");
  return ({ record }) => {
    if (record === undefined) {
      return { sees: false, reason: "CloudTrail does not write this event" };
    }
    if (isRecorded(selectors ?? [MANAGEMENT_EVENTS], record)) {
      return SEES;
    }
    const reason =
      selectors === undefined
        ? "the trail has management events only"
        : "neither trail.dataEvents nor trail.networkActivity selects it";
    return { sees: false, reason };
  };
}

type BusSight = Sight & {
  /** Whether the reason is worth reporting even when no rule would match. */
  readonly always?: boolean;
};

/**
 * Whether an event reaches the security bus: a rule in the event's region forwards it when it is governed. EventBridge gives
 * calls that only read to those rules which ask for them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
function busSight(landingZone: LandingZone): (event: TestedEvent) => BusSight {
  const rules = forwardedEvents(landingZone).map(({ pattern, readsToo, region }) => ({
    region,
    readsToo,
    pattern: eventPattern(pattern),
  }));
  return (event) => {
    const { delivered, region } = event;
    const there = rules.filter((rule) => rule.region === region);
    const matching = there.filter(({ pattern }) => matchesEventPattern(pattern, delivered));
    if (matching.some(({ readsToo }) => readsToo || !onlyReads(event))) {
      return SEES;
    }
    if (onlyReads(event)) {
      return {
        sees: false,
        always: true,
        reason: "it only reads, and EventBridge does not pass on such calls by default",
      };
    }
    return there.length === 0
      ? {
          sees: false,
          always: true,
          reason: `${region} is not governed: it forwards nothing to the security bus`,
        }
      : { sees: false, reason: `${region} does not forward this event to the security bus` };
  };
}

function onlyReads({ record }: TestedEvent): boolean {
  return record?.readOnly === true && categoryOf(record) === "Management";
}

function blindness(
  kind: Match["kind"],
  /** Of those that there are and that matter. */
  count: number,
  sight: Sight,
  wouldMatch: readonly Match[],
): Blindness[] {
  return sight.sees || count === 0
    ? []
    : [{ kind, reason: sight.reason, wouldMatch: wouldMatch.map(({ key }) => key) }];
}

/** Alarms that match, and only do not see the event, are reported as such. */
function nearMisses(
  alarms: readonly Alarm[],
  alarmMatches: readonly Match[],
  { name, record }: TestedEvent,
): NearMiss[] {
  return record === undefined
    ? []
    : alarms
        .filter(({ key, pattern }) => names(pattern, name) && !alarmMatches.some((match) => match.key === key))
        .map(({ key, pattern }) => ({ key, pattern }));
}

/** Whether a word of a pattern is a name, or its beginning and an asterisk. */
function names(pattern: string, name: string): boolean {
  return pattern
    .split(/[^\w*]+/)
    .some((word) => word === name || (/^\w+\*$/.test(word) && name.startsWith(word.slice(0, -1))));
}
