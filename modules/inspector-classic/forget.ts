import type { TerraformStack } from "cdktf";

const forgotten = new WeakMap<TerraformStack, object[]>();

/**
 * Lets Terraform forget a resource, which stays in AWS as it is. It asks AWS for nothing, not even whether it is there, so that
 * it works when the service is gone; in a state that has no such resource it does nothing.
 *
 * @param address `aws_inspector_resource_group.production`
 * @see https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources
 */
export function forget(stack: TerraformStack, ...addresses: readonly string[]): void {
  const blocks = forgotten.get(stack) ?? [];
  blocks.push(...addresses.map((from) => ({ from, lifecycle: { destroy: false } })));
  forgotten.set(stack, blocks);
  stack.addOverride("removed", blocks);
}
