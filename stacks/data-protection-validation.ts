import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
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
      .flatMap((resource) => {
        const { node, terraformResourceType } = resource;
        return lacking(resource).map((what) => `${node.path} (${terraformResourceType}) holds data but lacks ${what}`);
      });
  }
}

function lacking(resource: TerraformResource): string[] {
  const { lifecycle, terraformResourceType } = resource;
  const destroyed = PROTECTED_RESOURCE_TYPES.has(terraformResourceType) && lifecycle?.preventDestroy !== true;
  const lost = resource instanceof CloudwatchLogGroup && resource.skipDestroyInput !== true;
  return [...(destroyed ? ["lifecycle.preventDestroy"] : []), ...(lost ? ["skipDestroy"] : [])];
}
