import { deliversTo } from "../../aws/sns-delivery";
import { bySeverity, SEVERITIES } from "../detection/severity";
import type { Severity } from "../detection/severity";
import type { Detection } from "../detection/settings";
import type { Ledger } from "../ledger/schema";
import type { AlertRoute, Alerts, TamperingRoute } from "./settings";
import { tamperingRegion } from "./tampering-region";
import { alertTopicName } from "../names";
import type { Names } from "../names";
import type { Configuration } from "../schema";

type Input = Pick<Configuration, "accounts" | "alerts" | "homeRegion" | "regions">;

/** Who is notified of what: a topic for each severity, and a second one of tampering. */
export function alertsOf(
  { accounts, alerts, ...where }: Input,
  names: Names,
  { rules }: Pick<Detection, "rules">,
  ledger?: Ledger,
): Alerts {
  const { emails: everybody = [accounts.audit.email], routes, slack, teams } = alerts;
  const byTopic = bySeverity((severity): AlertRoute => ({
    ...routes[severity],
    topicName: alertTopicName(names, severity),
    emails: [...new Set([...everybody, ...routes[severity].emails])],
  }));
  const tampering = {
    ...ofAll(byTopic, rules, where.homeRegion, tamperingRegion(where, ledger)),
    topicName: names.tamperingTopic,
  };
  return { routes: byTopic, slack, teams, tampering };
}

/**
 * Who is notified of any tampering: one topic has all of it. Queues and functions are in the home region; those that Amazon SNS does
 * not reach from the topic's region have the alerts alone.
 */
function ofAll(
  routes: Alerts["routes"],
  rules: Detection["rules"],
  homeRegion: string,
  region: string,
): Omit<TamperingRoute, "topicName"> {
  const reported = rules.filter(({ carriers }) => carriers.includes("tampering")).map(({ severity }) => severity);
  const severities = SEVERITIES.filter((severity) => reported.includes(severity));
  const all = (kind: "emails" | "functions" | "https" | "queues") => [
    ...new Set(severities.flatMap((severity) => routes[severity][kind])),
  ];
  return {
    region,
    severities,
    emails: all("emails"),
    https: all("https"),
    functions: deliversTo("function", region, homeRegion) ? all("functions") : [],
    queues: deliversTo("queue", region, homeRegion) ? all("queues") : [],
  };
}

/** Whether a severity has subscribers. */
export function hasSubscribers({ emails, routes, slack, teams }: Configuration["alerts"], severity: Severity): boolean {
  const route = routes[severity];
  const chat = [...slack, ...teams].filter(({ severities }) => severities.includes(severity));
  const subscribers = [emails ?? [], route.emails, route.https, route.queues, route.functions, chat];
  // Without addresses for everything the audit account's is the one.
  return emails === undefined || subscribers.some((some) => some.length > 0);
}
