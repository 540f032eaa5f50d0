/**
 * A policy variable such as `${aws:username}`, written so that Terraform leaves it to IAM.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function policyVariable(key: string): string {
  return `$\${${key}}`;
}

/** The same for all variables of a document that are about the request: `aws:`, `saml:`, `s3:`, not Terraform's own. */
export function withPolicyVariables(document: string): string {
  return document.replaceAll(/(?<!\$)\$\{(?=[a-z0-9]+:)/g, () => "$${");
}
