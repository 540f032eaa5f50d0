import type { JobFunction } from "../function";

export const LOG_READER: JobFunction = {
  title: "Log reader",
  purpose: "Reads and decrypts the log files of the trail, of AWS Config and of flow logs, of all accounts or of some.",
  in: "log-archive",
  hours: 4,
  incompatibleWith: ["keyCustodian", "deployer", "hsmCryptoOfficer"],
  statements: () => [],
};
