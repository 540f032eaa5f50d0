import type { CellState } from "./states";

/** Colours of one scheme, as `#rrggbb`. */
export interface Palette {
  readonly background: string;
  readonly panel: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly link: string;
  /** What a cell is filled with, and what its sign is written in. */
  readonly cells: Readonly<Record<CellState, { readonly fill: string; readonly ink: string }>>;
}

/** @see https://www.w3.org/TR/WCAG22/#contrast-minimum which `palette.test.ts` holds them to */
export const PALETTES: Readonly<Record<"light" | "dark", Palette>> = {
  light: {
    background: "#ffffff",
    panel: "#f6f8fa",
    text: "#1f2328",
    muted: "#57606a",
    line: "#d0d7de",
    link: "#0550ae",
    cells: {
      failed: { fill: "#c62828", ink: "#ffffff" },
      missing: { fill: "#7b1fa2", ink: "#ffffff" },
      unprotected: { fill: "#a34700", ink: "#ffffff" },
      "not-checked": { fill: "#1565c0", ink: "#ffffff" },
      acknowledged: { fill: "#5f6b76", ink: "#ffffff" },
      pending: { fill: "#ffffff", ink: "#57606a" },
      verified: { fill: "#4c9f70", ink: "#0b1f14" },
      "not-expected": { fill: "#ffffff", ink: "#57606a" },
    },
  },
  dark: {
    background: "#0d1117",
    panel: "#161b22",
    text: "#e6edf3",
    muted: "#9aa4af",
    line: "#30363d",
    link: "#79b8ff",
    cells: {
      failed: { fill: "#ff7b72", ink: "#1c0504" },
      missing: { fill: "#d2a8ff", ink: "#17081f" },
      unprotected: { fill: "#ffa657", ink: "#1f1002" },
      "not-checked": { fill: "#79b8ff", ink: "#04121f" },
      acknowledged: { fill: "#a9b4c0", ink: "#0d1117" },
      pending: { fill: "#0d1117", ink: "#9aa4af" },
      verified: { fill: "#2b7a4f", ink: "#ffffff" },
      "not-expected": { fill: "#0d1117", ink: "#9aa4af" },
    },
  },
};
