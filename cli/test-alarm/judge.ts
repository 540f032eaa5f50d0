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
import type { JsonObject, TestedEvent } from "./tested-event";

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
  /** What nothing in the file says, and rules need for the event to reach them; empty where none would match. */
  readonly assumes: readonly string[];
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
      assumes: bus.sees && bus.assumes !== undefined && ruleMatches.length > 0 ? [bus.assumes] : [],
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
    return { sees: false, reason: whyUnrecorded(record, selectors !== undefined) };
  };
}

function whyUnrecorded(record: JsonObject, selects: boolean): string {
  if (categoryOf(record) === "Insight") {
    return "the trail has no Insights events";
  }
  return selects
    ? "neither trail.dataEvents nor trail.networkActivity selects it"
    : "the trail has management events only";
}

type BusSight = Sight & {
  /** Whether the reason is worth reporting even when no rule would match. */
  readonly always?: boolean;
  /** On what it depends that the file does not say. */
  readonly assumes?: string;
};

/**
 * Whether an event reaches the security bus: a rule in the event's region forwards it when it is governed, in accounts of the file.
 * EventBridge gives calls that only read to those rules which ask for them, and what are no management events where a trail
 * records them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
function busSight(landingZone: LandingZone): (event: TestedEvent) => BusSight {
  const rules = forwardedEvents(landingZone).map(({ pattern, readsToo, region }) => ({
    region,
    readsToo,
    pattern: eventPattern(pattern),
  }));
  const forwards = accountSight(landingZone);
  const reachesTrail = trailSight(landingZone);
  return (event) => {
    const { delivered, record, region } = event;
    const account = forwards(event);
    if (!account.sees) {
      return account;
    }
    if (record !== undefined && categoryOf(record) !== "Management" && !reachesTrail(event).sees) {
      return {
        sees: false,
        reason: "EventBridge gets such events only where a trail records them, and the landing zone's does not",
      };
    }
    const there = rules.filter((rule) => rule.region === region);
    const matching = there.filter(({ pattern }) => matchesEventPattern(pattern, delivered));
    if (matching.some(({ readsToo }) => readsToo || !onlyReads(event))) {
      return account;
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

/** Whether events are forwarded in the account of an event: in those of the file, and where StackSets deploy to others. */
function accountSight({ accounts, baseline }: LandingZone): (event: TestedEvent) => BusSight {
  const known = new Map(accounts.flatMap(({ id, leaving = false }) => (id === undefined ? [] : [[id, leaving]])));
  const unknown = accounts.filter(({ id }) => id === undefined).length;
  return ({ account }) => {
    if (known.get(account) === true) {
      return { sees: false, always: true, reason: `${account} is leaving: its stack forwards nothing any more` };
    }
    if (known.has(account) || !/^\d{12}$/.test(account)) {
      return SEES;
    }
    if (baseline.deployment === "stacksets") {
      return {
        sees: true,
        assumes: `that ${account}, which the file does not name, is in an organizational unit that its StackSets deploy to`,
      };
    }
    return unknown > 0
      ? { sees: true, assumes: `that ${account} is one of the ${unknown} accounts whose id the file does not have yet` }
      : {
          sees: false,
          always: true,
          reason: `${account} is no account of the file: nothing there forwards events to the security bus`,
        };
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
