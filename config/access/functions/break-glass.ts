import type { JobFunction } from "../function";

/** The role is that of `breakGlass`; here is who may assume it. */
export const BREAK_GLASS: JobFunction = {
  title: "Break-glass",
  purpose: "Assumes the role for emergencies, which the log archive and the guardrails make an exception for.",
  in: "every-account",
  hours: 1,
  incompatibleWith: [],
  managedPolicies: ["AdministratorAccess"],
  statements: () => [],
};
