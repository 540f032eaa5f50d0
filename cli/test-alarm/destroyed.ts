import { isMapping } from "../../config/source/mapping";
import type { LandingZone } from "../../config/landing-zone";
import type { JsonObject, TestedEvent } from "./tested-event";

/** What reports an event: `kind`, its name in AWS, and names of what it works through. */
export interface Reporter {
  readonly kind: "alarm" | "rule";
  readonly name: string;
  /** Of an alarm: the metric filter that counts for it. */
  readonly filter?: string;
  /** Name of the topic that it notifies. */
  readonly topic: string;
}

/** Whether a reporter works through what a call takes away, by the call's name. */
type Destroys = (parameters: JsonObject, reporter: Reporter, landingZone: LandingZone, event: TestedEvent) => boolean;

/** `requestParameters` in CloudTrail's records are the arguments of the call, beginning in lower case. */
const CALLS: Readonly<Record<string, Destroys>> = {
  "logs.amazonaws.com DeleteLogGroup": ({ logGroupName }, { kind }, landingZone, event) =>
    kind === "alarm" && logGroupName === landingZone.names.trailLogGroup && besideTheTrail(landingZone, event),
  "logs.amazonaws.com DeleteMetricFilter": ({ filterName, logGroupName }, { filter }, landingZone, event) =>
    filter !== undefined &&
    filterName === filter &&
    logGroupName === landingZone.names.trailLogGroup &&
    besideTheTrail(landingZone, event),
  "monitoring.amazonaws.com DeleteAlarms": namesAlarm,
  "monitoring.amazonaws.com DisableAlarmActions": namesAlarm,
  "sns.amazonaws.com DeleteTopic": ({ topicArn }, { topic }) => String(topicArn).split(":").at(-1) === topic,
  "events.amazonaws.com DeleteEventBus": ({ name }, { kind }, { names }) =>
    kind === "rule" && nameIn(name) === names.securityBus,
  "events.amazonaws.com DeleteRule": ({ name }, reporter, landingZone) => takesRule(name, reporter, landingZone),
  "events.amazonaws.com DisableRule": ({ name }, reporter, landingZone) => takesRule(name, reporter, landingZone),
  "events.amazonaws.com RemoveTargets": ({ rule }, reporter, landingZone) => takesRule(rule, reporter, landingZone),
};

/**
 * Why a reporter says nothing of an event that it would match: the call takes away what the reporter needs, minutes or
 * seconds before the event arrives there.
 *
 * @returns nothing where it reports the event
 */
export function destroyedFor(event: TestedEvent, landingZone: LandingZone): (reporter: Reporter) => string | undefined {
  const { record } = event;
  const destroys = CALLS[`${event.source} ${event.name}`];
  // A call that failed took nothing away.
  if (record === undefined || destroys === undefined || typeof record.errorCode === "string") {
    return () => undefined;
  }
  const parameters = isMapping(record.requestParameters) ? record.requestParameters : {};
  return (reporter) =>
    destroys(parameters, reporter, landingZone, event)
      ? `${event.name} takes away what reports it: ${objectOf(parameters)}`
      : undefined;
}

function namesAlarm(
  { alarmNames }: JsonObject,
  { kind, name }: Reporter,
  landingZone: LandingZone,
  event: TestedEvent,
): boolean {
  return (
    kind === "alarm" && Array.isArray(alarmNames) && alarmNames.includes(name) && besideTheTrail(landingZone, event)
  );
}

/** In the account and region of the trail's log group: elsewhere the same names are others'. */
function besideTheTrail({ arns }: LandingZone, { account, region }: TestedEvent): boolean {
  const [, , , trailRegion, trailAccount] = arns.trail.split(":");
  return region === trailRegion && account === trailAccount;
}

/** The rule itself, or one that forwards events to the bus that it is on. */
function takesRule(rule: unknown, { kind, name }: Reporter, { names }: LandingZone): boolean {
  return kind === "rule" && (rule === name || String(rule).startsWith(names.forwardingRule));
}

/** Of a name or an ARN the name. */
function nameIn(value: unknown): string {
  return String(value).split("/").at(-1) ?? "";
}

function objectOf(parameters: JsonObject): string {
  const { alarmNames, filterName, logGroupName, name, rule, topicArn } = parameters;
  return [filterName, logGroupName, topicArn, rule, name, alarmNames].flat().filter(Boolean).join(", ");
}
