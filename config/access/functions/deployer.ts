import type { JobFunction } from "../function";

export const DEPLOYER: JobFunction = {
  title: "Deployer",
  purpose: "Applies with Terraform: assumes the deployment role of every account.",
  in: "management",
  hours: 1,
  incompatibleWith: ["logReader", "securityAuditor", "incidentResponder", "keyCustodian", "hsmCryptoOfficer"],
  statements: () => [],
};
