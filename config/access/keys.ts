/** Keys of the catalog's functions, in the order of documents. */
export const JOB_FUNCTIONS = [
  "logReader",
  "securityAuditor",
  "incidentResponder",
  "configAdministrator",
  "cloudWatchReader",
  "cloudWatchOperator",
  "inspectorOperator",
  "keyCustodian",
  "hsmCryptoOfficer",
  "reviewer",
  "deployer",
  "breakGlass",
] as const;

export type JobFunctionKey = (typeof JOB_FUNCTIONS)[number];

/** Where the role of a function is. */
export const PLACES = ["log-archive", "audit", "management", "core-accounts", "every-account"] as const;

export type Place = (typeof PLACES)[number];
