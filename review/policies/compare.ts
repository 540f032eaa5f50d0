import { covers, overlap, withAnyValue } from "../../aws/iam-patterns";
import { Recent } from "../recent";
import { isSameJson } from "../same-json";
import { PARTS } from "./statements";
import type { Part, Statement } from "./statements";

/** What a change does to one part of a statement. */
export interface PartChange {
  readonly part: Part;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Whether it may let in more than before. */
  readonly widens: boolean;
}

/** A statement of a policy that is not as it was. */
export interface StatementChange {
  readonly change: "added" | "removed" | "changed";
  readonly sid: string;
  readonly effect: string;
  /** Its effect of before, where that is another one. */
  readonly effectBefore?: string;
  /** Whether it may let in more than before, everything else being as it was. */
  readonly widens: boolean;
  /** Of one that is added or removed: all that it says. */
  readonly parts: readonly PartChange[];
}

const NONE: Statement = {
  sid: "",
  effect: "",
  written: undefined,
  mayBeForAll: false,
  parts: {
    principals: [],
    notPrincipals: [],
    actions: [],
    notActions: [],
    resources: [],
    notResources: [],
    conditions: [],
  },
};

/**
 * Compares two policies statement by statement. Statements belong together by their Sid, or else where most of what they say is the
 * same. Where nobody can tell whether a change lets in more, as of a comparison of numbers, it is taken for one that does.
 */
export function comparePolicies(before: readonly Statement[], after: readonly Statement[]): readonly StatementChange[] {
  return RECENT.get(before, () => new Recent(1)).get(after, () => compared(before, after));
}

/** What is shown of a change is what its dangers are found in. */
const RECENT = new Recent<readonly Statement[], Recent<readonly Statement[], readonly StatementChange[]>>(32);

function compared(before: readonly Statement[], after: readonly Statement[]): StatementChange[] {
  // First as they are written, which is quick; of what is left, what says the same in another way.
  const written = withoutSame(...withoutSameEnds(before, after), ({ written }) => JSON.stringify(written));
  const [wasOnly, isOnly] = withoutSame(...written, ({ effect, parts, sid }) => JSON.stringify([sid, effect, parts]));
  const pairs = paired(wasOnly, isOnly);
  const removed = wasOnly.filter((statement) => !pairs.some(([was]) => was === statement));
  const added = isOnly.filter((statement) => !pairs.some(([, is]) => is === statement));
  return [
    // Written in another way, two may say the same.
    ...pairs
      .map(([was, is]) => changed(was, is))
      .filter(({ effectBefore, parts }) => effectBefore !== undefined || parts.length > 0),
    ...removed.map((was): StatementChange => {
      const parts = PARTS.flatMap((part) => partChange(part, was, NONE, () => false));
      return { change: "removed", sid: was.sid, effect: was.effect, widens: was.effect === "Deny", parts };
    }),
    ...added.map((is): StatementChange => {
      const parts = PARTS.flatMap((part) => partChange(part, NONE, is, () => false));
      return { change: "added", sid: is.sid, effect: is.effect, widens: is.effect === "Allow", parts };
    }),
  ];
}

/** Most of two lists is in the same place: what they begin and end with that is the same needs no key. */
function withoutSameEnds(
  before: readonly Statement[],
  after: readonly Statement[],
): [before: readonly Statement[], after: readonly Statement[]] {
  const isSame = (at: number, other: number): boolean => isSameJson(before[at]?.written, after[other]?.written);
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isSame(start, start)) start += 1;
  let end = 0;
  while (end < shorter - start && isSame(before.length - 1 - end, after.length - 1 - end)) end += 1;
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)];
}

/** What two lists do not have in common, by a key; what is there twice counts twice. */
function withoutSame(
  before: readonly Statement[],
  after: readonly Statement[],
  keyOf: (statement: Statement) => string,
): [before: Statement[], after: Statement[]] {
  const counts = new Map<string, number>();
  const add = (key: string, by: number): number => {
    const count = (counts.get(key) ?? 0) + by;
    counts.set(key, count);
    return count;
  };
  for (const statement of after) add(keyOf(statement), 1);
  const wasOnly = before.filter((statement) => add(keyOf(statement), -1) < 0);
  // What is left of a count is of the last ones.
  const isOnly = [...after].reverse().filter((statement) => add(keyOf(statement), -1) >= 0);
  return [wasOnly, isOnly.reverse()];
}

type Pair = readonly [was: Statement, is: Statement];

/** Below it two statements have nothing to do with each other. */
const LEAST_IN_COMMON = 0.4;
/** Statements without Sids are compared each with each: of more than these nobody reads the pairs. */
const MOST_COMPARED = 200;

function paired(before: readonly Statement[], after: readonly Statement[]): Pair[] {
  const bySid = new Map(after.filter(({ sid }) => sid !== "").map((statement) => [statement.sid, statement]));
  const pairs = before.flatMap((was): Pair[] => {
    const is = bySid.get(was.sid);
    if (was.sid === "" || is === undefined) return [];
    bySid.delete(was.sid);
    return [[was, is]];
  });
  const left = after.filter((statement) => !pairs.some(([, is]) => is === statement)).slice(0, MOST_COMPARED);
  const others = before.filter((statement) => !pairs.some(([was]) => was === statement)).slice(0, MOST_COMPARED);
  for (const was of others) {
    const [best] = left
      .filter(({ sid }) => sid === "" || was.sid === "")
      .map((is) => ({ is, common: inCommon(was, is) }))
      .sort((one, other) => other.common - one.common);
    if (best !== undefined && best.common >= LEAST_IN_COMMON) {
      pairs.push([was, best.is]);
      left.splice(left.indexOf(best.is), 1);
    }
  }
  return pairs;
}

