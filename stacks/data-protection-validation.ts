import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { TerraformResource } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { classOf } from "../aws/resource-classes";

/** Refuses to synthesize a stack in which something that holds logs, keys or accounts could be destroyed by a plan. */
export class DataProtectionValidation implements IValidation {
  constructor(private readonly stack: TerraformStack) {}

  validate(): string[] {
    return this.stack.node
      .findAll()
      .filter((construct) => TerraformResource.isTerraformResource(construct))
      .flatMap((resource) => {
        const { node, terraformResourceType } = resource;
        if (classOf(terraformResourceType) === undefined) {
          return [`${node.path} (${terraformResourceType}) is of a type that aws/resource-classes does not class`];
        }
        return lacking(resource).map((what) => `${node.path} (${terraformResourceType}) holds data but lacks ${what}`);
      });
  }
}

function lacking(resource: TerraformResource): string[] {
  const { lifecycle, terraformResourceType } = resource;
  const destroyed = classOf(terraformResourceType) === "data" && lifecycle?.preventDestroy !== true;
  const lost = resource instanceof CloudwatchLogGroup && resource.skipDestroyInput !== true;
  return [...(destroyed ? ["lifecycle.preventDestroy"] : []), ...(lost ? ["skipDestroy"] : [])];
}
