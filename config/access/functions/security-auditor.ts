import type { JobFunction } from "../function";

export const SECURITY_AUDITOR: JobFunction = {
  title: "Security auditor",
  purpose: "Sees how every account is set up, and no log, secret or content.",
  in: "every-account",
  hours: 8,
  incompatibleWith: ["deployer", "incidentResponder"],
  managedPolicies: ["SecurityAudit"],
  statements: () => [],
};
