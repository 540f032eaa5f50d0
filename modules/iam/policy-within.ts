import { refuse } from "../checks";
import { policyDocument } from "./policy-document";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { IAM_LIMITS, policyLength } from "./policy-limits";

/**
 * A policy of some statements, all of which it has room for.
 *
 * @param where path of the construct, for the error
 * @param prop that the statements were given by
 * @param longest characters; absent: those of a managed policy
 * @throws Error when AWS would refuse it for its length
 */
export function policyWithin(
  where: string,
  prop: string,
  statements: readonly (ExceptedActions | PolicyStatement)[],
  longest: number = IAM_LIMITS.managedPolicy,
): string {
  const document = policyDocument(...statements);
  checkPolicyLength(where, prop, document, longest);
  return document;
}

/**
 * @param document JSON text
 * @param longest characters
 * @throws Error when AWS would refuse it for its length
 */
export function checkPolicyLength(where: string, prop: string, document: string, longest: number): void {
  const length = policyLength(document);
  if (length > longest) {
    refuse(where, prop, {
      got: `a policy of ${length} characters`,
      allowed: `at most ${longest.toLocaleString("en")}, as IAM counts them`,
    });
  }
}
