import { referenceWithin } from "./references";
import { ResolvedBlock } from "./resolved-block";

interface ResolveOptions {
  readonly scope?: unknown;
  readonly prefix?: string[];
  /** May remember strings: `resolvedStrings`. */
  readonly resolver?: object;
}
type Resolve = (value: unknown, options: ResolveOptions) => unknown;

/** Texts with tokens that a resolver met before and that resolve to the same every time. */
export interface ResolvedStrings {
  get(text: string): unknown;
  add(text: string, resolved: unknown): void;
}

/** Where cdktf looks for circular references. */
const DEPTH_LIMIT = 200;
/** What every encoded token contains, whether of a string, a list or a map. */
const TOKEN_MARKER = "TfToken[";
/** What the single element of an array contains when it represents a whole list. */
const LIST_TOKEN_MARKER = "#{TfToken[";
/** Every text that holds an encoded number token matches: tokens are numbers like -1.8881545897087827e+289. */
const EXPONENT = /[-|\d.+]e[-|\d.eE+]/;

/**
 * cdktf resolves the tokens of a stack by walking its whole tree three times and makes several objects and closures
 * for every value on the way, although hardly any value holds a token. This walks in cdktf's stead and hands over to
 * it at the first value of a branch that may hold one; the result is the same.
 */
export function resolvePlainValuesDirectly(): void {
  const module = require("cdktf/lib/tokens/private/resolve") as { resolve: Resolve };
  module.resolve = withPlainValues(module.resolve);
}

/** Exported for its tests. */
export function withPlainValues(resolveTokens: Resolve): Resolve {
  return (value, options) => new Walk(resolveTokens, options).visit(value);
}

class Walk {
  private readonly path: string[];
  private readonly resolvedStrings: ResolvedStrings | undefined;

  constructor(
    private readonly resolveTokens: Resolve,
    private readonly options: ResolveOptions,
  ) {
    this.path = options.prefix?.slice() ?? [];
    this.resolvedStrings = (options.resolver as { resolvedStrings?: ResolvedStrings } | undefined)?.resolvedStrings;
  }

  visit(value: unknown): unknown {
    switch (typeof value) {
      case "undefined":
      case "boolean":
        return value;
      case "number":
        return Number.isSafeInteger(value) ? value : this.handOver(value);
      case "string":
        return mayHoldToken(value) ? this.visitTokens(value) : value;
      case "object":
        return this.visitObject(value);
      default:
        return this.handOver(value);
    }
  }

  private visitObject(value: object | null): unknown {
    if (value === null) {
      return null;
    }
    if (value instanceof ResolvedBlock) {
      return value.block;
    }
    if (this.path.length < DEPTH_LIMIT) {
      if (Array.isArray(value)) {
        return this.visitArray(value);
      }
      if (Object.getPrototypeOf(value) === Object.prototype && !("resolve" in value)) {
        return this.visitPlainObject(value as Record<string, unknown>);
      }
    }
    return this.handOver(value);
  }

  /** An array may represent a list token, which cdktf has to get as a whole. */
  private visitArray(values: unknown[]): unknown {
    if (values.some(mayRepresentList)) {
      return this.handOver(values);
    }
    return values.map((value, index) => this.visitAt(String(index), value)).filter((value) => value !== undefined);
  }

  private visitPlainObject(object: Record<string, unknown>): unknown {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(object)) {
      if (mayHoldToken(key)) {
        return this.handOver(object);
      }
      const resolved = this.visitAt(key, object[key]);
      if (resolved !== undefined) {
        result[key] = resolved;
      }
    }
    return result;
  }

  private visitAt(key: string, value: unknown): unknown {
    this.path.push(key);
    const resolved = this.visit(value);
    this.path.pop();
    return resolved;
  }

  private visitTokens(text: string): unknown {
    const known = this.resolvedStrings?.get(text);
    if (known !== undefined) {
      return known;
    }
    const resolved = referenceWithin(this.options.scope, text) ?? this.handOver(text);
    this.resolvedStrings?.add(text, resolved);
    return resolved;
  }

  private handOver(value: unknown): unknown {
    return this.resolveTokens(value, { ...this.options, prefix: [...this.path] });
  }
}

function mayHoldToken(text: string): boolean {
  return text.includes(TOKEN_MARKER) || EXPONENT.test(text);
}

function mayRepresentList(element: unknown): boolean {
  return typeof element === "string"
    ? element.includes(LIST_TOKEN_MARKER)
    : typeof element === "number" && !Number.isSafeInteger(element);
}
