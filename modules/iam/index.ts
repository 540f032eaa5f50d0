/** IAM settings, and policies. What is not here is not for others to import, and changes without notice. */
export { PasswordPolicy } from "./password-policy";
export type { PasswordPolicyProps } from "./password-policy";
export { policyDocument } from "./policy-document";
export type { ExceptedActions, PolicyStatement, Principal } from "./policy-document";
