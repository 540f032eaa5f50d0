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

/** The function of those who may assume the role for emergencies, which others make. */
export const EMERGENCIES: JobFunctionKey = "breakGlass";

/** Functions that pipelines have, and which of a pipeline's jobs. */
export const JOB_OF_PIPELINES: ReadonlyMap<string, "apply" | "plan"> = new Map<JobFunctionKey, "apply" | "plan">([
  ["deployer", "apply"],
  ["reviewer", "plan"],
]);

/** Where the role of a function is. */
export const PLACES = ["log-archive", "audit", "management", "core-accounts", "every-account"] as const;

export type Place = (typeof PLACES)[number];
