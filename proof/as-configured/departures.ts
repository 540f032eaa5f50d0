import { statementsOf } from "../statements";
import type { Statement } from "../statements";
import { deniedOf } from "./needed";

/** How a policy departs from what it is to be. */
export interface Departure {
  /** Sid of the statement; nothing where it is of the whole policy. */
  readonly statement?: string;
  /** `Condition is not as the configuration has it` */
  readonly text: string;
}

/** Elements of which a denial may have more, and those of which it may have less: either way it denies more. */
const MAY_HAVE_MORE: ReadonlySet<string> = new Set(["Action", "Resource"]);
const MAY_HAVE_LESS: ReadonlySet<string> = new Set(["NotAction", "NotResource"]);

/**
 * In what a policy differs from what it is to be, but for denials that deny more of what nobody needs. Questions are asked of chosen
 * actions, resources and contexts: what no answer depends on may still let somebody in, or keep a service from what it delivers.
 *
 * @param wanted a policy that is right
 * @param needed actions by which logs and alerts are delivered and read: `s3:PutObject`
 */
export function departures(wanted: string, got: string, needed: readonly string[]): Departure[] {
  const due = policyOf(wanted);
  const there = isPolicy(got) ? policyOf(got) : undefined;
  if (there === undefined) {
    return [{ text: "is no policy: a mapping with statements that have an Effect each" }];
  }
  const found = new Map(there.statements.map((statement) => [statement.Sid, statement]));
  const known = new Set(due.statements.map(({ Sid }) => Sid));
  return [
    ...(due.version === there.version ? [] : [{ text: `has Version ${there.version}, and is to have ${due.version}` }]),
    ...due.statements.flatMap((statement) => ofStatement(statement, found.get(statement.Sid), needed)),
    ...there.statements
      // Of several with one Sid, which one was compared.
      .filter((statement) => !known.has(statement.Sid) || found.get(statement.Sid) !== statement)
      .flatMap((statement) => ofAdded(statement, needed)),
  ];
}

interface ReadPolicy {
  readonly version: string;
  readonly statements: readonly Statement[];
}

function policyOf(text: string): ReadPolicy {
  const { Version } = JSON.parse(text) as { readonly Version?: unknown };
  return { version: String(Version), statements: statementsOf(text) };
}

function isPolicy(text: string): boolean {
  try {
    return statementsOf(text).every((one) =>
      ["Allow", "Deny"].includes((one as Partial<Statement> | undefined)?.Effect ?? ""),
    );
  } catch {
    return false;
  }
}

function ofAdded(statement: Statement, needed: readonly string[]): Departure[] {
  if (statement.Effect !== "Deny") {
    return [{ statement: statement.Sid, text: `${namesOf(statement.Principal)}is not in the configuration` }];
  }
  const denied = deniedOf(statement, needed);
  return denied.length === 0
    ? []
    : [{ statement: statement.Sid, text: `denies ${someOf(denied)}, and is not in the configuration` }];
}

function ofStatement(due: Statement, there: Statement | undefined, needed: readonly string[]): Departure[] {
  if (there === undefined) {
    return [{ statement: due.Sid, text: "is missing" }];
  }
  return [...new Set([...Object.keys(due), ...Object.keys(there)])]
    .filter((element) => !isAsStrict(element, due, there) || deniesNeeded(element, due, there, needed))
    .map((element) => {
      const more = textsIn(there[element]).filter((text) => !textsIn(due[element]).includes(text));
      return { statement: due.Sid, text: `${namesOf(more)}${element} is not as the configuration has it` };
    });
}

const MOST_NAMED = 3;

/** `names 123456789012, ` and the like; nothing where there is no text in it. */
function namesOf(value: unknown): string {
  const texts = textsIn(value);
  return texts.length === 0 ? "" : `names ${someOf(texts)}, `;
}

function someOf(texts: readonly string[]): string {
  const more = texts.length > MOST_NAMED ? ` and ${texts.length - MOST_NAMED} more` : "";
  return texts.slice(0, MOST_NAMED).join(", ") + more;
}

/** Every text in a value, without the keys. */
function textsIn(value: unknown): string[] {
  return typeof value === "string" ? [value] : isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether an element that makes a denial deny more makes it deny what somebody needs: in other requests than are asked about, too. */
function deniesNeeded(element: string, due: Statement, there: Statement, needed: readonly string[]): boolean {
  const [wanted, got] = [entriesOf(due[element]), entriesOf(there[element])];
  if (wanted.every((entry) => got.includes(entry)) && got.every((entry) => wanted.includes(entry))) {
    return false;
  }
  const denied = deniedOf(there, needed);
  // What it denied before it denies of more resources, where these are more.
  const before = element.endsWith("Action") ? deniedOf({ ...there, [element]: due[element] }, needed) : [];
  return denied.some((action) => !before.includes(action));
}

function isAsStrict(element: string, due: Statement, there: Statement): boolean {
  const [wanted, got] = [entriesOf(due[element]), entriesOf(there[element])];
  const hasMore = wanted.every((entry) => got.includes(entry));
  const hasLess = got.every((entry) => wanted.includes(entry));
  const isDenial = due.Effect === "Deny" && there.Effect === "Deny";
  // Of no actions at all nothing is denied.
  const deniesMore =
    (MAY_HAVE_MORE.has(element) && hasMore && wanted.length > 0) ||
    (MAY_HAVE_LESS.has(element) && hasLess && got.length > 0);
  return (hasMore && hasLess) || (isDenial && deniesMore);
}

/** Entries of a list, or the one that stands for a list of one; their order says nothing. */
function entriesOf(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map((one) => JSON.stringify(ordered(one)));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const entries = value.map((one) => JSON.stringify(ordered(one))).sort();
    return entries.length === 1 ? ordered(value[0]) : entries;
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, ordered(one)]));
}
