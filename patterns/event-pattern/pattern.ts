import type { Address } from "./address";
import type { Scalar } from "./json";

/**
 * Characters of an event pattern, as JSON text.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const LONGEST_EVENT_PATTERN = 2048;

/**
 * An event pattern that has been read: all of the fields must hold, and of each choice at least one branch. It is plain
 * data, and matching does not change it.
 */
export interface EventPattern {
  readonly fields: readonly FieldCondition[];
  /** The branches of each `$or`. */
  readonly choices: readonly (readonly EventPattern[])[];
}

/** What a field has to be. */
export interface FieldCondition {
  /** Names joined by dots: `detail.state`. A dot within a name is taken for such a dot, as in Event Ruler. */
  readonly path: string;
  /** At least one has to hold. */
  readonly anyOf: readonly Leaf[];
}

export type Leaf = Exists | Matcher;

/** Whether the field is there; the only condition that may hold of a field that is missing. */
export interface Exists {
  readonly kind: "exists";
  readonly exists: boolean;
}

/** A condition on the value of a field that is there. */
export type Matcher = Equals | TextMatcher | Wildcard | Numeric | Cidr | AnythingBut;

export interface Equals {
  readonly kind: "equals";
  readonly value: Scalar;
}

export interface TextMatcher {
  readonly kind: "text";
  /** Which part of the value is compared. */
  readonly part: "prefix" | "suffix" | "whole";
  readonly text: string;
  readonly ignoreCase: boolean;
}

export interface Wildcard {
  readonly kind: "wildcard";
  /** The texts before, between and after the asterisks, without escapes: one more than there are asterisks. */
  readonly texts: readonly string[];
}

/** A range of numbers; a bound that is not there leaves its side open. */
export interface Numeric {
  readonly kind: "numeric";
  readonly from?: Bound;
  readonly to?: Bound;
}

export interface Bound {
  readonly value: number;
  /** Whether the range includes the value. */
  readonly included: boolean;
}

export interface Cidr {
  readonly kind: "cidr";
  /** Any address of the block. */
  readonly network: Address;
  /** How many bits, from the highest, all addresses of the block share. */
  readonly mask: number;
}

export interface AnythingBut {
  readonly kind: "anything-but";
  readonly noneOf: readonly Matcher[];
}
