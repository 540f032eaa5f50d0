import { distance } from "fastest-levenshtein";

/** Longer lists of allowed values are cut to the nearest of them. */
const MOST_LISTED = 8;

/** In shorter words only one letter may be wrong; in longer ones two, so that they may have changed places. */
const SHORT = 4;

/**
 * The candidate that was probably meant, or nothing when none is near: letters changed, left out or added, at most a
 * third of them; case does not count.
 */
export function nearest(got: string, candidates: readonly string[]): string | undefined {
  const [best] = byDistance(got, candidates);
  if (best === undefined) {
    return undefined;
  }
  const length = Math.max(got.length, best.length);
  const limit = length < SHORT ? 1 : Math.max(2, Math.floor(length / 3));
  return distanceIgnoringCase(got, best) <= limit ? best : undefined;
}

/** `did you mean "Workloads/Production"?`, or nothing when no candidate is near. */
export function didYouMean(got: string, candidates: readonly string[]): string | undefined {
  const best = nearest(got, candidates);
  return best === undefined ? undefined : `did you mean "${best}"?`;
}

/** The allowed values as a sentence part, the ones nearest to what was got when there are many. */
export function listed(candidates: readonly string[], got = ""): string {
  if (candidates.length <= MOST_LISTED) {
    return candidates.join(", ");
  }
  const shown = byDistance(got, candidates).slice(0, MOST_LISTED);
  return `${shown.join(", ")} and ${candidates.length - shown.length} more`;
}

function byDistance(got: string, candidates: readonly string[]): string[] {
  return candidates
    .map((candidate) => ({ candidate, steps: distanceIgnoringCase(got, candidate) }))
    .sort((a, b) => a.steps - b.steps)
    .map(({ candidate }) => candidate);
}

function distanceIgnoringCase(a: string, b: string): number {
  return distance(a.toLowerCase(), b.toLowerCase());
}

/** The numbers below and above: `the nearest are 365 and 400`. */
export function nearestNumbers(got: number, candidates: readonly number[]): string {
  const ordered = [...candidates].sort((a, b) => a - b);
  const below = ordered.filter((candidate) => candidate < got).at(-1);
  const above = ordered.find((candidate) => candidate > got);
  return below === undefined || above === undefined
    ? `the nearest is ${below ?? above ?? got}`
    : `the nearest are ${below} and ${above}`;
}
