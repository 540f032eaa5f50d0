import { printable, shortened } from "../../config/source/printable";
import { fold } from "../../console/fold";
import { table } from "../../console/table";
import { styled } from "../../console/terminal";
import { describeAudience } from "./audience";
import { nameOf } from "./events";
import type { ReadEvent } from "./events";
import type { Blindness, Destroyed, Match, NearMiss, Verdict } from "./judge";

export interface JudgedEvent extends ReadEvent {
  readonly verdict: Verdict;
}

/** What an event triggers, as text for people. Events are written by whoever calls AWS: nothing of them is shown raw. */
export function describeEvent({ event, file, place, verdict }: JudgedEvent, withOrigin: boolean): string {
  const { account, name, region, source, time } = event;
  const heading = [name, source, account, region, time].map((part) => shortened(printable(part))).join(" ");
  const origin = withOrigin ? `  ${styled("dim", `(${[nameOf(file), place].filter(Boolean).join(" ")})`)}` : "";
  return [
    `${styled("bold", heading)}${origin}`,
    ...(verdict.matches.length > 0
      ? [matchTable(verdict.matches), describeTopics(verdict.matches)]
      : [nothing(verdict.nearMisses, event.name)]),
    ...verdict.assumes.map((text) => fold(`assumes ${text}`, "  ", "")),
    ...verdict.blind.map(describeBlindness),
    ...verdict.destroyed.map((lost) => describeDestroyed(lost, verdict.matches)),
  ].join("\n");
}

function matchTable(matches: readonly Match[]): string {
  return table(
    [
      { title: "kind", value: ({ kind }) => kind },
      { title: "name", value: ({ key }) => key },
      { title: "severity", value: ({ severity }) => severity },
      { title: "needs", value: ({ threshold }) => (threshold === 1 ? "1" : `${threshold} within five minutes`) },
      { title: "notifies", value: ({ notifies, topic }) => describeAudience(notifies) || `nobody: ${topic} is empty` },
    ],
    matches,
  );
}

function nothing(nearMisses: readonly NearMiss[], name: string): string {
  const headline = styled("yellow", "nothing matches: nobody would be notified");
  if (nearMisses.length === 0) {
    return headline;
  }
  const rows = nearMisses.map(({ key, pattern }) => ({ key, pattern: printable(pattern) }));
  const text = table(
    [
      { title: "near miss", value: ({ key }) => key },
      {
        title: `names ${shortened(printable(name))}, but another condition does not hold`,
        value: ({ pattern }) => pattern,
      },
    ],
    rows,
  );
  return `${headline}\n${text}`;
}

function describeBlindness({ kind, reason, wouldMatch }: Blindness): string {
  const would = wouldMatch.length === 0 ? "" : `; otherwise ${wouldMatch.join(", ")} would match`;
  return `no ${kind} sees it: ${printable(reason)}${would}`;
}

/** Which topics carry the news: whoever takes one of them away leaves the others. */
function describeTopics(matches: readonly Match[]): string {
  const topics = [...new Set(matches.flatMap((match) => match.topics))].sort();
  return fold(`${topics.length === 1 ? "topic" : "topics"}: ${topics.join(", ")}`, "  ", "");
}

function describeDestroyed({ key, kind, reason, topic }: Destroyed, matches: readonly Match[]): string {
  const isPart = matches.some((match) => match.kind === kind && match.key === key);
  return fold(`${kind} ${key} does not report it${isPart ? ` to ${topic}` : ""}: ${printable(reason)}`, "  ", "");
}
