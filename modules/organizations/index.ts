/** Policies of an organization. What is not here is not for others to import, and changes without notice. */
export { OrganizationPolicy } from "./organization-policy";
export type { OrganizationPolicyProps } from "./organization-policy";
export type { PolicyType } from "../../aws/policy-limits";
