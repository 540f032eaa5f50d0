import { REGIONS } from "../../aws/regions";
import { hasSubscribers } from "../alerts/resolve";
import { HEALTH_ALARMS } from "../detection/health";
import { alarmsOfKeyStore } from "../detection/key-store-alarms";
import { SEVERITIES } from "../detection/severity";
import type { Severity } from "../detection/severity";
import { entriesOf, fieldsOf, located, whole } from "../readable";
import type { Located, Reading } from "../readable";
import type { Configuration } from "../schema";
import type { Finding } from "../source/document";
import { detectionIn } from "./detection";
import { duplicates } from "./duplicates";
import { wrong } from "./finding";
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

export const ALERT_RULES = [alarmsWithoutRoute, repeatedSubscribers, foreignSubscribers] satisfies Rule[];
