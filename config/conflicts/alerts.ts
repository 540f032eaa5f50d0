import { REGIONS } from "../../aws/regions";
import { alertsOf, hasSubscribers } from "../alerts/resolve";
import { HEALTH_ALARMS } from "../detection/health";
import { alarmsOfKeyStore } from "../detection/key-store-alarms";
import { SEVERITIES } from "../detection/severity";
import type { Severity } from "../detection/severity";
import { entriesOf, fieldsOf, located, whole, wholeParts } from "../readable";
import type { Located, Reading } from "../readable";
import type { Configuration } from "../schema";
import type { Finding } from "../source/document";
import { detectionIn } from "./detection";
import { duplicates } from "./duplicates";
import { wrong } from "./finding";
import type { Findings } from "./finding";
import { namesIn } from "./names";
import type { Rule } from "./rule";

/** An alarm that notifies nobody is none. */
function alarmsWithoutRoute(reading: Reading): Finding[] {
  const alerts = whole<Configuration["alerts"]>(reading.alerts);
  const detection = detectionIn(reading);
  if (alerts === undefined || detection === undefined) {
    return [];
  }
  const alarms: { key: string; severity: Severity }[] = [
    ...detection.alarms,
    ...detection.rules,
    ...Object.entries(HEALTH_ALARMS).map(([key, { severity }]) => ({ key, severity })),
    ...keyStoreAlarms(reading),
  ];
  return SEVERITIES.filter((severity) => !hasSubscribers(alerts, severity)).flatMap((severity) => {
    const silent = alarms.filter((alarm) => alarm.severity === severity).map(({ key }) => key);
    return silent.length === 0
      ? []
      : {
          path: ["alerts", "emails"],
          message: `nobody is notified of what is ${severity}: ${shown(silent)}`,
          got: `no e-mail address, and nobody in alerts.routes.${severity} or a chat channel`,
          fix: `add an address, or somebody to alerts.routes.${severity}`,
        };
  });
}

/** Both ways have to end at somebody: queues and functions cannot be reached from every region. */
function tamperingWithoutRoute(reading: Reading): Findings {
  const detection = detectionIn(reading);
  const naming = namesIn(reading);
  const parts = wholeParts(reading, "accounts", "alerts", "homeRegion", "regions");
  if (detection === undefined || naming === undefined || parts === undefined) {
    return [];
  }
  const { routes, slack, tampering, teams } = alertsOf(parts, naming.names, detection);
  const { emails, functions, https, queues, region, severities } = tampering;
  const channels = [...slack, ...teams].filter((channel) =>
    channel.severities.some((severity) => severities.includes(severity)),
  );
  const unreached = severities.flatMap((severity) => [...routes[severity].queues, ...routes[severity].functions]);
  return unreached.length === 0 || [...emails, ...functions, ...https, ...queues, ...channels].length > 0
    ? []
    : {
        path: ["alerts", "routes"],
        severity: "warning",
        message: `nobody is told of tampering by the second way, whose topic is in ${region}`,
        got: "queues or functions alone, which Amazon SNS does not reach from there",
        fix: "add an e-mail address, an https endpoint or a chat channel for what is critical or high",
      };
}

function keyStoreAlarms({ keyStore }: Reading): { key: string; severity: Severity }[] {
  const groups: readonly Readonly<Record<string, { readonly severity: Severity }>>[] =
    keyStore === undefined ? [] : alarmsOfKeyStore(keyStore.type);
  return groups.flatMap((group) => Object.entries(group).map(([key, { severity }]) => ({ key, severity })));
}

const MOST_SHOWN = 4;

function shown(keys: readonly string[]): string {
  const rest = keys.length - MOST_SHOWN;
  return `${keys.slice(0, MOST_SHOWN).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function routesOf({ alerts }: Reading) {
  return fieldsOf(alerts?.routes, ["alerts", "routes"]);
}

function channelsOf({ alerts }: Reading): Located[] {
  return [...entriesOf(alerts?.slack, ["alerts", "slack"]), ...entriesOf(alerts?.teams, ["alerts", "teams"])].flatMap(
    ({ path, value }) => located(value.channelId, [...path, "channelId"]),
  );
}

/** Who is notified of everything would only be notified twice. */
function repeatedSubscribers(reading: Reading): Finding[] {
  const everybody = entriesOf(reading.alerts?.emails, ["alerts", "emails"]);
  const distinction = { what: "address", identity: (address: string) => address.toLowerCase() };
  return routesOf(reading)
    .flatMap(({ path, value }) => entriesOf(value.emails, [...path, "emails"]))
    .flatMap((email) => duplicates([...everybody, email], distinction).filter(({ path }) => path === email.path));
}

/** SNS invokes functions and sends to queues of the topic's own region, unless a region is opt-in; these are in the same place. */
function foreignSubscribers(reading: Reading): Finding[] {
  const { homeRegion } = reading;
  if (homeRegion === undefined) {
    return [];
  }
  const subscribers = routesOf(reading).flatMap(({ path, value }) => [
    ...entriesOf(value.queues, [...path, "queues"]),
    ...entriesOf(value.functions, [...path, "functions"]),
  ]);
  const foreign = subscribers.filter(({ value }) => value.split(":")[3] !== homeRegion);
  const channels = hasChat(homeRegion) ? [] : channelsOf(reading);
  return [
    ...foreign.map((subscriber) =>
      wrong(subscriber, "not in the home region, where the alert topics are", {
        allowed: `queues and functions in ${homeRegion}`,
      }),
    ),
    ...channels.map((channel) =>
      wrong(
        channel,
        "Amazon Q Developer in chat applications, which notifies chat channels, is in the commercial partition only",
        { fix: "remove the channel" },
      ),
    ),
  ];
}

/** @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
function hasChat(region: string): boolean {
  return [undefined, "aws"].includes(REGIONS.get(region)?.partition);
}

export const ALERT_RULES = [
  alarmsWithoutRoute,
  tamperingWithoutRoute,
  repeatedSubscribers,
  foreignSubscribers,
] satisfies Rule[];
