/** IAM Identity Center: permission sets and who has them. What is not here is not for others to import, and changes without notice. */
export { Assignments } from "./assignments";
export type { AssignmentsProps } from "./assignments";
export { IdentityCenter } from "./identity-center";
export type { IdentityCenterProps } from "./identity-center";
export { PermissionSet } from "./permission-set";
export type { PermissionSetProps } from "./permission-set";
