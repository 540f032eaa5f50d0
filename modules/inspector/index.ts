/** Amazon Inspector of an organization. What is not here is not for others to import, and changes without notice. */
export { InspectorAdministrator } from "./administrator";
export type { InspectorAdministratorProps } from "./administrator";
export { CisScanConfiguration } from "./cis-scan-configuration";
export type { CisScanConfigurationProps } from "./cis-scan-configuration";
export { InspectorDelegatedAdministrator } from "./delegated-administrator";
export type { InspectorDelegatedAdministratorProps } from "./delegated-administrator";
export { InspectorMember } from "./member";
export type { InspectorMemberProps } from "./member";
export { InspectorOrganizationConfiguration } from "./organization-configuration";
export type { InspectorOrganizationConfigurationProps } from "./organization-configuration";
export type { ScanType } from "./scan-types";
export { SuppressionFilter } from "./suppression-filter";
export type { ScoreRange, SuppressionCriteria, SuppressionFilterProps } from "./suppression-filter";
export type { CisSchedule, StartTime } from "../../aws/cis-schedule";
export type { TextCriterion } from "../../aws/inspector-criteria";
