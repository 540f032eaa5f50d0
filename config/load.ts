import { readLedger } from "./ledger/file";
import type { Ledger } from "./ledger/schema";
import { parse } from "./parse";
import type { LoadResult } from "./parse";
import { readText } from "./source/read-text";

export type { LoadResult };

/**
 * Reads a landing zone from a YAML file, and the ledger beside it, if there is one.
 *
 * @param file path of a YAML 1.2 file in UTF-8, at most 1 MiB
 * @throws ConfigurationError with every problem of the file
 */
export function loadLandingZone(file: string): LoadResult {
  return parse(readText(file), file, readLedger(file));
}

/**
 * Reads a landing zone from YAML text, and the templates of conformance packs and the certificate that it names.
 *
 * @param text YAML 1.2, one document, nested at most 50 levels deep, with at most 100 aliases
 * @param fileName is shown in the problems; paths in the text begin at its folder
 * @param ledger what is remembered of earlier configurations
 * @throws ConfigurationError with every problem of the text
 */
export function parseLandingZone(text: string, fileName: string, ledger?: Ledger): LoadResult {
  return parse(text, fileName, ledger);
}
