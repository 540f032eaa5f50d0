import type { TerraformStack } from "cdktf";

/** Uses of public constructs by their names, in a stack with an environment of account 222222222222 and eu-west-1. */
export type Uses = Readonly<Record<string, (stack: TerraformStack) => unknown>>;
