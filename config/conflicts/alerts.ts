import { ALARMS, EVENT_RULES } from "../detection";
import { HEALTH_ALARMS } from "../detection/health";
import { SEVERITIES } from "../detection/severity";
import type { Finding } from "../source/document";
import type { Facts } from "../readable";
import { REGIONS } from "../../aws/regions";
import { DEFAULTS } from "../fields/defaults";
import { duplicates } from "./duplicates";

/** An alarm that nobody is told of is none. */
export function alarmsWithoutRoute(facts: Facts): Finding[] {
  const { emails } = facts.alerts;
  if (emails === undefined || emails.length > 0) {
    return [];
  }
  const silent = SEVERITIES.filter((severity) => !isTold(facts, severity));
  return silent.flatMap((severity) => {
    const alarms = alarmsOf(facts, severity);
    return alarms.length === 0
      ? []
      : [
          {
            path: ["alerts", "emails"],
            message: `nobody is told of what is ${severity}: ${shown(alarms)}`,
            got: `no e-mail address, and nobody in alerts.routes.${severity} or a chat channel`,
            fix: `add an address, or somebody to alerts.routes.${severity}`,
          },
        ];
  });
}

function isTold({ alerts: { chat, routes } }: Facts, severity: string): boolean {
  const route = routes.find((entry) => entry.severity === severity);
  const subscribers = [route?.emails, route?.https, route?.queues, route?.functions].flatMap((facts) => facts ?? []);
  return (
    subscribers.length > 0 ||
    chat.some(({ severities }) => severities === undefined || severities.some(({ value }) => value === severity))
  );
}

/** Keys of what has a severity, as it is by default or as the file says. */
function alarmsOf({ detection: { switched }, hostAgent }: Facts, severity: string): string[] {
  const settings = (section: string, key: string) =>
    switched.find((entry) => entry.section === section && entry.key === key);
  const defined = Object.entries({ alarms: ALARMS, rules: EVENT_RULES }).flatMap(([section, definitions]) =>
    Object.entries<{ readonly severity: string }>(definitions).flatMap(([key, definition]) => {
      const said = settings(section, key);
      const own = said?.severity?.value ?? definition.severity;
      return said?.disabled !== true && own === severity ? [key] : [];
    }),
  );
  const custom = switched
    .filter((entry) => entry.section === "customAlarms" && (entry.severity?.value ?? DEFAULTS.severity) === severity)
    .map(({ key }) => key);
  const advisor = settings("trustedAdvisor", "");
  const advice = advisor?.disabled !== true && (advisor?.severity?.value ?? DEFAULTS.severity) === severity;
  const health = Object.entries(HEALTH_ALARMS).flatMap(([key, alarm]) => (alarm.severity === severity ? [key] : []));
  const hosts = hostAgent?.severity === severity ? ["hostAlarms"] : [];
  return [...defined, ...custom, ...hosts, ...(advice ? ["trustedAdvisor"] : []), ...health];
}

const MOST_SHOWN = 4;

function shown(keys: readonly string[]): string {
  const rest = keys.length - MOST_SHOWN;
  return `${keys.slice(0, MOST_SHOWN).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** A topic takes each subscriber once; a second one would only be the same. */
export function repeatedSubscribers({ alerts: { chat, emails = [], routes } }: Facts): Finding[] {
  const fix = "remove one of the two";
  const identity = (value: string) => value.toLowerCase();
  return [
    ...routes.flatMap((route) => [
      ...duplicates([...emails, ...route.emails], { what: "address", fix, identity }).filter(
        ({ path }) => path[1] === "routes",
      ),
      ...[route.https, route.queues, route.functions].flatMap((facts) => duplicates(facts, { what: "endpoint", fix })),
    ]),
    ...duplicates(
      chat.map(({ channel }) => channel),
      { what: "channel", fix },
    ),
  ];
}

/** SNS invokes functions and sends to queues of the topic's own region, unless a region is opt-in; these stand beside it. */
export function foreignSubscribers({ alerts: { chat, routes }, homeRegion }: Facts): Finding[] {
  if (homeRegion === undefined) {
    return [];
  }
  return [
    ...routes
      .flatMap(({ functions, queues }) => [...queues, ...functions])
      .filter(({ value }) => value.startsWith("arn:") && value.split(":")[3] !== homeRegion.value)
      .map(({ path, value }) => ({
        path,
        message: "not in the home region, where the alert topics are",
        got: `"${value}"`,
        allowed: `queues and functions in ${homeRegion.value}`,
      })),
    ...(hasChat(homeRegion.value) ? [] : chat.flatMap(({ channel }) => channel ?? [])).map(({ path, value }) => ({
      path,
      message:
        "Amazon Q Developer in chat applications, which tells chat channels, is in the commercial partition only",
      got: `"${value}"`,
      fix: "remove the channel",
    })),
  ];
}

/** @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
function hasChat(region: string): boolean {
  return [undefined, "aws"].includes(REGIONS.get(region)?.partition);
}
