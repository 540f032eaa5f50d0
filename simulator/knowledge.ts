// What the project knows of AWS, for the local AWS, which is written in Python: so that nothing is written down twice.
// A line of standard input is a question, a line of standard output its answer, both JSON.
import { createInterface } from "node:readline";
import { FEATURES } from "../aws/availability";
import { RESERVED_BEGINNINGS, RESERVED_ENDS } from "../aws/bucket-names";
import { hasCisScans, isScannedIn, SCAN_TYPES } from "../aws/inspector-regions";
import { RETENTION_DAYS } from "../aws/log-retention-days";
import { POLICY_LIMITS } from "../aws/policy-limits";
import { NEVER_DAILY, RECORDABLE_TYPES } from "../aws/recordable-types";
import { REGIONS } from "../aws/regions";
import { CONFIG_RULES } from "../config/aws-config/rules";
import type { ConfigRuleDefinition } from "../config/aws-config/rules/definition";
import { PARAMETER_FORMS } from "../config/aws-config/rules/parameter-values";
import { namesOf } from "../config/names";
import { EventPatternError, matchesEventPattern, parseEventPattern } from "../patterns/event-pattern";
import { FilterPatternError, matchesFilterPattern, parseFilterPattern } from "../patterns/filter-pattern";
import { guardProblem } from "../patterns/guard";

type Question =
  | { readonly kind: "tables" }
  | { readonly kind: "eventPattern"; readonly text: string; readonly event?: unknown }
  | { readonly kind: "filterPattern"; readonly text: string; readonly message?: string }
  | { readonly kind: "guard"; readonly text: string }
  | { readonly kind: "samlMetadata"; readonly text: string }
  | { readonly kind: "samlAssertion"; readonly response: string; readonly metadata: string }
  | {
      readonly kind: "samlSignature";
      readonly response: string;
      readonly elements: readonly string[];
      readonly privateKey: string;
      readonly certificate: string;
    };

async function answer(question: Question): Promise<object> {
  switch (question.kind) {
    case "tables":
      return TABLES;
    case "eventPattern":
      return verdict(EventPatternError, () => {
        const { event, text } = question;
        // What is only matched was taken before; EventBridge itself lengthens the pattern of an archive.
        const pattern = parseEventPattern(JSON.parse(text), event === undefined ? {} : { mostCharacters: 4096 });
        return event === undefined ? undefined : matchesEventPattern(pattern, event);
      });
    case "filterPattern":
      // Patterns for space-delimited events are AWS's, too, but not of this project.
      if (question.text.trimStart().startsWith("[")) {
        return { problem: null };
      }
      return verdict(FilterPatternError, () => {
        const { message, text } = question;
        const pattern = parseFilterPattern(text);
        return message === undefined ? undefined : matchesFilterPattern(pattern, message);
      });
    case "guard":
      return { problem: guardProblem(question.text) ?? null };
    // Few need it, and loading it takes a tenth of a second.
    case "samlMetadata":
      return (await import("./saml.js")).metadataOf(question.text);
    case "samlAssertion":
      return (await import("./saml.js")).assertionOf(question.response, question.metadata);
    case "samlSignature": {
      const { certificate, elements, privateKey, response } = question;
      return (await import("./saml.js")).signed(response, elements, privateKey, certificate);
    }
  }
}

/** Whether something matches, or what is wrong with its pattern. */
function verdict(refusal: new (...args: never[]) => Error, decide: () => boolean | undefined): object {
  try {
    return { problem: null, matches: decide() };
  } catch (error) {
    if (error instanceof refusal || error instanceof SyntaxError) {
      return { problem: error.message };
    }
    throw error;
  }
}

const DEFINITIONS: readonly ConfigRuleDefinition[] = Object.values(CONFIG_RULES);

const HOME = { name: "example", partition: "aws", homeRegion: "eu-west-1" };
const INPUT = { ...HOME, names: namesOf(HOME) };

const TABLES = {
  retentionDays: RETENTION_DAYS,
  policyLimits: POLICY_LIMITS,
  recordableTypes: RECORDABLE_TYPES,
  neverDaily: NEVER_DAILY,
  regions: [...REGIONS.keys()],
  /** What Amazon Inspector has in each Region: the types of scan, and "cis" where there are CIS scans. */
  inspector: Object.fromEntries(
    [...REGIONS.keys()].map((region) => [
      region,
      [...SCAN_TYPES.filter((scan) => isScannedIn(scan, region)), ...(hasCisScans(region) ? ["cis"] : [])],
    ]),
  ),
  /** Regions without a feature, by its name: see aws/availability.ts. */
  absentFrom: Object.fromEntries(Object.entries(FEATURES).map(([name, { absentFrom }]) => [name, absentFrom])),
  /** Regions without a rule that AWS manages, by its identifier. */
  rulesAbsentFrom: Object.fromEntries(DEFINITIONS.map(({ absentFrom, identifier }) => [identifier, absentFrom])),
  reservedBucketNames: { beginnings: RESERVED_BEGINNINGS, ends: RESERVED_ENDS },
  /** What the values of parameters look like, by the identifiers of the rules and the names of the parameters. */
  ruleParameters: Object.fromEntries(
    DEFINITIONS.map(({ allowedParameters = {}, identifier }) => [identifier, formsOf(Object.keys(allowedParameters))]),
  ),
  /** Names of the parameters of AWS's documents that remediations run, by the names of the documents. */
  remediationDocuments: Object.fromEntries(
    DEFINITIONS.flatMap(({ remediation }) =>
      remediation === undefined
        ? []
        : [
            [
              remediation.document,
              [remediation.resourceParameter, ...Object.keys(remediation.parameters?.(INPUT) ?? {})],
            ],
          ],
    ),
  ),
};

function formsOf(parameters: readonly string[]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    parameters.flatMap((name) => {
      const form = PARAMETER_FORMS.get(name);
      return form === undefined
        ? []
        : [[name, { pattern: form.pattern.source, ignoreCase: form.pattern.ignoreCase, allowed: form.allowed }]];
    }),
  );
}

async function reply(line: string): Promise<void> {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as Question))}\n`);
}

createInterface({ input: process.stdin }).on("line", (line) => void reply(line));
