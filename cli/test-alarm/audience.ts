import type { Severity } from "../../config/detection/severity";
import type { LandingZone } from "../../config/landing-zone";

/** Who is notified by a topic, and what gets the event besides. */
export interface Audience {
  readonly emails: readonly string[];
  /** Hosts: the rest of an address often is a secret. */
  readonly https: readonly string[];
  /** ARNs. */
  readonly queues: readonly string[];
  /** ARNs. */
  readonly functions: readonly string[];
  /** Ids of the channels. */
  readonly slack: readonly string[];
  /** Ids of the channels. */
  readonly teams: readonly string[];
  /** ARNs of the rule's targets besides the topic. */
  readonly targets: readonly string[];
}

/** Who is notified by the topic of a severity. */
export function audienceOf({ alerts }: LandingZone, severity: Severity, targets: readonly string[] = []): Audience {
  const { emails, functions, https, queues } = alerts.routes[severity];
  const channels = (all: readonly { readonly channelId: string; readonly severities: readonly Severity[] }[]) =>
    all.filter(({ severities }) => severities.includes(severity)).map(({ channelId }) => channelId);
  return {
    emails,
    functions,
    queues,
    targets,
    https: https.map(hostOf),
    slack: channels(alerts.slack),
    teams: channels(alerts.teams),
  };
}

/** An audience in one line; empty when there is nobody. */
export function describeAudience(audience: Audience): string {
  const { emails, functions, https, queues, slack, targets, teams } = audience;
  const named = (what: string, all: readonly string[]) => all.map((one) => `${what} ${one}`);
  return [
    ...emails,
    ...https,
    ...named("queue", queues.map(resourceOf)),
    ...named(
      "function",
      functions.map((arn) => resourceOf(arn).replace(/^function:/, "")),
    ),
    ...named("Slack", slack),
    ...named("Teams", teams),
    ...named(
      "target",
      targets.map((arn) => `${serviceOf(arn)}:${resourceOf(arn)}`),
    ),
  ].join(", ");
}

/** Without what may be before an @, which is a user's name and password. */
function hostOf(url: string): string {
  const [authority = ""] = url.replace(/^https:\/\//, "").split(/[/?#]/);
  return authority.slice(authority.lastIndexOf("@") + 1);
}

function serviceOf(arn: string): string {
  return arn.split(":")[2] ?? "";
}

function resourceOf(arn: string): string {
  return arn.split(":").slice(5).join(":");
}
