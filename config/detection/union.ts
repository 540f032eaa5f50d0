import type { EventPattern } from "./definition";

/**
 * One pattern, as JSON text, for what any of the patterns matches and nothing else; nothing where there is none. Patterns of
 * the same `detail-type` share it.
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
const OR = "$or";

function ofOneType(patterns: readonly EventPattern[]): EventPattern {
  const [first, ...others] = patterns;
  if (first?.[TYPE] === undefined || others.length === 0) {
    return anyOf(patterns) ?? {};
  }
  const rests = patterns.map((pattern) => Object.fromEntries(Object.entries(pattern).filter(([key]) => key !== TYPE)));
  return { [TYPE]: first[TYPE], ...anyOf(rests) };
}

function anyOf(patterns: readonly EventPattern[]): EventPattern | undefined {
  return patterns.length > 1 ? { [OR]: patterns.flatMap(alternatives) } : patterns[0];
}

/** A pattern that is nothing but alternatives needs no level of its own. */
function alternatives(pattern: EventPattern): readonly EventPattern[] {
  return Object.keys(pattern).join() === OR ? (pattern[OR] as readonly EventPattern[]) : [pattern];
}
