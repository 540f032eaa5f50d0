import { isCollection, isMap, isNode, isScalar } from "yaml";
import type { Scalar } from "yaml";

/** How many characters are before a node. */
export function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** A scalar as it is written in the file, text in quotes; what kind of thing another node is. */
export function sourceOf(node: unknown): string {
  return isMap(node) ? "a mapping" : isCollection(node) ? "a list" : isScalar(node) ? scalarSource(node) : "nothing";
}

function scalarSource({ source = "", value }: Scalar): string {
  if (value === null) {
    return "nothing";
  }
  // The source of an unquoted 012345678901 has the zero that the number lost.
  return typeof value === "string" ? JSON.stringify(value) : source;
}
