import { lstatSync, readFileSync } from "node:fs";
import { parse } from "node:path";
import type { z } from "zod";
import { ConfigurationDocument } from "../source/document";
import { ConfigurationError } from "../source/problem";
import type { Problem } from "../source/problem";
import { whyUnreadable } from "../source/read-text";
import { LEDGER_VERSION, ledgerSchema } from "./schema";
import type { Ledger } from "./schema";

/** Path of the ledger of a configuration, beside it: `landing-zone.lock.json` of `landing-zone.yaml`. */
export function ledgerFileOf(configuration: string): string {
  const { dir, name } = parse(configuration);
  return `${dir === "" ? "" : `${dir.replace(/\/$/, "")}/`}${name}.lock.json`;
}

/**
 * The ledger of a configuration; nothing where there is none yet.
 *
 * @param configuration path of the YAML file
 * @throws ConfigurationError when it cannot be read or understood
 */
export function readLedger(configuration: string): Ledger | undefined {
  const file = ledgerFileOf(configuration);
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) {
    return undefined;
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const isLink = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new ConfigurationError([
      {
        ...atStart(
          file,
          `the ledger cannot be read: ${isLink ? "it is a symbolic link to what is not there" : whyUnreadable(error)}`,
        ),
        fix: isLink ? "put back what it leads to, or take the ledger from the last commit" : FIX,
      },
    ]);
  }
  return parseLedger(text, file);
}

/**
 * Reads the text of a ledger.
 *
 * @throws ConfigurationError with the problems of the text: what a merge left, an entry that is there twice, another version
 */
export function parseLedger(text: string, file: string): Ledger {
  const conflict = /^(?:<{7}|={7}|>{7})/m.exec(text);
  if (conflict !== null) {
    const line = text.slice(0, conflict.index).split("\n").length;
    throw new ConfigurationError([
      {
        ...atStart(file, "a merge left its markers in the ledger"),
        line,
        fix: "keep the lines of both sides, delete the markers, and run synth, which sorts them",
      },
    ]);
  }
  if (!/^\uFEFF?\s*\{/.test(text)) {
    throw new ConfigurationError([
      { ...atStart(file, text.trim() === "" ? "the ledger is empty" : "this is no ledger"), fix: FIX },
    ]);
  }
  const quick = quickly(text);
  if (quick !== undefined) {
    return quick;
  }
  // Anything but what synth wrote: slower, with the place of every problem.
  const document = new ConfigurationDocument(text, file);
  const problems = document.syntaxProblems;
  if (problems.length > 0) {
    // To close what is cut off would lose the rest of it; what is there twice is complete.
    const isComplete = isJson(text);
    throw new ConfigurationError(problems.map((problem) => (isComplete ? problem : { ...problem, fix: FIX })));
  }
  const parsed = ledgerSchema.safeParse(document.toValue());
  if (!parsed.success) {
    throw new ConfigurationError(parsed.error.issues.slice(0, MOST_ISSUES).map((issue) => problemOf(document, issue)));
  }
  return parsed.data;
}

const MOST_ISSUES = 50;
const FIX = "take the file from the last commit, and run synth again";

/** The ledger, if the text is exactly what is written for it: then no entry is there twice. */
function quickly(text: string): Ledger | undefined {
  try {
    const { data } = ledgerSchema.safeParse(JSON.parse(text));
    return data !== undefined && formatLedger(data) === text ? data : undefined;
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ""));
    return true;
  } catch {
    return false;
  }
}

function problemOf(document: ConfigurationDocument, issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  const isVersion = path.length === 1 && path[0] === "version";
  return document.problem({
    path,
    message: isVersion
      ? "the ledger is of another version of this program"
      : `the ledger is malformed: ${issue.message}`,
    got: document.sourceAt(path),
    ...(isVersion ? { allowed: String(LEDGER_VERSION) } : {}),
    fix: isVersion ? "use the version of this program that wrote it" : FIX,
  });
}

function atStart(file: string, message: string): Problem {
  return { severity: "error", file, line: 1, column: 1, path: "", message };
}

/** The text of a ledger: one entry a line, sorted, so that reviewers and merges see single entries. */
export function formatLedger(ledger: Ledger): string {
  const lines = Object.keys(ledgerSchema.shape).flatMap((key) => {
    const value = ledger[key as keyof Ledger];
    return value === undefined
      ? []
      : `  ${JSON.stringify(key)}: ${typeof value === "object" && value !== null ? entries(value) : JSON.stringify(value)}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

function entries(values: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([key, value]) =>
        `    ${JSON.stringify(key)}: ${typeof value === "string" ? JSON.stringify(value) : entry(value as object)}`,
    );
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
}

function entry(value: object): string {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{ ${fields.map(([key, field]) => `${JSON.stringify(key)}: ${JSON.stringify(field)}`).join(", ")} }`;
}
