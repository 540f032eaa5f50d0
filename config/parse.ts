import { dirname } from "node:path";
import { readSamlMetadata } from "./access/saml-metadata";
import { conflicts } from "./conflicts";
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

/** Reads text and what it names, each problem at its place. @throws ConfigurationError with every problem of the text */
export function parse(text: string, fileName: string, ledger?: Ledger, options?: LoadOptions): LoadResult {
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
