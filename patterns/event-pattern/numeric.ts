import type { Scalar } from "./json";
import { isList } from "./json";
import type { Location } from "./location";
import { elementOf, refuse } from "./location";
import type { Bound, Numeric } from "./pattern";

const FARTHEST = 5e9;
const DECIMALS = 6;

/** The range that each operator means. */
const RANGES = new Map<unknown, (value: number) => Omit<Numeric, "kind">>([
  ["=", (value) => ({ from: { value, included: true }, to: { value, included: true } })],
  ["<", (value) => ({ to: { value, included: false } })],
  ["<=", (value) => ({ to: { value, included: true } })],
  [">", (value) => ({ from: { value, included: false } })],
  [">=", (value) => ({ from: { value, included: true } })],
]);

/** One comparison, `["=", 5]`, or two that bound a range from below and above: `[">", 0, "<=", 5]`. */
export function readNumeric(operand: unknown, at: Location): Numeric | null {
  if (!isList(operand)) {
    return refuse(at, "Value of numeric must be an array.");
  }
  const [operator, , second] = operand;
  if (typeof operator !== "string") {
    const got = operand.length === 0 ? "]" : JSON.stringify(operator);
    return refuse(at, `Invalid member in numeric match: ${got}`);
  }
  const first = readComparison(operand, 0, at);
  if (first === null || operand.length <= 2) {
    return first;
  }
  if (first.to !== undefined) {
    return refuse(at, "Too many elements in numeric expression");
  }
  if (typeof second !== "string") {
    return refuse(elementOf(at, 2), "Bad value in numeric range");
  }
  if (!second.startsWith("<")) {
    return refuse(elementOf(at, 2), `Bad numeric range operator: ${second}`);
  }
  const range = readComparison(operand, 2, at);
  if (range === null) {
    return null;
  }
  if (operand.length > 4) {
    return refuse(at, "Too many terms in numeric range expression");
  }
  const { from } = first;
  const { to } = range;
  if (from !== undefined && to !== undefined && from.value >= to.value) {
    return refuse(at, "Bottom must be less than top");
  }
  return { kind: "numeric", from, to };
}

function readComparison(operand: readonly unknown[], index: number, at: Location): Numeric | null {
  const operator = String(operand[index]);
  const rangeOf = RANGES.get(operator);
  if (rangeOf === undefined) {
    return refuse(at, `Unrecognized numeric range operator: ${operator}`);
  }
  const value = operand[index + 1];
  const atValue = elementOf(at, index + 1);
  if (typeof value !== "number") {
    return refuse(atValue, `Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  }
  const reason = incomparable(value);
  return reason === undefined ? { kind: "numeric", ...rangeOf(value) } : refuse(atValue, reason);
}

/** Why a number cannot be compared in EventBridge, or nothing when it can. */
export function incomparable(value: number): string | undefined {
  if (!(Math.abs(value) <= FARTHEST)) {
    return "Value must be between -5.0E9 and 5.0E9, inclusive";
  }
  // Whether rounding changes it.
  return Number(value.toFixed(DECIMALS)) === value ? undefined : "Only values up to 6 decimals are supported";
}

/** Whether a value is a number within the range; one that cannot be compared is in none. */
export function matchesNumeric({ from, to }: Numeric, value: Scalar): boolean {
  return typeof value === "number" && incomparable(value) === undefined && isAbove(value, from) && isBelow(value, to);
}

function isAbove(value: number, bound: Bound | undefined): boolean {
  return bound === undefined || value > bound.value || (bound.included && value === bound.value);
}

function isBelow(value: number, bound: Bound | undefined): boolean {
  return bound === undefined || value < bound.value || (bound.included && value === bound.value);
}
