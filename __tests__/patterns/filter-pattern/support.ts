import fc from "fast-check";
import { matchesFilterPattern, parseFilterPattern } from "../../../patterns/filter-pattern";
import type {
  Condition,
  FilterPattern,
  Is,
  NotExists,
  Num,
  Order,
  Regex,
  Selector,
  Step,
  Term,
  Text,
} from "../../../patterns/filter-pattern/pattern";

/** Whether a pattern's text matches an event, given as a value that is written as JSON, or as text. */
export function matches(pattern: string, event: unknown): boolean {
  return matchesFilterPattern(parseFilterPattern(pattern), typeof event === "string" ? event : JSON.stringify(event));
}

/** The text of a pattern, from which the parser has to make the same pattern. */
export function print(pattern: FilterPattern): string {
  return pattern.form === "json"
    ? `{ ${printCondition(pattern.condition)} }`
    : [
        ...pattern.required.map(printTerm),
        ...pattern.excluded.map((term) => `-${printTerm(term)}`),
        ...pattern.alternatives.map((term) => `?${printTerm(term)}`),
      ].join(" ");
}

export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.map(printOperand).join(condition.kind === "and" ? " && " : "||");
    case "equality":
    case "order":
      return `${printSelector(condition.selector)} ${condition.operator} ${printValue(condition.value)}`;
    case "is":
      return `${printSelector(condition.selector)} IS ${String(condition.value).toUpperCase()}`;
    case "not exists":
      return `${printSelector(condition.selector)} NOT EXISTS`;
  }
}

function printOperand(condition: Condition): string {
  const text = printCondition(condition);
  return condition.kind === "and" || condition.kind === "or" ? `(${text})` : text;
}

function printSelector(selector: Selector): string {
  return `$${selector.map(printStep).join("")}`;
}

function printStep(step: Step): string {
  switch (step.kind) {
    case "property":
      return /^[A-Za-z0-9_-]+$/.test(step.name) ? `.${step.name}` : `.['${step.name}']`;
    case "any property":
      return ".*";
    case "element":
      return `[${step.index}]`;
    case "any element":
      return "[*]";
  }
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}

function printValue(value: Text | Num | Regex): string {
  switch (value.kind) {
    case "text":
      return quoted(value.text);
    case "number":
      return value.text;
    case "regex":
      return `%${value.source}%`;
  }
}

const printTerm = (term: Term): string => printValue(term);

/** Few names and values, so that conditions and events meet. */
const name = fc.constantFrom("a", "b", "c");
const word = fc.constantFrom("", "x", "xy", "yx", "X", "1", "2");

/** Events whose fields conditions ask for. */
export const event = fc.dictionary(
  name,
  fc.oneof(
    { depthSize: "small" },
    word,
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom(null, true, false, [], ["x", 1], [{ a: "x" }]),
    fc.dictionary(name, fc.oneof(word, fc.integer({ min: 0, max: 3 }), fc.constant(null))),
  ),
);

const text = fc.oneof(
  word,
  word.map((it) => `*${it}`),
  word.map((it) => `${it}*`),
  fc.string({ maxLength: 8, unit: "grapheme" }),
);
const textValue: fc.Arbitrary<Text> = text.map((it) => ({ kind: "text", text: it }));
const numberValue: fc.Arbitrary<Num> = fc
  .constantFrom("0", "1", "+2", "-3", "1.5", "2e0", "20e-1", "007")
  .map((it) => ({ kind: "number", text: it, value: Number(it) }));
const regexValue: fc.Arbitrary<Regex> = fc
  .constantFrom("x", "^x", "y$", "[xy]+", "x|1", String.raw`\d`, String.raw`\x41\.`)
  .map((source) => ({ kind: "regex", source }));

const property: fc.Arbitrary<Step> = fc
  .oneof(
    { weight: 4, arbitrary: name },
    { weight: 1, arbitrary: fc.constantFrom("a.b", "weird key", "ü", "{}&&", "x-y_z9") },
  )
  .map((it) => ({ kind: "property", name: it }));
const element: fc.Arbitrary<Step> = fc.nat({ max: 2 }).map((index) => ({ kind: "element", index }));
const wildcard: fc.Arbitrary<Step> = fc.constantFrom({ kind: "any property" }, { kind: "any element" });
const plainSelector: fc.Arbitrary<Selector> = fc
  .tuple(property, fc.array(fc.oneof(property, element), { maxLength: 2, size: "max" }))
  .map(([first, rest]) => [first, ...rest]);
const selector: fc.Arbitrary<Selector> = fc.oneof(
  { weight: 3, arbitrary: plainSelector },
  { weight: 1, arbitrary: fc.tuple(plainSelector, wildcard).map(([steps, last]) => [...steps, last]) },
  { weight: 1, arbitrary: fc.constant<Selector>([{ kind: "any property" }]) },
);

const order: fc.Arbitrary<Order> = fc.record({
  kind: fc.constant("order"),
  selector,
  operator: fc.constantFrom("<", "<=", ">", ">="),
  value: numberValue,
});
const is: fc.Arbitrary<Is> = fc.record({
  kind: fc.constant("is"),
  selector,
  value: fc.constantFrom(null, true, false),
});
const notExists: fc.Arbitrary<NotExists> = fc.record({ kind: fc.constant("not exists"), selector });

/** An equality without a regular expression: a pattern may have only two of them. */
const equality: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant("equality"),
  selector,
  operator: fc.constantFrom("=", "!="),
  value: fc.oneof(textValue, numberValue),
});
export const regexEquality: fc.Arbitrary<Condition> = fc.record({
  kind: fc.constant("equality"),
  selector,
  operator: fc.constantFrom("=", "!="),
  value: regexValue,
});

/** Conditions as the parser makes them. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(equality, order, is, notExists),
    fc.record({
      kind: fc.constantFrom("and", "or"),
      conditions: fc.array(tie("condition"), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).condition;

const terms = (minLength: number): fc.Arbitrary<Term[]> =>
  fc.array(fc.oneof(textValue, regexValue), { minLength, maxLength: 3 });

/** Term patterns as the parser makes them. */
export const termPattern: fc.Arbitrary<FilterPattern> = fc.oneof(
  fc.record({
    form: fc.constant("terms"),
    required: terms(0),
    excluded: terms(0),
    alternatives: fc.constant([]),
  }),
  fc.record({
    form: fc.constant("terms"),
    required: fc.constant([]),
    excluded: fc.constant([]),
    alternatives: terms(1),
  }),
);
