import type { LandingZone } from "../../config/landing-zone";
import { withIds } from "../resolved-stacks";
import type { SynthesizedStack } from "../stacks";
import type { Tampering } from "./call";
import { tamperingWith } from "./calls";
import { definedFor, leftOutBy } from "./definitions";
import { faultOf, mayBeShared } from "./faults";
import type { Fault } from "./faults";
import { reports } from "./way";
import type { Way } from "./way";
import { waysOf } from "./ways";

export type { Fault } from "./faults";

/** Whether each call that is tampering is reported twice. */
export interface ToldTwice {
  /** How many calls were looked at. */
  readonly calls: number;
  /** How many ways there are from a call to a topic. */
  readonly ways: number;
  readonly faults: readonly Fault[];
  /** What reports the calls of each service. */
  readonly services: readonly Telling[];
  /** Faults that are of the file's making, each with the alarm or rule that it leaves out. */
  readonly open: readonly { readonly fault: Fault; readonly leftOut: string }[];
}

/** What reports the calls of a service that are tampering. */
export interface Telling {
  /** Its name in CloudTrail, before `.amazonaws.com`. */
  readonly service: string;
  readonly calls: number;
  /** Names of the alarms, and of the rules, sorted. */
  readonly alarms: readonly string[];
  readonly rules: readonly string[];
}

/**
 * Of each call that is tampering, by synthesized stacks alone: whether an alarm and a rule report it that share nothing, one of
 * which goes through nothing that the call takes away.
 *
 * @param landingZone one whose ids are all known, as `withStandIns` makes them
 * @param at called with what is being done: `call 300 of 2100`
 */
export async function toldTwice(
  landingZone: LandingZone,
  stacks: readonly SynthesizedStack[],
  at?: (text: string) => void,
): Promise<ToldTwice> {
  const ways = waysOf(landingZone, withIds(landingZone, stacks));
  const calls = await tamperingWith(landingZone, ways);
  const mayShare = mayBeShared(landingZone);
  const faults: Fault[] = [];
  const open: { fault: Fault; leftOut: string }[] = [];
  for (const [index, event] of calls.entries()) {
    if (index % 100 === 0) {
      at?.(`call ${index + 1} of ${calls.length}`);
    }
    const fault = faultOf(event, ways, mayShare);
    const leftOut = fault?.way === undefined ? undefined : leftOutBy(landingZone, fault.way, event);
    if (fault !== undefined && leftOut === undefined) {
      faults.push(fault.why === "" ? { ...fault, why: notThere(landingZone, fault, event) } : fault);
    } else if (fault !== undefined && leftOut !== undefined) {
      open.push({ fault, leftOut });
    }
  }
  return { calls: calls.length, ways: ways.length, faults, open, services: tellingOf(calls, ways) };
}

function tellingOf(calls: readonly Tampering[], ways: readonly Way[]): Telling[] {
  const byService = new Map<string, Tampering[]>();
  for (const event of calls) {
    const service = String(event.record.eventSource).replace(".amazonaws.com", "");
    byService.set(service, [...(byService.get(service) ?? []), event]);
  }
  return [...byService].map(([service, events]) => {
    // One call of a name is as good as another.
    const names = new Map(events.map((event) => [String(event.record.eventName), event]));
    const reporting = ways.filter((way) => [...names.values()].some((event) => reports(way, event)));
    const reporters = (kind: Way["kind"]): string[] =>
      [...new Set(reporting.filter((way) => way.kind === kind).map(({ reporter }) => reporter))].sort();
    return { service, calls: names.size, alarms: reporters("alarm"), rules: reporters("rule") };
  });
}

function notThere(landingZone: LandingZone, { way }: Fault, event: Tampering): string {
  const defined = way === undefined ? [] : definedFor(landingZone, way, event);
  return defined.length === 0 ? "" : `${defined.slice(0, 2).join(", ")}: not there, or of another pattern`;
}
