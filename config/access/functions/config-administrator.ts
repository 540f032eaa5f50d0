import type { JobFunction } from "../function";

export const CONFIG_ADMINISTRATOR: JobFunction = {
  title: "Config administrator",
  purpose: "Administers the rules, conformance packs and remediations of AWS Config, and cannot stop its recording.",
  in: "audit",
  hours: 4,
  incompatibleWith: ["logReader", "securityAuditor"],
  statements: () => [],
};
