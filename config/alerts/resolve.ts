import { bySeverity } from "../detection/severity";
import type { Severity } from "../detection/severity";
import type { AlertRoute, Alerts } from "./settings";
import { alertTopicName } from "../names";
import type { Names } from "../names";
import type { Configuration } from "../schema";

/** Who is notified of what: a topic for each severity. */
export function alertsOf({ accounts, alerts }: Pick<Configuration, "accounts" | "alerts">, names: Names): Alerts {
  const { emails: everybody = [accounts.audit.email], routes, slack, teams } = alerts;
  const routeOf = (severity: Severity): AlertRoute => ({
    ...routes[severity],
    topicName: alertTopicName(names, severity),
    emails: [...new Set([...everybody, ...routes[severity].emails])],
  });
  return { routes: bySeverity(routeOf), slack, teams };
}

/** Whether a severity has subscribers. */
export function hasSubscribers({ emails, routes, slack, teams }: Configuration["alerts"], severity: Severity): boolean {
  const route = routes[severity];
  const chat = [...slack, ...teams].filter(({ severities }) => severities.includes(severity));
  const subscribers = [emails ?? [], route.emails, route.https, route.queues, route.functions, chat];
  // Without addresses for everything the audit account's is the one.
  return emails === undefined || subscribers.some((some) => some.length > 0);
}
