import { readFileSync } from "node:fs";
import { conflicts } from "./conflicts";
import { ConfigurationDocument } from "./document";
import { factsOf } from "./facts";
import type { LandingZone } from "./landing-zone";
import { ConfigurationError, sorted } from "./problem";
import type { Problem } from "./problem";
import { resolve } from "./resolve";
import { schema } from "./schema";
import { schemaFindings } from "./schema-findings";

export interface LoadResult {
  readonly landingZone: LandingZone;
  /** What is no error but should be known. */
  readonly warnings: readonly Problem[];
}

/** A configuration of a thousand accounts has a tenth of it. */
const MOST_BYTES = 1024 * 1024;

/**
 * Reads a landing zone from a YAML file.
 *
 * @throws ConfigurationError with every problem of the file
 */
export function loadLandingZone(file: string): LoadResult {
  return parseLandingZone(read(file), file);
}

/**
 * Reads a landing zone from YAML text.
 *
 * @param text YAML 1.2, one document
 * @param fileName stands in the problems
 * @throws ConfigurationError with every problem of the text
 */
export function parseLandingZone(text: string, fileName: string): LoadResult {
  const document = new ConfigurationDocument(text, fileName);
  throwIfAny(document.syntaxProblems);

  const value = valueOf(document);
  const { data, error } = schema.safeParse(value);
  const findings = [...schemaFindings(document, value, error?.issues ?? []), ...conflicts(factsOf(value))];
  const problems = sorted(findings.map((finding) => document.problem(finding)));
  throwIfAny(problems.filter(({ severity }) => severity === "error"));
  if (data === undefined) {
    throw new Error("a configuration without problems was not accepted");
  }
  return { landingZone: resolve(data), warnings: problems };
}

function read(file: string): string {
  const whole = (message: string, fix?: string): Problem[] => [
    { severity: "error", file, line: 1, column: 1, path: "", message, fix },
  ];
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(whole(`cannot be read: ${REASONS[code] ?? code}`, FIXES[code]));
  }
  if (bytes.length > MOST_BYTES) {
    throw new ConfigurationError(whole("too large: a configuration has at most 1 MiB"));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigurationError(whole("not a text in UTF-8", "save it as UTF-8"));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
};

const FIXES: Readonly<Record<string, string>> = {
  EISDIR: "name a file in it",
  ENOENT: "name another with --config or LANDING_ZONE_CONFIG, or start from one of the examples",
};

function valueOf(document: ConfigurationDocument): unknown {
  try {
    return document.toValue();
  } catch (error) {
    const message = `aliases cannot be resolved: ${error instanceof Error ? error.message : String(error)}`;
    throw new ConfigurationError([document.problem({ path: [], message, fix: "write the values out" })]);
  }
}

function throwIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
}
