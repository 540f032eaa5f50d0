/**
 * Text with `${` or `%{` in it, which Terraform would take for its own, written so that Terraform makes the same text of it.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function terraformLiteral(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}
