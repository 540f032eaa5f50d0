/** Policies and delegations of an organization. What is not here is not for others to import, and changes without notice. */
export { DelegatedAdministrator } from "./delegated-administrator";
export type { DelegatedAdministratorProps } from "./delegated-administrator";
export { OrganizationPolicy } from "./organization-policy";
export type { OrganizationPolicyProps } from "./organization-policy";
export type { PolicyType } from "../../aws/policy-limits";
