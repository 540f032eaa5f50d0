import { policyDocument } from "./policy-document";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { IAM_LIMITS, policyLength } from "./policy-limits";

/**
 * A policy of some statements, all of which it has room for.
 *
 * @param whose for the error: `the boundary x`
 * @param longest characters; absent: those of a managed policy
 * @throws Error when AWS would refuse it for its length
 */
export function policyWithin(
  whose: string,
  statements: readonly (ExceptedActions | PolicyStatement)[],
  longest: number = IAM_LIMITS.managedPolicy,
): string {
  const document = policyDocument(...statements);
  const length = policyLength(document);
  if (length > longest) {
    throw new Error(`the policy of ${whose} has ${length} characters; IAM allows ${longest}`);
  }
  return document;
}
