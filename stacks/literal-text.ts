import { terraformLiteral } from "../modules/terraform-literal";

/**
 * A configuration whose texts, keys included, all mean what they say to Terraform, too: a title with `${` in it, or a
 * template of CloudFormation, would be taken for an expression. Shared parts stay shared; where nothing has to be
 * escaped, the answer is what was given.
 */
export function withLiteralText<Configuration>(configuration: Configuration): Configuration {
  return escaped(configuration, new Map()) as Configuration;
}

function escaped(value: unknown, done: Map<object, unknown>): unknown {
  if (typeof value === "string") {
    return terraformLiteral(value);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (!done.has(value)) {
    done.set(value, escapedParts(value, done));
  }
  return done.get(value);
}

function escapedParts(value: object, done: Map<object, unknown>): object {
  if (isList(value)) {
    const parts = value.map((part) => escaped(part, done));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  const entries: [string, unknown][] = Object.entries(value);
  const parts = entries.map(([key, part]) => [terraformLiteral(key), escaped(part, done)] as const);
  const isUnchanged = parts.every(([key, part], index) => key === entries[index]?.[0] && part === entries[index][1]);
  return isUnchanged ? value : Object.fromEntries(parts);
}

/** `Array.isArray` makes a list of anything at all. */
function isList(value: object): value is readonly unknown[] {
  return Array.isArray(value);
}
