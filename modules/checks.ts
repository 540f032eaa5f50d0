import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { Format } from "../aws/formats";

/** What a construct calls its resource unless it is told: the ids of the stack and of the construct. */
export function nameOf(where: string): string {
  return where.replaceAll(/[^A-Za-z0-9]+/g, "-");
}

/** What is wrong with a prop, in the words of the message. */
export interface Refusal {
  /** What was given. */
  readonly got: unknown;
  /** What AWS takes. */
  readonly allowed: string;
}

/** Where a construct is or will be, as messages say it: what constructs make of themselves is not in their users' words. */
export function pathOf(scope: Construct, id: string): string {
  return [scope.node.path, id].filter((part) => part !== "" && part !== "Default").join("/");
}

/**
 * Refuses a prop at synthesis, by its name.
 *
 * @param where path of the construct
 * @param prop name as in the construct's props, `retention.totalDays` for one within another
 */
export function refuse(where: string, prop: string, { allowed, got }: Refusal): never {
  const shown = typeof got === "string" || Array.isArray(got) ? JSON.stringify(got) : String(got);
  throw new Error(`${where}: ${prop}: got ${shown}; allowed: ${allowed}`);
}

/** What cdktf puts into a list that it knows nothing of: its one entry. */
const ENTRY_OF_UNKNOWN_LIST = "#{TfToken[";

/**
 * Whether a value can be judged: it is neither a token of cdktf, or the entry of a list that is one, nor a template of Terraform,
 * `${}` or `%{}`.
 */
export function isKnown(value: unknown): boolean {
  return (
    !Token.isUnresolved(value) &&
    !(typeof value === "string" && (value.includes(ENTRY_OF_UNKNOWN_LIST) || /(?<!\$)\$\{|(?<!%)%\{/.test(value)))
  );
}

/** Refuses a list whose entries only Terraform knows, where something is made of each. */
export function checkCountable(where: string, prop: string, values: readonly unknown[] | undefined): void {
  if (Token.isUnresolved(values)) {
    refuse(where, prop, { got: "a list that Terraform knows later", allowed: "its entries one by one" });
  }
}

/** Refuses entries of a list that are part of Terraform addresses, and so have to be written, and different. */
export function checkAddressable(where: string, prop: string, values: readonly string[]): void {
  checkCountable(where, prop, values);
  for (const [index, value] of values.entries()) {
    const entry = `${prop}[${index}]`;
    if (!isKnown(value)) {
      refuse(where, entry, { got: "a reference", allowed: "what is written: it is part of Terraform's address" });
    }
    if (values.indexOf(value) !== index) {
      refuse(where, entry, { got: value, allowed: "each once" });
    }
  }
}

type FormatsOf<Props> = { readonly [Prop in keyof Props]?: Format };

/** Refuses texts, and texts of lists, that have not the form that AWS wants; and lists without any. */
export function checkFormats<Props extends object>(where: string, props: Props, formats: FormatsOf<Props>): void {
  for (const [prop, format] of Object.entries(formats) as [keyof Props & string, Format][]) {
    const value: unknown = props[prop];
    if (value === undefined || !isKnown(value)) {
      continue;
    }
    if (Array.isArray(value)) {
      checkNotEmpty(where, prop, value);
      value.forEach((each, index) => {
        checkFormat(where, `${prop}[${index}]`, each, format);
      });
    } else {
      checkFormat(where, prop, value, format);
    }
  }
}

/** Refuses a text that has not the form that AWS wants. */
export function checkFormat(where: string, prop: string, value: unknown, { form, pattern }: Format): void {
  if (isKnown(value) && !(typeof value === "string" && pattern.test(value))) {
    refuse(where, prop, { got: value, allowed: form });
  }
}

/** Refuses a list without entries: it would make a policy that AWS refuses, or that nobody meets. */
export function checkNotEmpty(where: string, prop: string, values: readonly unknown[] | undefined): void {
  if (values?.length === 0) {
    refuse(where, prop, { got: values, allowed: "at least one entry; or leave it out" });
  }
}

/** Refuses a list of more entries than AWS takes. */
export function checkNumberOf(where: string, prop: string, values: readonly unknown[], most: number): void {
  if (values.length > most) {
    refuse(where, prop, { got: `${values.length} entries`, allowed: `at most ${most.toLocaleString("en")}` });
  }
}

/** Refuses what is no whole number between two, both included. */
export function checkWhole(where: string, prop: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && isKnown(value) && !(Number.isInteger(value) && value >= least && value <= most)) {
    const range = `${least.toLocaleString("en")} to ${most.toLocaleString("en")}`;
    refuse(where, prop, { got: value, allowed: `a whole number, ${range}` });
  }
}

/** Refuses what is not one of a few. */
export function checkOneOf<Value extends number | string>(
  where: string,
  prop: string,
  value: Value | undefined,
  choices: readonly Value[],
): void {
  if (value !== undefined && isKnown(value) && !choices.includes(value)) {
    refuse(where, prop, { got: value, allowed: choices.join(", ") });
  }
}
