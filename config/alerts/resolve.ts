import { bySeverity } from "../detection/severity";
import type { Severity } from "../detection/severity";
import type { AlertRoute, Alerts } from "./settings";
import { alertTopicName } from "../names";
import type { Names } from "../names";
import type { Configuration } from "../schema";

/** Who is told of what: a topic for each severity. */
export function alertsOf({ accounts, alerts }: Pick<Configuration, "accounts" | "alerts">, names: Names): Alerts {
  const everybody = alerts.emails ?? [accounts.audit.email];
  const route = (severity: Severity): AlertRoute => {
    const { emails, functions, https, queues } = alerts.routes[severity];
    return {
      topicName: alertTopicName(names, severity),
      emails: [...new Set([...everybody, ...emails])],
      https,
      queues,
      functions,
    };
  };
  return {
    routes: bySeverity(route),
    slack: alerts.slack,
    teams: alerts.teams,
  };
}

/** Whether somebody is told of what has a severity. */
export function isTold({ emails, routes, slack, teams }: Configuration["alerts"], severity: Severity): boolean {
  const route = routes[severity];
  const chat = [...slack, ...teams].filter(({ severities }) => severities.includes(severity));
  const subscribers = [emails ?? [], route.emails, route.https, route.queues, route.functions, chat];
  // Without addresses for everybody the audit account's is told.
  return emails === undefined || subscribers.some((told) => told.length > 0);
}
