import type { TerraformResource } from "cdktf";
import { TerraformStack } from "cdktf";

const imports = new WeakMap<TerraformStack, { to: string; id: string }[]>();

/**
 * Lets Terraform take over something that exists already, through an `import` block; once it is in the state the block
 * does nothing. Of several ids for one resource the first counts. cdktf's own `importFrom` is not used because it runs `terraform version` during synthesis, which must
 * work without Terraform.
 *
 * @param resource the resource in the code
 * @param id what the provider's documentation calls the import id
 * @param key of the instance, where the resource has `for_each`
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function adopt(resource: TerraformResource, id: string, key?: string): void {
  const stack = TerraformStack.of(resource);
  const blocks = imports.get(stack) ?? [];
  const instance = key === undefined ? "" : `[${JSON.stringify(key)}]`;
  const to = `${resource.terraformResourceType}.${resource.friendlyUniqueId}${instance}`;
  if (blocks.some((block) => block.to === to)) {
    return;
  }
  blocks.push({ to, id });
  imports.set(stack, blocks);
  stack.addOverride("import", blocks);
}
