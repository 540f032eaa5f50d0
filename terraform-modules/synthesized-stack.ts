/** A block's arguments. */
export type Block = Readonly<Record<string, unknown>>;

/** Blocks of one kind by name, such as variables, or resources of one type. */
export type Blocks = Readonly<Record<string, Block>>;

/**
 * What cdktf writes for a stack, as `stacks/<stack>/cdk.tf.json`: Terraform's JSON syntax.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export interface SynthesizedStack {
  readonly terraform?: Block & { readonly required_providers?: Readonly<Record<string, ProviderRequirement>> };
  /** Configurations by the provider's local name: the default one has no alias. */
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly variable?: Blocks;
  readonly output?: Blocks;
  /** Blocks by type and name. */
  readonly resource?: Readonly<Record<string, Blocks>>;
  readonly data?: Readonly<Record<string, Blocks>>;
  readonly [section: string]: unknown;
}

export interface ProviderRequirement {
  readonly source: string;
  readonly version?: string;
}

/** A block without what cdktf remembers of it, which Terraform takes for a comment. */
export function withoutMetadata(block: Block): Block {
  return Object.fromEntries(Object.entries(block).filter(([argument]) => argument !== "//"));
}
