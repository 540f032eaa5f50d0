import { withStandIns } from "./interpolation";
import type { StackJson } from "./plan-document";

const STACK_SET = "aws_cloudformation_stack_set";

/** A CloudFormation template that a stack set deploys. */
export interface StackSetTemplate {
  /** Name of the stack set in its stack. */
  readonly name: string;
  /** JSON. */
  readonly text: string;
  /** Type of each of its resources: `AWS::IAM::Role`. */
  readonly types: readonly string[];
}

/** The templates in a stack's Terraform JSON. No plan scanner looks into them: they are one text for Terraform. */
export function stackSetTemplates({ resource = {} }: StackJson): StackSetTemplate[] {
  return Object.entries(resource[STACK_SET] ?? {})
    .filter(([, { count, template_body: body }]) => count !== 0 && typeof body === "string")
    .map(([name, { template_body: body }]) => {
      const text = withStandIns(String(body));
      const { Resources = {} } = JSON.parse(text) as { Resources?: Record<string, { readonly Type: string }> };
      return { name, text, types: Object.values(Resources).map(({ Type }) => Type) };
    });
}
