import { readAnythingBut } from "./anything-but";
import { readCidr } from "./cidr";
import { isObject, isScalar } from "./json";
import type { Location } from "./location";
import { memberOf, refuse } from "./location";
import { readNumeric } from "./numeric";
import type { Exists, Leaf } from "./pattern";
import { IGNORING_CASE, readAffix, readIgnoringCase } from "./text";
import { readWildcard } from "./wildcard";

const OPERATORS = new Map<string, (operand: unknown, at: Location) => Leaf | null>([
  ["anything-but", readAnythingBut],
  ["cidr", readCidr],
  [IGNORING_CASE, (operand, at) => readIgnoringCase("whole", operand, at)],
  ["exists", readExists],
  ["numeric", readNumeric],
  ["prefix", (operand, at) => readAffix("prefix", operand, at)],
  ["suffix", (operand, at) => readAffix("suffix", operand, at)],
  ["wildcard", readWildcard],
]);

/** Names that Event Ruler allows for no field within `$or`: its operators, and what may become one. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...OPERATORS.keys(),
  "exactly",
  "=",
  "<",
  "<=",
  ">",
  ">=",
  "regex",
  "not-wildcard",
  "not-equals-ignore-case",
  "date-after",
  "date-on-or-after",
  "date-before",
  "date-on-or-before",
  "in-date-range",
  "ip-address-in-range",
  "ip-address-not-in-range",
]);

/** An element of a field's list: a value that the field has to equal, or an object with one operator. */
export function readLeaf(leaf: unknown, at: Location): Leaf | null {
  if (isScalar(leaf)) {
    return { kind: "equals", value: leaf };
  }
  if (!isObject(leaf)) {
    return refuse(at, "Match value must be String, number, true, false, or null");
  }
  const entries = Object.entries(leaf);
  if (entries.length > 1) {
    refuse(at, "Only one key allowed in match expression");
  }
  const [first] = entries.map(([name, operand]) => readOperator(name, operand, at));
  return first === undefined ? refuse(at, "Match expression name not found") : first;
}

function readOperator(name: string, operand: unknown, at: Location): Leaf | null {
  const read = OPERATORS.get(name);
  return read === undefined ? refuse(at, `Unrecognized match type ${name}`) : read(operand, memberOf(at, name));
}

function readExists(operand: unknown, at: Location): Exists | null {
  return typeof operand === "boolean"
    ? { kind: "exists", exists: operand }
    : refuse(at, "exists match pattern must be either true or false.");
}
