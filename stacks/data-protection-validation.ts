import { TerraformResource } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { PROTECTED_RESOURCE_TYPES } from "../modules/data-protection";

/** Refuses to synthesize a stack in which something that holds logs, keys or accounts could be destroyed by a plan. */
export class DataProtectionValidation implements IValidation {
  constructor(private readonly stack: TerraformStack) {}

  validate(): string[] {
    return this.stack.node
      .findAll()
      .filter((construct) => TerraformResource.isTerraformResource(construct))
      .filter(isUnprotected)
      .map(
        ({ node, terraformResourceType }) =>
          `${node.path} (${terraformResourceType}) holds data but lacks lifecycle.preventDestroy`,
      );
  }
}

function isUnprotected({ lifecycle, terraformResourceType }: TerraformResource): boolean {
  return PROTECTED_RESOURCE_TYPES.has(terraformResourceType) && lifecycle?.preventDestroy !== true;
}
