import { readLedger } from "./ledger/file";
import { parse } from "./parse";
import type { LoadResult } from "./parse";
import { readText } from "./source/read-text";

/**
 * Reads a landing zone as `loadLandingZone` does, where the states are about to be moved from this machine to the place that the file
 * names: the ledger may be behind.
 *
 * @throws ConfigurationError with every problem of the file
 */
export function loadBeforeMove(file: string): LoadResult {
  return parse(readText(file), file, readLedger(file), { movesStates: true });
}
