import type { JobFunction } from "../function";
import type { JobFunctionKey } from "../keys";
import { BREAK_GLASS } from "./break-glass";
import { CLOUD_WATCH_OPERATOR } from "./cloudwatch-operator";
import { CLOUD_WATCH_READER } from "./cloudwatch-reader";
import { CONFIG_ADMINISTRATOR } from "./config-administrator";
import { DEPLOYER } from "./deployer";
import { HSM_CRYPTO_OFFICER } from "./hsm-crypto-officer";
import { INCIDENT_RESPONDER } from "./incident-responder";
import { INSPECTOR_OPERATOR } from "./inspector-operator";
import { KEY_CUSTODIAN } from "./key-custodian";
import { LOG_READER } from "./log-reader";
import { REVIEWER } from "./reviewer";
import { SECURITY_AUDITOR } from "./security-auditor";

/** The catalog of job functions, in the order of documents. */
export const CATALOG: Readonly<Record<JobFunctionKey, JobFunction>> = {
  logReader: LOG_READER,
  securityAuditor: SECURITY_AUDITOR,
  incidentResponder: INCIDENT_RESPONDER,
  configAdministrator: CONFIG_ADMINISTRATOR,
  cloudWatchReader: CLOUD_WATCH_READER,
  cloudWatchOperator: CLOUD_WATCH_OPERATOR,
  inspectorOperator: INSPECTOR_OPERATOR,
  keyCustodian: KEY_CUSTODIAN,
  hsmCryptoOfficer: HSM_CRYPTO_OFFICER,
  reviewer: REVIEWER,
  deployer: DEPLOYER,
  breakGlass: BREAK_GLASS,
};
