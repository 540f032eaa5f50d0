import type { JobFunction } from "../function";

export const INSPECTOR_OPERATOR: JobFunction = {
  title: "Inspector operator",
  purpose: "Looks at the findings of Amazon Inspector, scans again and exports, and switches nothing off.",
  in: "audit",
  hours: 8,
  incompatibleWith: [],
  statements: () => [],
};
