import { TerraformElement, TerraformStack } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

/** What others may have to wait for. */
export interface Waited {
  /**
   * What has to be there before others use it; `dependsOn: [bucket.ready]` for resources of one's own.
   * @default - it is there, made by another stack
   */
  readonly ready?: ITerraformDependable;
}

/**
 * The `dependsOn` of a resource for what it has to wait for. What another stack makes it cannot name: then its whole stack is
 * deployed after that one.
 */
export function after(
  scope: Construct,
  ...things: readonly (Waited | string | undefined)[]
): ITerraformDependable[] | undefined {
  const stack = TerraformStack.of(scope);
  const here = things.flatMap((thing) => {
    const ready = typeof thing === "string" ? undefined : thing?.ready;
    if (!TerraformElement.isTerraformElement(ready)) {
      return ready ?? [];
    }
    const other = TerraformStack.of(ready);
    if (other === stack) {
      return ready;
    }
    stack.addDependency(other);
    return [];
  });
  return here.length === 0 ? undefined : here;
}
