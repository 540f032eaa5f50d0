import type { Attributes, ResourceChange } from "../plan-json";
import { comparePolicies } from "./compare";
import type { StatementChange } from "./compare";
import { isOpenToAll } from "./open-to-all";
import { statementsOf } from "./statements";
import type { Statement } from "./statements";

/** What a change does to a policy that an argument holds. */
export interface PolicyChange {
  /** Path of the argument: `policy`, `inline_policy.0.policy`. */
  readonly path: string;
  readonly changes: readonly StatementChange[];
}

/** Below it no argument holds a policy. */
const MOST_LEVELS = 6;

/** The policies of a resource by the paths of their arguments, before and after. */
export interface Policies {
  readonly before: ReadonlyMap<string, Statement[]>;
  readonly after: ReadonlyMap<string, Statement[]>;
}

/** The policies that the arguments of a resource hold. */
export function policiesOf({ change: { after, before } }: ResourceChange): Policies {
  return { before: policiesIn(before), after: policiesIn(after) };
}

function policiesIn(values: Attributes | null | undefined): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  if (values != null) visit(values, "", MOST_LEVELS, found);
  return found;
}

function visit(values: object, path: string, levels: number, found: Map<string, Statement[]>): void {
  for (const [key, value] of Object.entries(values) as [string, unknown][]) {
    if (typeof value === "string") {
      const statements = statementsOf(value);
      if (statements !== undefined) found.set(`${path}${key}`, statements);
    } else if (typeof value === "object" && value !== null && levels > 1) {
      visit(value, `${path}${key}.`, levels - 1, found);
    }
  }
}

/** The policies of a resource that exists and stays, as far as they change; nothing of what is known after apply. */
export function policyChanges(
  { change: { after, after_unknown: unknown = {}, before } }: ResourceChange,
  policies: Policies,
): PolicyChange[] {
  if (before == null || after == null) {
    return [];
  }
  return [...policies.before].flatMap(([path, statements]): PolicyChange[] => {
    if (unknown[path.split(".")[0] ?? ""] === true) return [];
    const changes = comparePolicies(statements, policies.after.get(path) ?? []);
    return changes.length === 0 ? [] : [{ path, changes }];
  });
}

/** Sids, or the numbers, of statements that let in everyone and did not before, with the argument that they are in. */
export function openedToAll({ after, before }: Policies): string[] {
  const known = new Set([...before.values()].flat().filter(isOpenToAll).map(keyOf));
  return [...after].flatMap(([path, statements]) =>
    statements.flatMap((statement, index) =>
      isOpenToAll(statement) && !known.has(keyOf(statement)) ? [`${path}: ${nameOf(statement, index)}`] : [],
    ),
  );
}

function keyOf({ parts }: Statement): string {
  return JSON.stringify(parts);
}

function nameOf({ sid }: Statement, index: number): string {
  return sid === "" ? `statement ${index + 1}` : sid;
}
