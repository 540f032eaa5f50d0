/** A statement as it was synthesized. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly [element: string]: unknown;
}

/**
 * The statements of a policy in Terraform JSON, as AWS gets them: Terraform takes `${` and `%{` for templates unless their
 * first letter is doubled, as it is before the variables of policies.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function statementsOf(text: string): Statement[] {
  const { Statement } = JSON.parse(text.replace(/([$%])\1\{/g, "$1{")) as { Statement: Statement[] };
  return Statement;
}
