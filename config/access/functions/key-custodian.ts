import type { JobFunction } from "../function";

export const KEY_CUSTODIAN: JobFunction = {
  title: "Key custodian",
  purpose: "Administers the keys of the logs, and cannot use them.",
  in: "core-accounts",
  hours: 1,
  incompatibleWith: ["logReader", "incidentResponder", "deployer"],
  statements: () => [],
};
