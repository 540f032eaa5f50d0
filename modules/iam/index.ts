/**
 * IAM settings, roles of job functions and of emergencies, whom they trust, and policies. What is not here is not for others to
 * import, and changes without notice.
 */
export { BreakGlassRole } from "./break-glass-role";
export type { BreakGlassRoleProps, BreakGlassTrust } from "./break-glass-role";
export { FunctionGroup } from "./function-group";
export type { FunctionGroupProps } from "./function-group";
export { FunctionPolicies } from "./function-policies";
export type { FunctionPoliciesProps, Statements } from "./function-policies";
export { FunctionRole } from "./function-role";
export type { FunctionRoleProps } from "./function-role";
export { GroupMember } from "./user";
export type { GroupMemberProps } from "./user";
export { MfaPolicy } from "./mfa-policy";
export type { FidoLevel, MfaPolicyProps } from "./mfa-policy";
export { OidcProvider } from "./oidc-provider";
export type { OidcProviderProps } from "./oidc-provider";
export { PasswordPolicy } from "./password-policy";
export type { PasswordPolicyProps } from "./password-policy";
export { PermissionsBoundary } from "./permissions-boundary";
export type { PermissionsBoundaryProps } from "./permissions-boundary";
export { policyDocument } from "./policy-document";
export type { ExceptedActions, PolicyStatement, Principal } from "./policy-document";
export { SamlProvider } from "./saml-provider";
export type { SamlProviderProps } from "./saml-provider";
export { TRUST_NOBODY, trustJobs, trustRoles, trustSaml, trustUsers } from "./trust";
export type { Conditions, SessionDemands, UserDemands } from "./trust";
