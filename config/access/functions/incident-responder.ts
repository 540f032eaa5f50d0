import type { JobFunction } from "../function";

export const INCIDENT_RESPONDER: JobFunction = {
  title: "Incident responder",
  purpose: "Isolates, snapshots and denies what an incident is about, and deletes nothing of what it collects.",
  in: "every-account",
  hours: 4,
  incompatibleWith: ["securityAuditor", "deployer", "keyCustodian"],
  managedPolicies: ["SecurityAudit"],
  statements: () => [],
};
