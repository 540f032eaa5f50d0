import { terraformLiteral } from "../modules/terraform-literal";

/**
 * A configuration whose texts all mean what they say to Terraform, too: a title with `${` in it, or a template of
 * CloudFormation, would be taken for an expression. Shared parts stay shared; where nothing has to be escaped, the answer
 * is what was given.
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
  const entries = Object.entries(value).map(([key, part]: [string, unknown]) => [key, escaped(part, done)] as const);
  const parts = Object.values(value) as unknown[];
  if (entries.every(([, part], index) => part === parts[index])) {
    return value;
  }
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}
