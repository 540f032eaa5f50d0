import { TerraformResource } from "cdktf";
import type { TerraformStack } from "cdktf";
import { PREVENT_DESTROY } from "./data-protection";
import { inEnvironment } from "./environment";
import type { Environment } from "./environment";

/** The meta-arguments of a resource that is not made, and not destroyed either where a state has it. */
export const KEPT = { count: 0, lifecycle: PREVENT_DESTROY } as const;

/**
 * Refuses every plan that would destroy a resource which the code does not make. Terraform looks at `prevent_destroy` of
 * nothing but what is in the configuration, so the resource is there, no times. In a state that does not have it this does
 * nothing.
 *
 * @param type `aws_kms_key`
 * @param name what the resource is called where the code makes it, directly in the stack
 * @param required arguments without which Terraform refuses the block
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/count
 */
export function keep(
  stack: TerraformStack,
  environment: Environment,
  type: string,
  name: string,
  required: Readonly<Record<string, unknown>> = {},
): void {
  const resource = new TerraformResource(stack, name, {
    ...inEnvironment(environment),
    ...KEPT,
    terraformResourceType: type,
  });
  for (const [argument, value] of Object.entries(required)) {
    resource.addOverride(argument, value);
  }
}
