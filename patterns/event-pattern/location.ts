import type { EventPatternProblem } from "./problem";

/** Where the reader of a pattern is, and the list that it adds problems to. */
export interface Location {
  readonly path: string;
  readonly problems: EventPatternProblem[];
}

/** Names that need no quotes in a path. */
const PLAIN = /^[\w$-]+$/;

/** `detail.state`, or `detail["state.status"]` for a name that would be taken for several. */
export function memberOf({ path, problems }: Location, name: string): Location {
  if (!PLAIN.test(name)) {
    return { path: `${path}[${JSON.stringify(name)}]`, problems };
  }
  return { path: path === "" ? name : `${path}.${name}`, problems };
}

export function elementOf({ path, problems }: Location, index: number): Location {
  return { path: `${path}[${index}]`, problems };
}

/**
 * Adds a problem. The readers go on, so that all problems are reported at once.
 *
 * @returns null, which readers give for what they have refused
 */
export function refuse({ path, problems }: Location, message: string): null {
  problems.push({ path, message });
  return null;
}
