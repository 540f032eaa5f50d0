import type { Environment } from "../environment";
import type { TemplateValue } from "./template";

const PSEUDO_PARAMETER = "${AWS::";

/**
 * The account and region that a stack is made in, as CloudFormation spells them. Functions that write ARNs and policies
 * for Terraform are given this instead of an environment, and then write them for a template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export const HERE: Omit<Environment, "provider"> = {
  partition: "${AWS::Partition}",
  accountId: "${AWS::AccountId}",
  region: "${AWS::Region}",
};

/** The value with its pseudo parameters put in by CloudFormation, which leaves them as they are in other strings. */
export function substituted(value: TemplateValue): TemplateValue {
  if (typeof value === "string") {
    return value.includes(PSEUDO_PARAMETER) ? { "Fn::Sub": value } : value;
  }
  if (typeof value !== "object") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item: TemplateValue) => substituted(item));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, item === undefined ? undefined : substituted(item)]),
  );
}

/** A policy document, which Terraform takes as text, as the object that templates hold. */
export function policyObject(document: string): TemplateValue {
  return substituted(JSON.parse(document) as TemplateValue);
}

/**
 * A template's text for a Terraform argument: Terraform takes `${` for the beginning of an expression of its own, which
 * the ARNs that other stacks pass are, unless it is written `$${`.
 */
export function escapedForTerraform(text: string): string {
  return text.replaceAll(PSEUDO_PARAMETER, () => `$${PSEUDO_PARAMETER}`);
}
