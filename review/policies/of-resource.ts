import type { ResourceChange } from "../plan-json";
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

/** The policies that values hold, by the paths of their arguments. */
export function policiesIn(values: unknown): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (typeof value === "string") {
      const statements = statementsOf(value);
      if (statements !== undefined) found.set(path.join("."), statements);
    } else if (typeof value === "object" && value !== null && path.length < MOST_LEVELS) {
      for (const [key, part] of Object.entries(value)) visit(part, [...path, key]);
    }
  };
  visit(values, []);
  return found;
}

/** The policies of a resource that exists and stays, as far as they change; nothing of what is known after apply. */
export function policyChanges({
  change: { after, after_unknown: unknown = {}, before },
}: ResourceChange): PolicyChange[] {
  if (before == null || after == null) {
    return [];
  }
  const [was, is] = [policiesIn(before), policiesIn(after)];
  return [...was].flatMap(([path, statements]): PolicyChange[] => {
    if (unknown[path.split(".")[0] ?? ""] === true) return [];
    const changes = comparePolicies(statements, is.get(path) ?? []);
    return changes.length === 0 ? [] : [{ path, changes }];
  });
}

/** Sids, or the numbers, of statements that let in everyone and did not before, with the argument that they are in. */
export function openedToAll({ change: { after, before } }: ResourceChange): string[] {
  if (after == null || after === before) {
    return [];
  }
  const known = new Set([...policiesIn(before).values()].flat().filter(isOpenToAll).map(keyOf));
  return [...policiesIn(after)].flatMap(([path, statements]) =>
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
