/** Continuous validation of a trail's log files. What is not here is not for others to import, and changes without notice. */
export { LogValidator } from "./log-validator";
export type { LogValidatorNames, LogValidatorProps } from "./log-validator";
