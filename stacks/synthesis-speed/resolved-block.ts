import type { IResolvable } from "cdktf";

/**
 * The arguments of a block, resolved. As a token it is passed by reference where cdktf would copy, merge and resolve
 * every value of it again.
 */
export class ResolvedBlock implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(readonly block: unknown) {}

  resolve(): unknown {
    return this.block;
  }

  toString(): string {
    return JSON.stringify(this.block);
  }
}

type Fragment = Record<string, unknown>;
type Blocks = Record<string, Record<string, unknown>>;

/** What an element renders, with its blocks as tokens. */
export function withResolvedBlocks(fragment: Fragment): Fragment {
  const { data, provider, resource, ...others } = fragment as Fragment & {
    data?: Blocks;
    provider?: Blocks;
    resource?: Blocks;
  };
  return {
    ...others,
    ...(data === undefined ? {} : { data: nested(data) }),
    ...(provider === undefined ? {} : { provider: nested(provider) }),
    ...(resource === undefined ? {} : { resource: nested(resource) }),
  };
}

/** `type -> name -> block`; of providers, `type -> [block]`. */
function nested(types: Blocks): Record<string, unknown> {
  const wrap = (blocks: Record<string, unknown>): unknown =>
    Array.isArray(blocks)
      ? blocks.map((block) => new ResolvedBlock(block))
      : Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, new ResolvedBlock(block)]));
  return Object.fromEntries(Object.entries(types).map(([type, blocks]) => [type, wrap(blocks)]));
}
