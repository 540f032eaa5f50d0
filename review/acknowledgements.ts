import type { Place } from "./report";
import type { RuleId } from "./rules";

/** A danger that somebody has looked at and takes. */
export interface Acknowledgement {
  readonly rule: RuleId;
  /** An address, in which `*` stands for any text. */
  readonly address: string;
  /** A stack, in which `*` stands for any text. @default - all stacks */
  readonly stack?: string;
  readonly reason: string;
  /** Its last day, of UTC: `2027-01-31`. */
  readonly expires: string;
  /** Where it is written: `file:line`. */
  readonly at: string;
}

/** The first acknowledgement of a danger that has not expired, and the first that has. */
export function acknowledgementOf(
  rule: RuleId,
  { address, stack }: Pick<Place, "address" | "stack">,
  all: readonly Acknowledgement[],
  today: string,
): { readonly valid?: Acknowledgement; readonly expired?: Acknowledgement } {
  const found = all.filter(
    (one) =>
      one.rule === rule && matches(one.address, address) && (one.stack === undefined || matches(one.stack, stack)),
  );
  return { valid: found.find((one) => !isExpired(one, today)), expired: found.find((one) => isExpired(one, today)) };
}

/** @param today `2026-11-30`, of UTC */
export function isExpired({ expires }: Acknowledgement, today: string): boolean {
  return expires < today;
}

/** Parts between `*` in their order, the first and the last at the ends. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...parts] = pattern.split("*");
  const last = parts.pop();
  if (last === undefined) {
    return pattern === text;
  }
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
    return false;
  }
  let from = first.length;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at === -1 || at + part.length > text.length - last.length) return false;
    from = at + part.length;
  }
  return true;
}
