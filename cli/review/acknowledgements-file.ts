import { z } from "zod";
import { ConfigurationDocument } from "../../config/source/document";
import type { Finding, Path } from "../../config/source/document";
import { ConfigurationError, formatProblems } from "../../config/source/problem";
import { readText } from "../../config/source/read-text";
import { didYouMean, listed } from "../../config/source/suggest";
import { Failure } from "../../console/failure";
import { hasColours } from "../../console/terminal";
import type { Acknowledgement } from "../../review/acknowledgements";
import { isRuleId, RULES } from "../../review/rules";
import { REVIEW_EXIT } from "./exit";

const KEYS = ["id", "address", "stack", "reason", "expires"] as const;
const IDS = RULES.map(({ id }) => id).filter((id) => id !== "acknowledgementExpired");
/** Nobody looks at what holds for longer. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;
const LONGEST = 1000;

const ENTRY = z.strictObject({
  id: z.string().refine(isRuleId),
  address: z.string().refine((pattern) => /[^*\s]/.test(pattern)),
  stack: z
    .string()
    .refine((pattern) => /[^*\s]/.test(pattern))
    .optional(),
  reason: z.string().trim().min(1).max(LONGEST),
  expires: z.string().refine(isDate),
});
const FILE = z.strictObject({ acknowledgements: z.array(z.unknown()) });

/**
 * Reads a file of acknowledgements, at most 1 MiB of YAML.
 *
 * @param today `2026-11-30`, of UTC
 * @throws Failure with everything that is wrong in it, at its line and column, and exit code 64
 */
export function readAcknowledgements(file: string, today: string): Acknowledgement[] {
  try {
    return parseAcknowledgements(readText(file), file, today);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      const problems = error.problems.map(({ fix, ...problem }) => ({
        ...problem,
        fix: fix?.includes("--config") === true ? "name another by --acknowledged" : fix,
      }));
      throw new Failure(formatProblems(problems, { colour: hasColours(process.stderr) }), REVIEW_EXIT.usage);
    }
    throw error;
  }
}

/** @throws ConfigurationError with every problem of the text */
export function parseAcknowledgements(text: string, file: string, today: string): Acknowledgement[] {
  const document = new ConfigurationDocument(text, file, "begin with acknowledgements: and a list below it");
  if (document.syntaxProblems.length > 0) {
    throw new ConfigurationError(document.syntaxProblems);
  }
  const value = document.toValue();
  const findings: Finding[] = [];
  const { data, error } = FILE.safeParse(value);
  findings.push(...(error?.issues ?? []).flatMap((issue) => findingsOf(document, issue, [], ["acknowledgements"])));
  const entries = (data?.acknowledgements ?? []).map((entry, index) => {
    const path = ["acknowledgements", index];
    const { data: read, error: problems } = ENTRY.safeParse(entry);
    findings.push(...(problems?.issues ?? []).flatMap((issue) => findingsOf(document, issue, path, KEYS)));
    if (read !== undefined && daysUntil(read.expires, today) > MOST_DAYS) {
      findings.push({
        path: [...path, "expires"],
        message: "more than a year away: somebody has to look at it again before",
        got: read.expires,
        allowed: `until ${dateAfter(today, MOST_DAYS)}`,
      });
    }
    return read && { ...read, at: `${file}:${document.problem({ path, message: "" }).line}` };
  });
  if (findings.length > 0) {
    throw new ConfigurationError(findings.map((finding) => document.problem(finding)));
  }
  return entries.flatMap((entry): Acknowledgement[] => {
    if (entry === undefined) return [];
    const { address, at, expires, id, reason, stack } = entry;
    return [{ rule: id, address, ...(stack === undefined ? {} : { stack }), reason, expires, at }];
  });
}

function findingsOf(
  document: ConfigurationDocument,
  issue: z.core.$ZodIssue,
  above: Path,
  keys: readonly string[],
): Finding[] {
  const path = [...above, ...(issue.path as Path)];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path,
      key,
      message: "there is no such key",
      allowed: listed(keys, key),
      fix: didYouMean(key, keys),
    }));
  }
  const name = path.at(-1);
  const got = document.sourceAt(path);
  if (got === undefined) {
    return [{ path, message: "missing", fix: HOW.get(String(name))?.fix }];
  }
  const how = HOW.get(String(name)) ?? { message: "not of the type that it must have" };
  return [{ path, got, ...how, ...(name === "id" ? { fix: didYouMean(got, IDS) } : {}) }];
}

/** What is wrong with what is there, what is allowed, and an example. */
const HOW: ReadonlyMap<string, Pick<Finding, "allowed" | "fix" | "message">> = new Map(
  Object.entries({
    acknowledgements: { message: "not a list", fix: "write a list of id, address, reason and expires" },
    id: { message: "not the id of a danger", allowed: IDS.join(", "), fix: "write the id that the report has" },
    address: {
      message: "not an address, or one that everything has",
      allowed: "an address of Terraform; * stands for any text",
      fix: "write the address that the report has, such as aws_kms_key.old-*",
    },
    stack: {
      message: "not a stack, or one that every stack is",
      allowed: "the name of a stack; * stands for any text",
      fix: "leave it out for all stacks",
    },
    reason: { message: `not a reason of 1 to ${LONGEST} characters`, fix: "write why this may happen" },
    expires: {
      message: "not a day that there is",
      allowed: "its last day, of UTC: 2027-01-31",
      fix: "write the last day that it holds, such as 2027-01-31",
    },
  }),
);

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function daysUntil(date: string, today: string): number {
  return (Date.parse(date) - Date.parse(today)) / DAY_MS;
}

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
