/**
 * A condition by which a statement fails open where its key is absent from the request: a denial that then denies nothing, or a
 * statement that then allows everyone something.
 */
export interface OpenCondition {
  readonly effect: "Allow" | "Deny";
  readonly operator: string;
  readonly key: string;
  /** Why that does no harm. */
  readonly why: string;
  /** The page of AWS that says so. */
  readonly page: string;
}

const GLOBAL = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
const IN_EVERY_REQUEST = "it is in every request";

/** Every such condition of the policies that are synthesized. Whatever else fails open is a mistake. */
export const OPEN_CONDITIONS: readonly OpenCondition[] = [
  {
    effect: "Deny",
    operator: "Bool",
    key: "aws:SecureTransport",
    why: IN_EVERY_REQUEST,
    page: `${GLOBAL}#condition-keys-securetransport`,
  },
  {
    effect: "Deny",
    operator: "NumericLessThan",
    key: "s3:TlsVersion",
    why: "it is in every request to S3 that comes by TLS, and others are denied",
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html",
  },
  {
    effect: "Deny",
    operator: "Bool",
    key: "aws:PrincipalIsAWSService",
    why: IN_EVERY_REQUEST,
    page: `${GLOBAL}#condition-keys-principalisawsservice`,
  },
  {
    effect: "Deny",
    operator: "Bool",
    key: "aws:ViaAWSService",
    why: IN_EVERY_REQUEST,
    page: `${GLOBAL}#condition-keys-viaawsservice`,
  },
  {
    effect: "Deny",
    operator: "Null",
    key: "aws:SourceAccount",
    why: "services that do not say for whom they act are left to the policies of the resources, as AWS's own example does",
    page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html",
  },
  {
    effect: "Deny",
    operator: "StringEquals",
    key: "aws:PrincipalAccount",
    why: "it is in every request that a service control policy binds",
    page: `${GLOBAL}#condition-keys-principalaccount`,
  },
  {
    effect: "Deny",
    operator: "StringEquals",
    key: "aws:ResourceTag/LandingZone",
    why: "what lacks the tag is not the landing zone's, and the tag is guarded by the same statement",
    page: `${GLOBAL}#condition-keys-resourcetag`,
  },
  {
    effect: "Deny",
    operator: "ArnLike",
    key: "lambda:FunctionArn",
    why: "it is in every request about a mapping that exists, as AWS's reference has it of these actions",
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html",
  },
  {
    effect: "Deny",
    operator: "ForAnyValue:StringEquals",
    key: "kms:ResourceAliases",
    why: "a key without the alias is not the landing zone's, and the aliases are guarded by KeyAliases",
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html",
  },
];

/**
 * Whether a condition lets through what lacks the key: it does not hold where a denial should, or holds where a permission should
 * not.
 *
 * @param values what `Null` is compared with; of others it does not matter
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function failsOpen(effect: "Allow" | "Deny", operator: string, values: unknown): boolean {
  return holdsWithoutKey(operator, values) === (effect === "Allow");
}

/** Whether a condition holds where its key is absent. Negated ones do, `...IfExists`, and `ForAllValues` of no values. */
function holdsWithoutKey(operator: string, values: unknown): boolean {
  const [set, name = ""] = operator.includes(":") ? operator.split(":") : ["", operator];
  if (name === "Null") {
    return [values].flat().some((value) => String(value) === "true");
  }
  return set === "ForAllValues" || name.endsWith("IfExists") || (set !== "ForAnyValue" && name.includes("Not"));
}
