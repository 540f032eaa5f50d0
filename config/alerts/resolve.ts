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
