import { TerraformElement, TerraformLocal, TerraformStack } from "cdktf";
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
 * Several resources that are waited for as one. Terraform waits for one address a time, so that `dependsOn` of a resource of
 * one's own refers to a local value of all of them, which is made when somebody asks for it.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/depends_on
 */
class Joint implements ITerraformDependable {
  private local?: TerraformLocal;

  constructor(
    private readonly scope: Construct,
    readonly parts: readonly ITerraformDependable[],
  ) {}

  get fqn(): string {
    this.local ??= new TerraformLocal(
      this.scope,
      "ready",
      this.parts.map(({ fqn }) => `\${${fqn}}`),
    );
    // Not its `fqn`, which is the expression of its value.
    return `local.${this.local.friendlyUniqueId}`;
  }
}

/**
 * What a module of several resources calls `ready`: all of them are there.
 *
 * @param scope the module
 */
export function jointly(scope: Construct, parts: readonly ITerraformDependable[]): ITerraformDependable {
  const [first, ...others] = parts;
  return first !== undefined && others.length === 0 ? first : new Joint(scope, parts);
}

/** Whether it is a resource of another stack, which Terraform cannot name. */
export function isElsewhere(scope: Construct, thing: ITerraformDependable): boolean {
  return TerraformElement.isTerraformElement(thing) && TerraformStack.of(thing) !== TerraformStack.of(scope);
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
    return partsOf(ready).flatMap((part) => {
      if (!TerraformElement.isTerraformElement(part) || !isElsewhere(scope, part)) {
        return part;
      }
      stack.addDependency(TerraformStack.of(part));
      return [];
    });
  });
  return here.length === 0 ? undefined : here;
}

function partsOf(ready: ITerraformDependable | undefined): readonly ITerraformDependable[] {
  return ready instanceof Joint ? ready.parts.flatMap(partsOf) : ready === undefined ? [] : [ready];
}
