import { isTooDeep } from "./depth";
import type { Attributes, ResourceChange } from "./plan-json";

/** What is shown in place of what Terraform says is sensitive, and of what is known after apply. Values are quoted, these are not. */
export const SENSITIVE = "(sensitive value)";
export const UNKNOWN = "(known after apply)";

/** What stands for a secret in a plan that is masked: another one for each, so that what differs still does. */
const STAND_IN = /\(sensitive value(?: \d+)?\)/g;
const ONLY_STAND_IN = /^\(sensitive value(?: \d+)?\)$/;

/** Marks of a part, of the marks of the whole: true for all of it. */
export function marksOf(marks: unknown, key: string): unknown {
  return marks === true ? true : typeof marks === "object" && marks !== null ? (marks as Marks)[key] : undefined;
}

type Marks = Readonly<Record<string, unknown>>;

/** Shorter texts are in everything. */
const SHORTEST_SECRET = 4;

/** A change without its secrets. */
export interface Masked {
  /**
   * Whatever is marked, and wherever else the same text is, has something else that stands for it: `(sensitive value)`,
   * `(sensitive value 2)`. What is empty stays so. To mask it again changes nothing.
   */
  readonly resource: ResourceChange;
  /** Whether anything in it is marked. */
  readonly isMarked: boolean;
  /** A text about it, fit to be shown: everything that stands for a secret is called {@link SENSITIVE}. */
  readonly shown: (text: string) => string;
}

/** Masks a change by Terraform's own marks. */
export function maskedChange(resource: ResourceChange): Masked {
  const { change } = resource;
  const { after, after_sensitive, before, before_sensitive, importing } = change;
  if (!isMarked(before_sensitive) && !isMarked(after_sensitive)) {
    return { resource, isMarked: false, shown: (text) => text };
  }
  const standIns = new StandIns();
  standIns.learn(before, before_sensitive);
  standIns.learn(after, after_sensitive);
  return {
    resource: {
      ...resource,
      change: {
        ...change,
        ...(before === undefined ? {} : { before: standIns.in(before, before_sensitive) as Attributes | null }),
        ...(after === undefined ? {} : { after: standIns.in(after, after_sensitive) as Attributes | null }),
        ...(importing?.id === undefined ? {} : { importing: { ...importing, id: standIns.inText(importing.id) } }),
      },
    },
    isMarked: true,
    shown: (text) => standIns.inText(text).replace(STAND_IN, SENSITIVE),
  };
}

/** A value with something that stands for each of its marked parts, for what is compared with nothing else. */
export function maskedValue(value: unknown, marks: unknown): unknown {
  const standIns = new StandIns();
  standIns.learn(value, marks);
  return standIns.in(value, marks);
}

/** Whether anything is marked. */
function isMarked(marks: unknown): boolean {
  return marks === true || (typeof marks === "object" && marks !== null && Object.values(marks).some(isMarked));
}

/** What stands for the secrets of one change. */
class StandIns {
  /** By the JSON of what it stands for. */
  private readonly byValue = new Map<string, string>();
  /** By texts that are secret wherever they are. */
  private readonly byText = new Map<string, string>();
  private readonly taken = new Set<string>();
  private pattern: RegExp | undefined;

  learn(value: unknown, marks: unknown): void {
    this.visit(value, marks, (secret) => {
      // What was masked already keeps what stands for it.
      for (const text of textsIn(secret)) {
        if (ONLY_STAND_IN.test(text)) this.taken.add(text);
      }
    });
    this.visit(value, marks, (secret) => {
      for (const part of leavesOf(secret)) {
        const text = String(part);
        if (text.length < SHORTEST_SECRET) continue;
        const standIn = this.of(part);
        this.byText.set(text, standIn);
        this.byText.set(JSON.stringify(text).slice(1, -1), standIn);
      }
    });
    this.pattern = undefined;
  }

  /** A value of which the marks are these. */
  in(value: unknown, marks: unknown): unknown {
    if (isEmpty(value)) {
      return value;
    }
    if (marks === true) {
      return this.of(value);
    }
    if (typeof value === "string") {
      return this.inText(value);
    }
    if (Array.isArray(value)) {
      return value.map((entry, index) => this.in(entry, marksOf(marks, String(index))));
    }
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.in(part, marksOf(marks, key))]))
      : value;
  }

  inText(text: string): string {
    if (this.byText.size === 0) {
      return text;
    }
    // The longest first: one may be in another. In one pass, as what stands for one may have another in it.
    this.pattern ??= new RegExp(
      [
        STAND_IN.source,
        ...[...this.byText.keys()].sort((one, other) => other.length - one.length).map((secret) => escaped(secret)),
      ].join("|"),
      "g",
    );
    return text.replace(this.pattern, (found) => this.byText.get(found) ?? found);
  }

  private of(value: unknown): string {
    if (typeof value === "string" && ONLY_STAND_IN.test(value)) {
      return value;
    }
    const key = JSON.stringify(value);
    const known = this.byValue.get(key);
    if (known !== undefined) {
      return known;
    }
    let standIn = SENSITIVE;
    for (let number = 2; this.taken.has(standIn); number += 1) {
      standIn = `(sensitive value ${number})`;
    }
    this.taken.add(standIn);
    this.byValue.set(key, standIn);
    return standIn;
  }

  private visit(value: unknown, marks: unknown, found: (secret: unknown) => void): void {
    if (marks === true) {
      if (!isEmpty(value)) found(value);
    } else if (typeof value === "object" && value !== null && typeof marks === "object" && marks !== null) {
      // Few of the parts are marked.
      for (const key of Object.keys(marks)) {
        if (Object.hasOwn(value, key)) this.visit((value as Marks)[key], marksOf(marks, key), found);
      }
    }
  }
}

/** Texts and numbers in a value; of a text that is JSON, as policies are, those in it, too: a danger names them. */
function leavesOf(value: unknown): (number | string)[] {
  if (typeof value === "string" && /^\s*[[{]/.test(value)) {
    return [value, ...leavesOf(parsed(value))];
  }
  if (typeof value === "string" || typeof value === "number") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isTooDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

function textsIn(value: unknown): string[] {
  return leavesOf(value).filter((leaf) => typeof leaf === "string");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}
