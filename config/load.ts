import { dirname } from "node:path";
import { readSamlMetadata } from "./access/saml-metadata";
import { conflicts } from "./conflicts";
import { readLedger } from "./ledger/file";
import { identified } from "./ledger/identified";
import type { LoadOptions } from "./ledger/identified";
import type { Ledger } from "./ledger/schema";
import { ConfigurationDocument } from "./source/document";
import { readable, writtenIn } from "./readable";
import type { Reading } from "./readable";
import type { LandingZone } from "./landing-zone";
import { MOST_LEVELS, tooDeep } from "./source/nesting";
import { ConfigurationError, sorted } from "./source/problem";
import type { Problem } from "./source/problem";
import { readText } from "./source/read-text";
import { resolve } from "./resolve";
import { saidOff } from "./said-off";
import { schema } from "./schema";
import { schemaFindings } from "./schema/findings";
import { packParameters } from "./aws-config/pack-parameters";
import { readTemplates } from "./aws-config/templates";
import { readTrustAnchor } from "./key-store/trust-anchor";

export interface LoadResult {
  readonly landingZone: LandingZone;
  /** What is no error but should be known. */
  readonly warnings: readonly Problem[];
}

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
 * The same where the states are about to be moved from this machine to the place that the file names: the ledger may be behind.
 *
 * @throws ConfigurationError with every problem of the file
 */
export function loadBeforeMove(file: string): LoadResult {
  return parse(readText(file), file, readLedger(file), { movesStates: true });
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

function parse(text: string, fileName: string, ledger?: Ledger, options?: LoadOptions): LoadResult {
  const document = new ConfigurationDocument(text, fileName);
  throwIfAny(document.syntaxProblems);

  const value = valueOf(document);
  const { data, error } = schema.safeParse(value);
  const found = data && identified(data, ledger, options);
  // Buckets of copies that moved make policies longer, which have limits.
  const reading: Reading = found === undefined ? readable(value) : { ...data, archive: found.configuration.archive };
  const templates = readTemplates(reading, dirname(fileName));
  const trustAnchor = readTrustAnchor(reading, dirname(fileName));
  const samlMetadata = readSamlMetadata(reading, dirname(fileName));
  const findings = [
    ...(found?.findings ?? []),
    ...schemaFindings(document, value, error?.issues ?? []),
    ...conflicts(reading, writtenIn(value)),
    ...templates.findings,
    ...trustAnchor.findings,
    ...samlMetadata.findings,
    ...packParameters(reading, templates.texts),
  ];
  const problems = sorted(findings.map((finding) => document.problem(finding)));
  if (problems.some(({ severity }) => severity === "error")) {
    throw new ConfigurationError(problems);
  }
  if (found === undefined) {
    throw new Error("a configuration without problems was not accepted");
  }
  return {
    landingZone: resolve(found.configuration, {
      templates: templates.texts,
      trustAnchor: trustAnchor.text,
      samlMetadata: samlMetadata.text,
      ledger,
      saidOff: saidOff(value),
    }),
    warnings: problems,
  };
}

function valueOf(document: ConfigurationDocument): unknown {
  let value: unknown;
  try {
    value = document.toValue();
  } catch (error) {
    throw new ConfigurationError([
      error instanceof RangeError
        ? document.problem({ path: [], message: "nested too deeply", fix: "write the values out" })
        : document.largestAlias,
    ]);
  }
  const path = tooDeep(value);
  if (path !== undefined) {
    const message = `nested too deeply: more than ${MOST_LEVELS} levels, or an alias inside of its own anchor`;
    // The path itself is fifty keys long, and its beginning says as much.
    const { column, line } = document.problem({ path, message });
    throw new ConfigurationError([{ ...document.problem({ path: path.slice(0, 4), message }), line, column }]);
  }
  return value;
}

function throwIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
}
