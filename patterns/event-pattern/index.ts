/**
 * Amazon EventBridge's event patterns: whether one is right, and which events it matches. Written from AWS's
 * documentation, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, and from
 * what its Event Ruler does where that says nothing: https://github.com/aws/event-ruler
 */
export { matchesEventPattern } from "./match";
export { parseEventPattern } from "./parse";
export type { ParseOptions } from "./parse";
export type { Address } from "./address";
export type { Scalar } from "./json";
export { LONGEST_EVENT_PATTERN } from "./pattern";
export type {
  AnythingBut,
  Bound,
  Cidr,
  Equals,
  EventPattern,
  Exists,
  FieldCondition,
  Leaf,
  Matcher,
  Numeric,
  TextMatcher,
  Wildcard,
} from "./pattern";
export { EventPatternError } from "./problem";
export type { EventPatternProblem } from "./problem";
