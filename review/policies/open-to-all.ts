import type { Statement } from "./statements";

/** Keys of conditions that leave somebody's own accounts, networks or organization only. */
const NARROWING =
  /(aws:Principal(OrgID|OrgPaths|Arn|Account)|aws:Source(Account|Arn|OrgID|OrgPaths|Ip|Vpc|Vpce|Owner)|aws:userid|kms:CallerAccount|kms:ViaService|lambda:FunctionUrlAuthType|elasticfilesystem:AccessedViaMountTarget):/i;

/**
 * Whether a statement lets in everyone, or whoever has a credential of AWS at all: `*` is allowed, and no condition says whose they
 * must be.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
 */
export function isOpenToAll(statement: Statement): boolean {
  if (statement.effect !== "Allow" || !statement.mayBeForAll) {
    return false;
  }
  const { conditions, notPrincipals, principals } = statement.parts;
  return (
    (principals.includes("*") || notPrincipals.length > 0) &&
    !conditions.some((condition) => NARROWING.test(condition) && !/^(ForAllValues:)?\w*Not/.test(condition))
  );
}
