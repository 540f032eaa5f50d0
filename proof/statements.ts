import { Failure } from "../console/failure";

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
  const { Statement } = JSON.parse(text.replace(/([$%])\1\{/g, "$1{")) as { Statement: Statement | Statement[] };
  return [Statement].flat();
}

/**
 * The statements of the policy of something.
 *
 * @param whose what it is the policy of: `log-archive/trail-bucket`
 * @throws Failure when it is no policy
 */
export function statementsOfPolicy(text: string, whose: string): Statement[] {
  try {
    return statementsOf(text);
  } catch (error) {
    throw new Failure(`the policy of ${whose} is not JSON: ${(error as Error).message}`);
  }
}
