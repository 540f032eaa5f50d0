/** IAM Access Analyzer of an organization. What is not here is not for others to import, and changes without notice. */
export { AccessAnalyzerRole } from "./access-analyzer-role";
export type { AccessAnalyzerRoleProps } from "./access-analyzer-role";
export { OrganizationAnalyzer } from "./organization-analyzer";
export type { OrganizationAnalyzerProps } from "./organization-analyzer";
