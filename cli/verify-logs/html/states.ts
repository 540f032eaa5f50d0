import type { ReportedFinding } from "../../../log-integrity/collector";
import type { HourState } from "../../../log-integrity/timeline";

export interface CellLook {
  /** What is in the cell, so that nobody has to tell colours apart. */
  readonly sign: string;
  readonly name: string;
  readonly meaning: string;
}

/** What a cell of the map can be, the worst first: what its worst hour is. */
export const CELL_STATES = {
  failed: {
    sign: "F",
    name: "failed",
    meaning: "a digest or log file is not as CloudTrail delivered it, or is not there",
  },
  missing: { sign: "M", name: "missing", meaning: "there is no digest, and there should be" },
  unprotected: { sign: "U", name: "unprotected", meaning: "validation or logging was off" },
  "not-checked": {
    sign: "N",
    name: "not checked",
    meaning: "something could not be read, which is no sign of tampering",
  },
  acknowledged: { sign: "A", name: "acknowledged", meaning: "not verified; somebody knows, and gave a reason" },
  pending: { sign: "P", name: "pending", meaning: "its digest is not due yet" },
  verified: { sign: "✓", name: "verified", meaning: "every digest and log file is as CloudTrail delivered it" },
  "not-expected": { sign: "–", name: "not expected", meaning: "the account or region was not there yet, or no more" },
} as const satisfies Record<HourState | "acknowledged", CellLook>;

export type CellState = keyof typeof CELL_STATES;

const ORDER = Object.keys(CELL_STATES) as CellState[];

/** 0 is the worst. */
export function rankOf(state: CellState): number {
  return ORDER.indexOf(state);
}

/** Whether there is nothing to be explained of it. */
export function isCalm(state: CellState): boolean {
  return rankOf(state) > rankOf("acknowledged");
}

/** What the hours of a finding are, whether it is acknowledged or not. */
export function stateOf({ type }: Pick<ReportedFinding, "type">): CellState {
  return type === "integrity" ? "failed" : type;
}
