import type { Failure } from "../failure";
import type { Fault } from "./faults";

/** Faults by what is wrong, each with the calls that it is wrong for: one call in full, the others counted. */
export function failuresOfTelling(faults: readonly Fault[]): Failure[] {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = [fault.way, fault.why === undefined || fault.why === "" ? fault.text : fault.why].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) {
      return [];
    }
    const { call, text, way, why = "" } = first;
    const more = new Set(others.map((fault) => fault.call)).size;
    const calls = more === 0 ? call : `${call} (and ${more} more ${more === 1 ? "call" : "calls"})`;
    const missing = way === undefined ? "" : `; no ${way} reports it`;
    return [{ statement: why, text: `${calls}: ${text}${missing}${why === "" ? "" : `: ${why}`}` }];
  });
}
