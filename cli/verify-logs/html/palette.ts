import type { FillName } from "../../html/palette";
import type { CellState } from "./states";

/** What cells of the map are filled with. */
export const CELL_FILLS: Readonly<Record<CellState, FillName>> = {
  failed: "red",
  missing: "purple",
  unprotected: "orange",
  "not-checked": "blue",
  acknowledged: "grey",
  pending: "plain",
  verified: "green",
  "not-expected": "plain",
};
