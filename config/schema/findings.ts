import type { z } from "zod";
import type { ConfigurationDocument, Finding, Path } from "../source/document";
import { pathText } from "../source/document";
import { REFUSED_SETTINGS } from "./refused-settings";
import { schema } from ".";
import { choicesAt, homesOf, isOptionalAt, isRecordAt, keysAt, partOf, requiredKeysAt } from "./walk";
import { didYouMean, listed, nearestNumbers } from "../source/suggest";

type Issue = z.core.$ZodIssue;

/** What the schema has to say about a file, in the user's words. */
export function schemaFindings(document: ConfigurationDocument, value: unknown, issues: readonly Issue[]): Finding[] {
  const ofWrongType = new Set(
    issues.flatMap(({ code, path }) => (code === "invalid_type" ? [JSON.stringify(path)] : [])),
  );
  // How long a text is says nothing where a list has to be.
  const reported = issues.filter(
    ({ code, path }) => !code.startsWith("too_") || !ofWrongType.has(JSON.stringify(path)),
  );
  return [...reported.flatMap((issue) => findings(document, value, issue)), ...unreadableKeys(value, [])];
}

/** A mapping with keys of one's own loses this one, as JavaScript means something else by it. */
function unreadableKeys(value: unknown, path: Path): Finding[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const below = Object.entries(value).flatMap(([key, part]) =>
    unreadableKeys(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Object.hasOwn(value, "__proto__") && isRecordAt(schema, path)
    ? [{ path, key: "__proto__", message: "not a key that is allowed here", fix: "use another key" }, ...below]
    : below;
}

function findings(document: ConfigurationDocument, value: unknown, issue: Issue): Finding[] {
  const path = issue.path as Path;
  const got = document.sourceAt(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKeys(path, issue.keys, value);
    case "invalid_type":
      return [wrongType(path, got, issue)];
    case "invalid_value":
      return [wrongChoice(path, got, issue.values)];
    case "invalid_union":
      return [got === undefined ? missing(path) : wrongChoice(path, got, choicesAt(schema, path))];
    case "invalid_format":
      return [{ path, message: "not in the form it must have", got, allowed: issue.message }];
    case "invalid_key":
      return [{ ...keyOf(path), message: "not a key that is allowed here", allowed: issue.issues[0]?.message }];
    case "too_small":
      return issue.origin === "array" && issue.minimum === 1
        ? [{ path, message: "must have at least 1 entry", got: "none" }]
        : [{ path, message: issue.message, got }];
    case "custom":
      return [{ path, message: issue.message, got, ...(issue.params as Pick<Finding, "allowed" | "fix"> | undefined) }];
    default:
      return [{ path, message: issue.message, got }];
  }
}

function unknownKeys(path: Path, keys: readonly string[], value: unknown): Finding[] {
  const allowed = keysAt(schema, path, value);
  const present = Object.keys(Object(path.reduce<unknown>(partOf, value)) as object);
  // A key that is there already was not meant.
  const free = allowed.filter((key) => !present.includes(key));
  return keys.map(
    (key) =>
      refusal(path, key) ?? {
        path,
        key,
        message: "there is no such key",
        allowed: listed(allowed, key),
        fix:
          key === "<<" ? "write the fields out: keys are not merged" : (didYouMean(key, free) ?? elsewhere(key, path)),
      },
  );
}

/** A setting that others have and AWS does not take, with the reason. */
function refusal(path: Path, key: string): Finding | undefined {
  const refused = REFUSED_SETTINGS.find((setting) => setting.path === pathText(path) && setting.keys.includes(key));
  return refused === undefined ? undefined : { path, key, message: refused.reason, fix: refused.fix };
}

function elsewhere(key: string, path: Path): string {
  const [home, ...others] = homesOf(schema, key).filter((candidate) => candidate !== pathText(path));
  return home === undefined || home === "" || others.length > 0 ? "remove it" : `it belongs in ${home}`;
}

function wrongType(path: Path, got: string | undefined, issue: z.core.$ZodIssueInvalidType): Finding {
  if (got === undefined) {
    return missing(path);
  }
  return {
    path,
    message: `must be ${TYPES[issue.expected] ?? issue.expected}`,
    got,
    fix: got === "nothing" ? nothingFix(path, issue.expected) : typeFix(path, got, issue.expected),
  };
}

/** `workloads:` with every workload commented out, for one. */
function nothingFix(path: Path, expected?: string): string {
  const key = path.at(-1);
  if (typeof key === "number") {
    return "give it a value, or remove the entry";
  }
  if (expected === "array") {
    return "begin each entry with - in a line of its own, or write [] for none";
  }
  return isOptionalAt(schema, path) ? `give it a value, or remove ${String(key)}:` : "give it a value";
}

function typeFix(path: Path, got: string, expected: string): string | undefined {
  if (got === "a mapping" || got === "a list") {
    return expected === "array" && got === "a mapping" ? "begin each entry of the list with -" : undefined;
  }
  const text = got.replace(/^"|"$/g, "");
  switch (expected) {
    case "string":
      return `write it in quotes: "${got}"`;
    case "array": {
      const keys = requiredKeysAt(schema, [...path, 0]);
      return keys.length === 0
        ? text === ""
          ? undefined
          : `write it in brackets: [${text}]`
        : `write a list of mappings: - ${mappingOf(keys, text)}`;
    }
    case "object": {
      const keys = requiredKeysAt(schema, path);
      return keys.length === 0 ? undefined : `write a mapping: ${mappingOf(keys, text)}`;
    }
    case "number":
    case "int":
      return got !== text && NUMBER.test(text) ? `write it without quotes: ${text}` : undefined;
    case "boolean":
      return BOOLEANS.get(text.toLowerCase());
    default:
      return undefined;
  }
}

const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;

/** What people write for a boolean, and other versions of YAML take for one. */
const BOOLEANS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    true: "write it without quotes: true",
    yes: "write true",
    on: "write true",
    false: "write it without quotes: false",
    no: "write false",
    off: "write false",
  }),
);

/** `{ name: shop, email: ... }`: what was written is most likely the first. */
function mappingOf(keys: readonly string[], text: string): string {
  return `{ ${keys.map((key, index) => `${key}: ${index === 0 ? text : "..."}`).join(", ")} }`;
}

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a mapping",
  record: "a mapping",
  string: "text",
};

function missing(path: Path): Finding {
  const key = String(path.at(-1));
  return { path, message: "is missing", fix: `add ${key}:` };
}

function wrongChoice(path: Path, got: string | undefined, choices: readonly unknown[]): Finding {
  if (got === undefined) {
    return missing(path);
  }
  return {
    path,
    message: "not one of the values it may have",
    got,
    allowed: choices.join(", "),
    fix: got === "nothing" ? nothingFix(path) : choiceFix(got, choices),
  };
}

function choiceFix(got: string, choices: readonly unknown[]): string | undefined {
  const text = got.replace(/^"|"$/g, "");
  const numbers = choices.filter((choice) => typeof choice === "number");
  if (numbers.length === 0) {
    return didYouMean(text, choices.map(String));
  }
  if (got !== text && numbers.map(String).includes(text)) {
    return `write it without quotes: ${text}`;
  }
  return NUMBER.test(text) ? nearestNumbers(Number(text), numbers) : undefined;
}

function keyOf(path: Path): Pick<Finding, "got" | "key" | "path"> {
  const key = String(path.at(-1));
  return { path: path.slice(0, -1), key, got: JSON.stringify(key) };
}
