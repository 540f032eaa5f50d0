import type { Statement } from "./statements";

/** What is asked of a statement. */
export interface Asked {
  /** `s3:GetObject` */
  readonly action: string;
  readonly arn: string;
}

const relevant = new WeakMap<readonly Statement[], Map<string, readonly Statement[]>>();

/**
 * The statements that are about an action and a resource, with those of their resources that may match it. Nothing else has a
 * say, but the library takes its time over each.
 */
export function about(statements: readonly Statement[], { action, arn }: Asked): readonly Statement[] {
  const key = `${action} ${arn}`;
  const known = relevant.get(statements) ?? new Map<string, readonly Statement[]>();
  relevant.set(statements, known);
  const found =
    known.get(key) ??
    statements.filter((statement) => isAbout(statement, action)).flatMap((statement) => ofResource(statement, arn));
  known.set(key, found);
  return found;
}

function isAbout({ Action, NotAction }: Statement, action: string): boolean {
  const isIn = (patterns: unknown): boolean => listed(patterns).some((pattern) => matcher(pattern, "i").test(action));
  return NotAction === undefined ? Action === undefined || isIn(Action) : !isIn(NotAction);
}

/** A request for a pattern of resources concerns all of them; variables of policies are for the library. */
function ofResource(statement: Statement, arn: string): Statement[] {
  const { Resource } = statement;
  if (Resource === undefined || arn.includes("*")) {
    return [statement];
  }
  const all = listed(Resource);
  const matching = all.filter((pattern) => pattern.includes("${") || matcher(pattern, "").test(arn));
  if (matching.length === all.length) {
    return [statement];
  }
  return matching.length === 0 ? [] : [{ ...statement, Resource: matching }];
}

function listed(value: unknown): string[] {
  return [value as string | string[]].flat();
}

const matchers = new Map<string, RegExp>();

/** Of a pattern of actions or resources: `s3:Delete*`. Kept, so that few are made. */
export function matcher(pattern: string, flags: string): RegExp {
  const key = `${flags} ${pattern}`;
  const known =
    matchers.get(key) ??
    new RegExp(
      `^${pattern
        .replace(/[\\^$+.()|[\]{}]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
      flags,
    );
  matchers.set(key, known);
  return known;
}
