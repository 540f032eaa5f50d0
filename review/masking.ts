import type { ResourceChange } from "./plan-json";

/** What is shown in place of what Terraform says is sensitive, and of what is known after apply. Values are quoted, these are not. */
export const SENSITIVE = "(sensitive value)";
export const UNKNOWN = "(known after apply)";

/** Marks of a part, of the marks of the whole: true for all of it. */
export function marksOf(marks: unknown, key: string): unknown {
  return marks === true ? true : typeof marks === "object" && marks !== null ? (marks as Marks)[key] : undefined;
}

type Marks = Readonly<Record<string, unknown>>;

/** Shorter texts are in everything. */
const SHORTEST_SECRET = 4;

/** The sensitive texts and numbers of a change, the longest first. */
export function secretsOf({ change: { after, after_sensitive, before, before_sensitive } }: ResourceChange): string[] {
  const found = new Set<string>();
  const visit = (value: unknown, marks: unknown): void => {
    if (marks === undefined || marks === false || marks === null) return;
    if (typeof value === "object" && value !== null) {
      // Few of the parts are marked.
      for (const key of Object.keys(marks === true ? value : marks)) {
        if (Object.hasOwn(value, key)) visit((value as Marks)[key], marksOf(marks, key));
      }
    } else if (marks === true && (typeof value === "string" || typeof value === "number")) {
      found.add(String(value));
    }
  };
  visit(before, before_sensitive);
  visit(after, after_sensitive);
  return [...found].filter(({ length }) => length >= SHORTEST_SECRET).sort((one, other) => other.length - one.length);
}

/** A text without the secrets that are in it. */
export function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (shown, secret) => shown.replaceAll(JSON.stringify(secret).slice(1, -1), SENSITIVE).replaceAll(secret, SENSITIVE),
    text,
  );
}

/** The same of every text in a value. */
export function maskedIn(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") {
    return masked(value, secrets);
  }
  if (Array.isArray(value)) {
    return value.map((entry) => maskedIn(entry, secrets));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, maskedIn(part, secrets)]))
    : value;
}
