/** A parsed filter pattern: a condition on the fields of a JSON event, or terms in the text of any event. */
export type FilterPattern = JsonPattern | TermPattern;

export interface JsonPattern {
  readonly form: "json";
  readonly condition: Condition;
}

/** Without terms it is the empty pattern, which every event matches. With alternatives the other two are empty. */
export interface TermPattern {
  readonly form: "terms";
  readonly required: readonly Term[];
  readonly excluded: readonly Term[];
  readonly alternatives: readonly Term[];
}

export type Term = Text | Regex;

export type Condition = Compound | Equality | Order | Is | NotExists;

/** `a && b && c` is one compound of three; parentheses make another inside it. */
export interface Compound {
  readonly kind: "and" | "or";
  readonly conditions: readonly Condition[];
}

export interface Equality {
  readonly kind: "equality";
  readonly selector: Selector;
  readonly operator: "=" | "!=";
  readonly value: Text | Num | Regex;
}

export interface Order {
  readonly kind: "order";
  readonly selector: Selector;
  readonly operator: "<" | "<=" | ">" | ">=";
  readonly value: Num;
}

export interface Is {
  readonly kind: "is";
  readonly selector: Selector;
  readonly value: null | boolean;
}

export interface NotExists {
  readonly kind: "not exists";
  readonly selector: Selector;
}

/** Text without its quotes and escapes. An asterisk at either end matches any text in a condition, not in a term. */
export interface Text {
  readonly kind: "text";
  readonly text: string;
}

/** The text is kept for fields that hold digits as a string: an account's number may start with 0. */
export interface Num {
  readonly kind: "number";
  readonly text: string;
  readonly value: number;
}

/** A regular expression without its percent signs. */
export interface Regex {
  readonly kind: "regex";
  readonly source: string;
}

/** The way from the event to a field: `$.a[0].*` has three steps. */
export type Selector = readonly Step[];

export type Step =
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "element"; readonly index: number }
  | { readonly kind: "any property" }
  | { readonly kind: "any element" };
