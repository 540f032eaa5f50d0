/**
 * Interpolations of Terraform JSON: what a text refers to, and what a plan would have in their place.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
const INTERPOLATION = /(\$?)\$\{([^}]*)\}/g;
/** `aws_s3_bucket.trail-bucket.id`, `data.aws_vpcs.all.ids`. */
const REFERENCE = /\b(?:data\.)?[a-z]\w*\.[\w-]+(?:\.[\w-]+|\[\d+\])*/g;

const ACCOUNT = "111122223333";

/** Addresses that a text refers to, each with its attribute and without, as a plan lists them. */
export function references(text: string): string[] {
  const found = [...text.matchAll(INTERPOLATION)]
    .filter(([, escape]) => escape === "")
    .flatMap(([, , expression = ""]) => expression.match(REFERENCE) ?? [])
    .flatMap((reference) => [reference, addressIn(reference)]);
  return [...new Set(found)];
}

/**
 * Whether a plan would not know a text before it is applied, as it names what is still to be created. Documents, policies
 * above all, count as known: a scanner is to read what can be read of them.
 */
export function unknownBeforeApply(text: string): boolean {
  return !/^\s*[[{]/.test(text) && references(text).some((reference) => reference.startsWith("aws_"));
}

/** A text with a likely value in place of each interpolation: policies stay JSON, ARNs stay ARNs. */
export function withStandIns(text: string): string {
  return text.replace(INTERPOLATION, (whole, escape: string, expression: string) =>
    escape === "" ? standIn(expression) : whole.slice(1),
  );
}

function standIn(expression: string): string {
  const [reference = expression] = expression.match(REFERENCE) ?? [];
  if (/arn$/i.test(reference)) {
    const service = /aws_([a-z\d]+)/.exec(reference)?.[1] ?? "service";
    return `arn:aws:${service}:eu-west-1:${ACCOUNT}:known-after-apply`;
  }
  if (/aws_organizations_account.*id$/.test(reference)) {
    return ACCOUNT;
  }
  return /aws_organizations_organization(?!al).*id$/.test(reference) ? "o-knownafter" : "known-after-apply";
}

function addressIn(reference: string): string {
  const [first = "", ...rest] = reference.split(/[.[]/);
  return [first, ...rest.slice(0, first === "data" ? 2 : 1)].join(".");
}