function inCommon(one: Statement, other: Statement): number {
  const [these, those] = [one, other].map((statement) => [
    `effect ${statement.effect}`,
    ...PARTS.flatMap((part) => statement.parts[part].map((entry) => `${part} ${entry}`)),
  ]);
  const all = new Set([...(these ?? []), ...(those ?? [])]);
  return (these ?? []).filter((entry) => those?.includes(entry)).length / all.size;
}

function changed(was: Statement, is: Statement): StatementChange {
  const isDeny = is.effect === "Deny";
  const parts = PARTS.flatMap((part) =>
    partChange(part, was, is, (added, removed) => widens(part, was, is, added, removed)),
  );
  const flips = was.effect !== is.effect;
  return {
    change: "changed",
    sid: is.sid,
    effect: is.effect,
    ...(flips ? { effectBefore: was.effect } : {}),
    widens: flips ? !isDeny : parts.some((part) => part.widens),
    parts,
  };
}

function partChange(
  part: Part,
  was: Statement,
  is: Statement,
  widening: (added: readonly string[], removed: readonly string[]) => boolean,
): PartChange[] {
  const added = is.parts[part].filter((entry) => !was.parts[part].includes(entry));
  const removed = was.parts[part].filter((entry) => !is.parts[part].includes(entry));
  return added.length + removed.length === 0 ? [] : [{ part, added, removed, widens: widening(added, removed) }];
}

/** Whether more is let in: an Allow that says more, or a Deny that says less. */
function widens(
  part: Part,
  was: Statement,
  is: Statement,
  added: readonly string[],
  removed: readonly string[],
): boolean {
  const isDeny = is.effect === "Deny";
  if (part === "conditions") {
    return conditionsWiden(was.parts.conditions, is.parts.conditions, isDeny);
  }
  // What was covered before, as s3:GetObject by s3:Get*, is nothing new, and what still is covered is not gone.
  const gained = added.some((entry) => !was.parts[part].some((pattern) => covers(pattern, entry)));
  const lost = removed.some((entry) => !is.parts[part].some((pattern) => covers(pattern, entry)));
  const opposite = OPPOSITE.get(part);
  // From naming what is meant to naming what is not, or back: nobody can compare these, but where a denial of some becomes one of all
  // but others.
  if (opposite !== undefined && (was.parts[opposite].length !== 0) !== (is.parts[opposite].length !== 0)) {
    return !(isDeny && deniesTheRest(part, was, is));
  }
  const isOfNot = part.startsWith("not");
  return isDeny === isOfNot ? gained : lost;
}

/** Whether everything that was named is still denied where all is but what is named now. */
function deniesTheRest(part: Part, was: Statement, is: Statement): boolean {
  const [named, spared]: readonly Part[] = part.endsWith("ctions")
    ? ["actions", "notActions"]
    : ["resources", "notResources"];
  if (part.endsWith("rincipals") || named === undefined || spared === undefined || is.parts[spared].length === 0) {
    return false;
  }
  return !was.parts[named].some((entry) => is.parts[spared].some((pattern) => mayMeet(entry, pattern)));
}

/** The longest ARN. */
const LONGEST_PATTERN = 2048;

/** Whether two patterns may be about the same: actions go without case, and nobody knows the values of variables. */
function mayMeet(...patterns: readonly [string, string]): boolean {
  const [one, other] = patterns.map((pattern) => withAnyValue(pattern.toLowerCase())) as [string, string];
  return Math.max(one.length, other.length) > LONGEST_PATTERN || overlap(one, other);
}

const OPPOSITE: ReadonlyMap<Part, Part> = new Map([
  ["principals", "notPrincipals"],
  ["notPrincipals", "principals"],
  ["actions", "notActions"],
  ["notActions", "actions"],
  ["resources", "notResources"],
  ["notResources", "resources"],
]);

interface Condition {
  readonly operator: string;
  readonly values: readonly string[];
}

/**
 * A condition narrows a statement; of one with several values any one is enough, but of a negated one all count. Conditions that are
 * gone let more through an Allow, new ones more past a Deny.
 */
function conditionsWiden(before: readonly string[], after: readonly string[], isDeny: boolean): boolean {
  const [was, is] = [byKey(before), byKey(after)];
  return [...new Set([...was.keys(), ...is.keys()])].some((key) => {
    const [one, other] = [was.get(key), is.get(key)];
    if (one === undefined || other === undefined) {
      return (one === undefined) === isDeny;
    }
    const gained = other.values.some((value) => !one.values.some((pattern) => covers(pattern, value)));
    const lost = one.values.some((value) => !other.values.some((pattern) => covers(pattern, value)));
    if (!/^(?:For(?:Any|All)Values?:)?(?:String|Arn|IpAddress|NotIpAddress|Bool|Null)/.test(one.operator)) {
      return gained || lost;
    }
    const isNegated = one.operator.includes("Not");
    const isWider = isNegated ? lost : gained;
    const isNarrower = isNegated ? gained : lost;
    return isDeny ? isNarrower : isWider;
  });
}

function byKey(conditions: readonly string[]): Map<string, Condition> {
  const found = new Map<string, { operator: string; values: string[] }>();
  for (const condition of conditions) {
    const end = condition.indexOf(": ");
    const key = condition.slice(0, end);
    const known = found.get(key) ?? { operator: key.split(" ")[0] ?? "", values: [] };
    known.values.push(condition.slice(end + 2));
    found.set(key, known);
  }
  return found;
}
