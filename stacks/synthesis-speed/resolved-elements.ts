import {
  Aspects,
  DefaultTokenResolver,
  ref,
  StringConcat,
  TerraformElement,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IPostProcessor, IResolvable, IResolveContext } from "cdktf";
import type { IConstruct } from "constructs";
import type { ResolvedStrings } from "./plain-value-resolution";
import { withResolvedBlocks } from "./resolved-block";

/** References, function calls and the like: they resolve to the same text every time. */
const Expression = Object.getPrototypeOf(ref("any").constructor) as abstract new () => IResolvable;

/**
 * cdktf renders and resolves every element of a stack twice: in `prepareStack`, to find references to other stacks, and
 * again in `toTerraform`. This keeps what the first time gave, so that the second finds no token to resolve.
 *
 * An element whose outcome may still change is left to cdktf: one with a lazy token, and all of them in a stack with
 * aspects, which run in between.
 */
export function prepareElements(stack: TerraformStack): void {
  stack.ensureBackendExists();
  const constructs = stack.node.findAll();
  const aspectsWait = constructs.some((construct) => Aspects.of(construct).all.length > 0);
  const overridden = ["data", "provider", "resource"].some((kind) => kind in rawOverridesOf(stack));
  const resolver = new ExpressionWatcher();
  for (const element of constructs.filter((construct) => isElementOf(stack, construct))) {
    resolver.startElement();
    const fragment = Tokenization.resolve(element.toTerraform(), { scope: stack, resolver, preparing: true }) as Record<
      string,
      unknown
    >;
    if (!aspectsWait && resolver.sawExpressionsOnly) {
      // Overrides of the whole stack are merged into the blocks, which has to be left to cdktf.
      const kept = overridden ? fragment : withResolvedBlocks(fragment);
      element.toTerraform = () => kept;
    }
  }
}

/** What `stack.addOverride` was given; cdktf keeps it to itself. */
function rawOverridesOf(stack: TerraformStack): object {
  return (stack as unknown as { rawOverrides: object }).rawOverrides;
}

function isElementOf(stack: TerraformStack, construct: IConstruct): construct is TerraformElement {
  return TerraformElement.isTerraformElement(construct) && TerraformStack.of(construct) === stack;
}

/** Resolves as cdktf does, and notes whether anything but expressions came by. */
class ExpressionWatcher extends DefaultTokenResolver {
  private expressionsOnly = true;
  private readonly texts = new Map<string, unknown>();

  constructor() {
    super(new StringConcat());
  }

  startElement(): void {
    this.expressionsOnly = true;
  }

  /** Whether the element can be resolved to nothing else. */
  get sawExpressionsOnly(): boolean {
    return this.expressionsOnly;
  }

  readonly resolvedStrings: ResolvedStrings = {
    get: (text) => this.texts.get(text),
    add: (text, resolved) => {
      if (this.expressionsOnly) {
        this.texts.set(text, resolved);
      }
    },
  };

  override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!(token instanceof Expression)) {
      this.expressionsOnly = false;
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
