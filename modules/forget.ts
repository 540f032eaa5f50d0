import type { TerraformStack } from "cdktf";

const forgotten = new WeakMap<TerraformStack, { from: string; lifecycle: { destroy: false } }[]>();

/**
 * Lets Terraform forget a resource that the code does not make any more, through a `removed` block: it stays in AWS as it is.
 * What is not in the state is ignored, so the block may stay.
 *
 * @param stack whose state may have it
 * @param address `aws_sns_topic.alerts`
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export function forget(stack: TerraformStack, address: string): void {
  const blocks = forgotten.get(stack) ?? [];
  if (blocks.some(({ from }) => from === address)) {
    return;
  }
  blocks.push({ from: address, lifecycle: { destroy: false } });
  forgotten.set(stack, blocks);
  stack.addOverride("removed", blocks);
}
