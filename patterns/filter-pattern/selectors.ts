import { FilterPatternError } from "./error";
import type { Selector, Step } from "./pattern";
import { characterAt, quote, type Token } from "./tokens";

const PROPERTY = /\.(?:([A-Za-z0-9_-]+)|\['([^']+)'\])/y;
const ELEMENT = /\[([0-9]+)\]/y;
const ANY_PROPERTY = /\.\*/y;
const ANY_ELEMENT = /\[\*\]/y;

const FIRST = ".name, .['any name'] or .*";
const FURTHER = `${FIRST}, [0] or [*]`;

/**
 * Reads `$.a[0].['b.c'].*`.
 *
 * @throws FilterPatternError when there is no step, an element is the first, or there are two wildcards: AWS allows one
 */
export function parseSelector({ text, offset }: Token): Selector {
  const steps: Step[] = [];
  for (let at = 1; at < text.length || steps.length === 0;) {
    const [step, length] = stepAt(text, at, steps.length > 0) ?? [];
    if (step === undefined || length === undefined) {
      const got = at < text.length ? `${quote(characterAt(text, at))} in a selector` : `${quote(text)} alone`;
      throw new FilterPatternError(offset + at, got, steps.length === 0 ? FIRST : FURTHER);
    }
    if (isWildcard(step) && steps.some(isWildcard)) {
      throw new FilterPatternError(offset + at, "a second wildcard in a selector", "one");
    }
    steps.push(step);
    at += length;
  }
  return steps;
}

/** All fields that the selector finds in an event: none, one, or several when it has a wildcard. */
export function select(event: unknown, selector: Selector): unknown[] {
  return selector.reduce<unknown[]>((nodes, step) => nodes.flatMap((node) => follow(node, step)), [event]);
}

function stepAt(text: string, at: number, afterProperty: boolean): [Step, number] | undefined {
  const property = match(PROPERTY, text, at);
  if (property !== undefined) {
    return [{ kind: "property", name: property[1] ?? property[2] ?? "" }, property[0].length];
  }
  const anyProperty = match(ANY_PROPERTY, text, at);
  if (anyProperty !== undefined) {
    return [{ kind: "any property" }, anyProperty[0].length];
  }
  const element = afterProperty ? match(ELEMENT, text, at) : undefined;
  if (element !== undefined) {
    return [{ kind: "element", index: Number(element[1]) }, element[0].length];
  }
  const anyElement = afterProperty ? match(ANY_ELEMENT, text, at) : undefined;
  return anyElement && [{ kind: "any element" }, anyElement[0].length];
}

function follow(node: unknown, step: Step): unknown[] {
  switch (step.kind) {
    case "property":
      // An own property only: every object inherits a constructor.
      return isObject(node) && Object.hasOwn(node, step.name) ? [node[step.name]] : [];
    case "any property":
      return isObject(node) ? Object.values(node) : [];
    case "element":
      return Array.isArray(node) && step.index < node.length ? [node[step.index]] : [];
    case "any element":
      return Array.isArray(node) ? node : [];
  }
}

export function isObject(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

function isWildcard({ kind }: Step): boolean {
  return kind === "any property" || kind === "any element";
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
