import type { LandingZone } from "../../config/landing-zone";
import type { Tampering } from "./call";
import { reports } from "./way";
import type { Way } from "./way";

/** What is wrong with how a call is reported. */
export interface Fault {
  /** `config:StopConfigurationRecorder` */
  readonly call: string;
  /** The way that is missing; nothing where there are two, and they have something in common. */
  readonly way?: Way["kind"];
  /** What is wrong. */
  readonly text: string;
  /** Addresses of the resources that it is due to, each with what is wrong with it; empty where none is to be seen. */
  readonly why?: string;
}

/** What an alarm and a rule that report the same may both go through, by the keys of `SHARED_BY_WAYS`. */
export function mayBeShared({ alerts, homeRegion }: Pick<LandingZone, "alerts" | "homeRegion">): string[] {
  return ["account", "source", "trail", ...(alerts.tampering.region === homeRegion ? ["region"] : [])];
}

/**
 * What is wrong with how a call is reported: an alarm and a rule have to, that share nothing but what they may, and one of the two
 * goes through nothing that the call takes away.
 */
export function faultOf(event: Tampering, ways: readonly Way[], mayShare: readonly string[]): Fault | undefined {
  const matching = ways.filter(({ matches }) => matches(event));
  const reporting = matching.filter((way) => reports(way, event));
  const [alarms = [], rules = []] = (["alarm", "rule"] as const).map((kind) =>
    reporting.filter((way) => way.kind === kind),
  );
  for (const [way, found, other] of [
    ["alarm", alarms, rules],
    ["rule", rules, alarms],
  ] as const) {
    if (found.length === 0) {
      const broken = matching.filter(({ kind }) => kind === way);
      const why = [...new Set(broken.map((one) => one.broken ?? ""))].slice(0, 2).join("; ");
      const alone = other.length === 0 ? "nothing" : namesOf(other);
      return { call: event.row, way, why, text: `reported by ${alone} alone` };
    }
  }
  const isIntact = ({ members }: Way): boolean => !event.takes.some((member) => members.has(member));
  let someApart = false;
  for (const alarm of alarms) {
    for (const rule of rules) {
      if (areApart(alarm, rule, mayShare)) {
        if (isIntact(alarm) || isIntact(rule)) {
          return undefined;
        }
        someApart = true;
      }
    }
  }
  const [[alarm], [rule]] = [alarms, rules];
  const common = alarm && rule ? sharedBy(alarm, rule, mayShare).join(", ") : "";
  return {
    call: event.row,
    text: someApart
      ? `takes both of its ways away: ${event.takes.join(", ")}`
      : `all ways share something: ${common} (${namesOf(reporting)})`,
  };
}

function namesOf(ways: readonly Way[]): string {
  const names = [...new Set(ways.map(({ reporter }) => reporter))];
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

/** What both go through, and must not. */
export function sharedBy(one: Way, other: Way, mayShare: readonly string[]): string[] {
  return [...one.members].filter((member) => other.members.has(member) && !mayShare.includes(kindOf(member)));
}

const apart = new WeakMap<Way, WeakMap<Way, Map<string, boolean>>>();

/** A pair of ways is asked of for every call that both report. */
function areApart(one: Way, other: Way, mayShare: readonly string[]): boolean {
  const ofOne = apart.get(one) ?? new WeakMap<Way, Map<string, boolean>>();
  apart.set(one, ofOne);
  const ofBoth = ofOne.get(other) ?? new Map<string, boolean>();
  ofOne.set(other, ofBoth);
  const key = mayShare.join();
  const known = ofBoth.get(key) ?? sharedBy(one, other, mayShare).length === 0;
  ofBoth.set(key, known);
  return known;
}

/** `topic`, of `topic arn:...`. */
export function kindOf(member: string): string {
  return member.slice(0, member.indexOf(" "));
}
