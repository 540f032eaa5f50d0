import { API_CALL } from "./definition";
import type { EventPattern } from "./definition";

/**
 * One pattern, as JSON text, for what any of the patterns matches; nothing where there is none. It is short, which leaves
 * room for the names of a landing zone with a long name: patterns of the same `detail-type` share it, one that is alone with
 * its `detail-type`, which is not that of calls, does without its source, and patterns of calls become one. That one matches a call of a service by the name of another's call, too, of which there are none.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or
 */
export function union(patterns: readonly EventPattern[]): string | undefined {
  const byType = new Map<string, EventPattern[]>();
  for (const pattern of patterns) {
    const type = JSON.stringify(pattern[TYPE]);
    byType.set(type, [...(byType.get(type) ?? []), pattern]);
  }
  const whole = anyOf([...byType.values()].map(ofOneType));
  return whole === undefined ? undefined : JSON.stringify(whole);
}

const TYPE = "detail-type";

function ofOneType(patterns: readonly EventPattern[]): EventPattern {
  const merged = mergeCalls(patterns);
  const [first, ...others] = merged;
  if (first?.[TYPE] === undefined) {
    return anyOf(merged) ?? {};
  }
  if (others.length === 0) {
    return JSON.stringify(first[TYPE]) === JSON.stringify([API_CALL]) ? first : withoutSource(first);
  }
  const rests = merged.map((pattern) => Object.fromEntries(Object.entries(pattern).filter(([key]) => key !== TYPE)));
  return { [TYPE]: first[TYPE], ...anyOf(rests) };
}

/**
 * A type of events of which only one service emits some: who puts events of their own cannot give them a source of AWS, for
 * which the rules ask where the events arrive.
 */
function withoutSource(pattern: EventPattern): EventPattern {
  return Object.fromEntries(Object.entries(pattern).filter(([key]) => key !== "source"));
}

/** Calls of a service by their names only. */
interface Calls {
  readonly source: readonly string[];
  readonly detail: { readonly eventName: readonly string[] };
}

function mergeCalls(patterns: readonly EventPattern[]): readonly EventPattern[] {
  const calls = patterns.filter(isOfCalls);
  const source = calls.flatMap((pattern) => pattern.source);
  const eventName = calls.flatMap((pattern) => pattern.detail.eventName);
  return calls.length < 2
    ? patterns
    : [{ ...calls[0], source, detail: { eventName } }, ...patterns.filter((pattern) => !isOfCalls(pattern))];
}

function isOfCalls(pattern: EventPattern): pattern is EventPattern & Calls {
  const { detail } = pattern;
  return (
    Object.keys(pattern).sort().join() === `detail,${TYPE},source` &&
    typeof detail === "object" &&
    detail !== null &&
    Object.keys(detail).join() === "eventName" &&
    // A name that is anything but another is about one service only.
    (detail as { eventName: readonly unknown[] }).eventName.every((name) => typeof name === "string")
  );
}

function anyOf(patterns: readonly EventPattern[]): EventPattern | undefined {
  return patterns.length > 1 ? { $or: patterns } : patterns[0];
}
