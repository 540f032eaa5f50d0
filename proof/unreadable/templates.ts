import type { SynthesizedStack } from "../stacks";

/** Where Terraform puts a value, or evaluates a condition or a loop; doubled first letters are text. */
const TEMPLATE = /\$\$\{|%%\{|\$\{[^}]*\}?|%\{[^}]*\}?/g;
/** `${aws_kms_key.log-key.arn}`, of another stack's outputs, and of what is looked up: no functions, no conditions. */
const REFERENCE = /^\$\{((?:data\.)?[a-z0-9_]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_.[\]-]+\}$/;

/**
 * Why the proof does not know what Terraform makes of a text.
 *
 * @param stack the one that the text is in
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function whyComputed(text: string, stack: Pick<SynthesizedStack, "data" | "resource">): string | undefined {
  const unknown = templatesIn(text).find((template) => !isKnown(template, stack));
  if (unknown === undefined) {
    return undefined;
  }
  const shown = unknown.length > MOST_SHOWN ? `${unknown.slice(0, MOST_SHOWN)}…` : unknown;
  return REFERENCE.test(unknown)
    ? `refers to ${shown}, which the stack does not have`
    : `has ${shown}, which Terraform computes and the proof does not`;
}

const MOST_SHOWN = 80;

/** What Terraform replaces in a text. */
export function templatesIn(text: string): string[] {
  return (text.match(TEMPLATE) ?? []).filter((found) => !/^(?:\$\$|%%)/.test(found));
}

function isKnown(template: string, { data = {}, resource }: Pick<SynthesizedStack, "data" | "resource">): boolean {
  const [, type = "", name = ""] = REFERENCE.exec(template) ?? [];
  const blocks = type.startsWith("data.") ? data[type.slice("data.".length)] : resource[type];
  return blocks !== undefined && Object.hasOwn(blocks, name);
}
