import type { z } from "zod";
import type { ConfigurationDocument, Finding, Path } from "./document";
import { schema } from "./schema";
import { choicesAt, keysAt } from "./schema/walk";
import { didYouMean, listed } from "./suggest";

type Issue = z.core.$ZodIssue;

/** What the schema has to say about a file, in the user's words. */
export function schemaFindings(document: ConfigurationDocument, value: unknown, issues: readonly Issue[]): Finding[] {
  return issues.flatMap((issue) => findings(document, value, issue));
}

function findings(document: ConfigurationDocument, value: unknown, issue: Issue): Finding[] {
  const path = issue.path as Path;
  const got = document.sourceAt(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(path, key, value));
    case "invalid_type":
      return [wrongType(path, got, issue)];
    case "invalid_value":
      return [wrongChoice(path, got, issue.values.map(String))];
    case "invalid_union":
      return [got === undefined ? missing(path) : wrongChoice(path, got, choicesAt(schema, path))];
    case "invalid_format":
      return [{ path, message: "not in the form it must have", got, allowed: issue.message }];
    case "invalid_key":
      return [{ ...keyOf(path), message: "not a key that may stand here", allowed: issue.issues[0]?.message }];
    case "too_small":
      return [{ path, message: `must have at least ${Number(issue.minimum)} entry`, got: "none" }];
    default:
      return [{ path, message: issue.message, got }];
  }
}

function unknownKey(path: Path, key: string, value: unknown): Finding {
  const allowed = keysAt(schema, path, value);
  return {
    path,
    key,
    message: "there is no such key",
    allowed: listed(allowed, key),
    fix: didYouMean(key, allowed) ?? "remove it",
  };
}

function wrongType(path: Path, got: string | undefined, issue: z.core.$ZodIssueInvalidType): Finding {
  if (got === undefined) {
    return missing(path);
  }
  return {
    path,
    message: `must be ${TYPES[issue.expected] ?? issue.expected}`,
    got,
    fix: typeFix(got, issue.expected),
  };
}

function typeFix(got: string, expected: string): string | undefined {
  const isScalar = !/^(a mapping|a list|nothing)$/.test(got);
  if (expected === "string" && isScalar) {
    return `write it in quotes: "${got}"`;
  }
  return expected === "array" && isScalar ? `write it in brackets: [${got.replace(/^"|"$/g, "")}]` : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  number: "a number",
  object: "a mapping",
  record: "a mapping",
  string: "text",
};

function missing(path: Path): Finding {
  const key = String(path.at(-1));
  return { path, message: "is missing", fix: `add ${key}:` };
}

function wrongChoice(path: Path, got: string | undefined, allowed: readonly string[]): Finding {
  if (got === undefined) {
    return missing(path);
  }
  const text = got.replace(/^"|"$/g, "");
  return {
    path,
    message: "not one of the values it may have",
    got,
    allowed: allowed.join(", "),
    fix: didYouMean(text, allowed),
  };
}

function keyOf(path: Path): Pick<Finding, "got" | "key" | "path"> {
  const key = String(path.at(-1));
  return { path: path.slice(0, -1), key, got: JSON.stringify(key) };
}
