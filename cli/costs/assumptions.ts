import { didYouMean } from "../../config/source/suggest";
import { EXIT, Failure } from "../../console/failure";

/** What an estimate assumes of use, which no file says: numbers by the month, unless they say otherwise. */
export interface Assumptions {
  readonly resources: number;
  readonly changes: number;
  readonly judged: number;
  readonly trailGb: number;
  readonly dataEvents: number;
  readonly networkEvents: number;
  readonly flowLogGb: number;
  readonly kmsRequests: number;
  readonly logFiles: number;
}

export type AssumptionName = keyof Assumptions;

/** What each is, after its number, and what it is where nobody says otherwise. */
export const ASSUMPTIONS: Readonly<Record<AssumptionName, { readonly value: number; readonly what: string }>> = {
  resources: { value: 200, what: "resources that AWS Config records, in each account and region" },
  changes: { value: 2, what: "changes of each of them" },
  judged: { value: 3, what: "resources that a rule judges, in each account and region" },
  trailGb: { value: 1, what: "GB of the trail's events, of each account" },
  dataEvents: { value: 1_000_000, what: "data events, of each selector of the trail" },
  networkEvents: { value: 1_000_000, what: "network activity events, of each service in the trail" },
  flowLogGb: { value: 5, what: "GB of flow logs, of each account and region" },
  logFiles: { value: 6, what: "log files of each account and region that are validated an hour" },
  kmsRequests: { value: 10_000, what: "requests to KMS, for each account and region" },
};

const NAMES = Object.keys(ASSUMPTIONS) as AssumptionName[];

/** @default - what is assumed where nobody says otherwise */
export const DEFAULT_ASSUMPTIONS = Object.fromEntries(
  NAMES.map((name) => [name, ASSUMPTIONS[name].value]),
) as unknown as Assumptions;

/**
 * The assumptions with those of the command line, each as `name=number`.
 *
 * @throws Failure with every one that is none
 */
export function assumptionsOf(texts: readonly string[]): Assumptions {
  const read = texts.map((text) => ({ text, problem: problemOf(text), parts: text.split("=") }));
  const problems = read.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) {
    throw new Failure(problems.join("\n"), EXIT.usage);
  }
  const chosen = Object.fromEntries(read.map(({ parts: [name = "", number = ""] }) => [name, Number(number)]));
  return { ...DEFAULT_ASSUMPTIONS, ...chosen };
}

function problemOf(text: string): string | undefined {
  const [name = "", number, ...more] = text.split("=");
  if (!NAMES.includes(name as AssumptionName)) {
    const cure = didYouMean(name, NAMES) ?? `there are ${NAMES.join(", ")}`;
    return `--assume ${text}: there is no assumption "${name}": ${cure}`;
  }
  return number === undefined || more.length > 0 || !/^\d{1,12}(\.\d{1,6})?$/.test(number)
    ? `--assume ${text}: write a number of 0 or more after "=", such as ${name}=${ASSUMPTIONS[name as AssumptionName].value}`
    : undefined;
}
