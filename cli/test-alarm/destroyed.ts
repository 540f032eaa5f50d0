import { CARRIER_LOSSES } from "../../config/detection/carrier-losses";
import type { Loss } from "../../config/detection/carrier-losses";
import type { Carrier } from "../../config/detection/definition";
import { SEVERITIES } from "../../config/detection/severity";
import type { LandingZone } from "../../config/landing-zone";
import { isMapping } from "../../config/source/mapping";
import type { JsonObject, TestedEvent } from "./tested-event";

/** What reports an event: `kind`, its name in AWS, and names of what it works through. */
export interface Reporter {
  readonly kind: "alarm" | "rule";
  readonly name: string;
  /** Of an alarm: the metric filter that counts for it. */
  readonly filter?: string;
  readonly carrier: Carrier;
  /** Name of the topic that it notifies. */
  readonly topic: string;
}

/**
 * Why a reporter says nothing of an event that it would match: the call takes away what the reporter needs, minutes or
 * seconds before the event arrives there.
 *
 * @returns nothing where it reports the event
 */
export function destroyedFor(event: TestedEvent, landingZone: LandingZone): (reporter: Reporter) => string | undefined {
  const { record } = event;
  const loss = CARRIER_LOSSES.get(`${event.source} ${event.name}`);
  // A call that failed took nothing away.
  if (record === undefined || loss === undefined || typeof record.errorCode === "string") {
    return () => undefined;
  }
  const parameters = isMapping(record.requestParameters) ? record.requestParameters : {};
  if (loss.where !== undefined && parameters[loss.where.parameter] !== loss.where.is) {
    return () => undefined;
  }
  const names = namesIn(parameters[loss.parameter]);
  return (reporter) =>
    takes(loss, names, parameters, reporter, landingZone, event)
      ? `${event.name} takes away what reports it: ${names.join(", ")}`
      : undefined;
}

function takes(
  { member, within }: Loss,
  names: readonly string[],
  parameters: JsonObject,
  { carrier, filter, kind, name, topic }: Reporter,
  landingZone: LandingZone,
  event: TestedEvent,
): boolean {
  const ours = landingZone.names;
  const isAlarm = kind === "alarm" && isBesideTheTrail(landingZone, event);
  const container = within === undefined ? undefined : parameters[within];
  switch (member) {
    case "logGroup":
      return isAlarm && names.includes(ours.trailLogGroup);
    case "metricFilter":
      return isAlarm && filter !== undefined && names.includes(filter) && container === ours.trailLogGroup;
    case "alarm":
      return isAlarm && names.includes(name);
    case "role":
      // A role has no region, and each account has a forwarding role of its own, with which it forwards this event.
      return kind === "rule"
        ? names.includes(ours.forwardingRole)
        : names.includes(ours.trailLogsRole) && event.account === placeOfTrail(landingZone).account;
    case "stackSet":
      // The management account, where stack sets are changed, gets nothing by them: what is called there it forwards itself.
      return (
        kind === "rule" &&
        landingZone.baseline.deployment === "stacksets" &&
        event.account !== landingZone.management.id &&
        names.some((stackSet) => stackSet.startsWith(ours.regionalBaselineStackSet))
      );
    case "subscription":
      return topicOf(parameters) === topic && audienceSize(landingZone, topic) === 1;
    case "topic":
      return names.includes(topic);
    case "bus":
      return kind === "rule" && names.includes(busOf(carrier, landingZone));
    case "rule":
      return (
        kind === "rule" &&
        (names.some((rule) => rule.startsWith(ours.forwardingRule)) ||
          (names.includes(name) &&
            (container === undefined || namesIn(container).includes(busOf(carrier, landingZone)))))
      );
  }
}

/** Name of the topic that the ARN of a subscription begins with. */
function topicOf({ subscriptionArn }: JsonObject): string | undefined {
  return typeof subscriptionArn === "string" ? subscriptionArn.split(":")[5] : undefined;
}

/** How many are notified by a topic: with more than one, one that is taken away leaves the others. */
function audienceSize({ alerts }: LandingZone, topicName: string): number {
  const severities = SEVERITIES.filter((severity) => alerts.routes[severity].topicName === topicName);
  const { severities: ofTampering, ...tampering } = alerts.tampering;
  const route = severities.map((severity) => alerts.routes[severity])[0] ?? tampering;
  const told = severities.length > 0 ? severities : ofTampering;
  const channels = [...alerts.slack, ...alerts.teams].filter((channel) =>
    channel.severities.some((severity) => told.includes(severity)),
  );
  const { emails, functions, https, queues } = route;
  return [...emails, ...functions, ...https, ...queues, ...channels].length;
}

function busOf(carrier: Carrier, { names }: LandingZone): string {
  return carrier === "alerts" ? names.securityBus : names.tamperingBus;
}

/** In the account and region of the trail's log group: elsewhere the same names are others'. */
function isBesideTheTrail(landingZone: LandingZone, { account, region }: TestedEvent): boolean {
  const trail = placeOfTrail(landingZone);
  return region === trail.region && account === trail.account;
}

function placeOfTrail({ arns }: LandingZone): { readonly account?: string; readonly region?: string } {
  const [, , , region, account] = arns.trail.split(":");
  return { account, region };
}

/**
 * Names, of ARNs the last part, of stack sets without the id that follows; of log groups and metric filters, whose names have
 * slashes, what is written.
 */
function namesIn(value: unknown): string[] {
  const texts = (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === "string");
  return texts.map((text) => {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStackInstances.html
    const stackSet = /^([A-Za-z][-A-Za-z0-9]*):[0-9a-f-]{36}$/.exec(text)?.[1];
    return stackSet ?? (text.startsWith("arn:") ? (text.split(/[:/]/).at(-1) ?? "") : text);
  });
}
