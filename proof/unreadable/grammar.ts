import { isMapping } from "../../config/source/mapping";
import { templatesIn } from "./templates";

/** What is wrong with a policy, and in which statement, by its Sid or its number. */
export interface GrammarProblem {
  readonly statement?: string;
  readonly message: string;
}

/** What a policy is attached to decides which elements it has. */
export type PolicyKind = "identity" | "resource" | "resource control" | "service control" | "trust";

type Mapping = Readonly<Record<string, unknown>>;

const TOP_LEVEL = ["Id", "Statement", "Version"];
const VERSIONS = ["2008-10-17", "2012-10-17"];
const PRINCIPALS = ["AWS", "CanonicalUser", "Federated", "Service"];
const PAIRS = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
  ["Principal", "NotPrincipal"],
] as const;
const ELEMENTS = ["Condition", "Effect", "Sid", ...PAIRS.flat()];
/** Which pairs a statement has to have, and which it cannot have. */
const DEMANDS: Readonly<Record<PolicyKind, readonly (readonly [index: number, has: boolean])[]>> = {
  identity: [
    [0, true],
    [1, true],
    [2, false],
  ],
  "service control": [
    [0, true],
    [1, true],
    [2, false],
  ],
  "resource control": [
    [0, true],
    [1, true],
    [2, true],
  ],
  resource: [
    [0, true],
    [1, true],
    [2, true],
  ],
  trust: [
    [0, true],
    [1, false],
    [2, true],
  ],
};
const ACTION = /^(?:\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/;
const KEY = /^[A-Za-z0-9.-]+:[^\s]+$/;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: ReadonlySet<string> = new Set([
  ...["String", "StringNot"].flatMap((name) => [`${name}Equals`, `${name}EqualsIgnoreCase`, `${name}Like`]),
  ...["Arn", "ArnNot"].flatMap((name) => [`${name}Equals`, `${name}Like`]),
  ...["Numeric", "Date"].flatMap((name) =>
    ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map((is) => name + is),
  ),
  "BinaryEquals",
  "Bool",
  "IpAddress",
  "NotIpAddress",
]);

/**
 * What keeps a policy from being read as AWS reads it: AWS refuses it, or Terraform puts something where only text says what is meant.
 *
 * @param policy as of JSON
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function grammarProblems(policy: unknown, kind: PolicyKind): GrammarProblem[] {
  if (!isMapping(policy)) {
    return [{ message: `is ${nameOf(policy)}, and is to be an object` }];
  }
  const statements = [policy.Statement].flat();
  const whole = [
    ...strange(Object.keys(policy), TOP_LEVEL).map((key) => `has an element ${key}, which no policy has`),
    ...(VERSIONS.includes(String(policy.Version)) ? [] : [`Version is ${nameOf(policy.Version)}: ${either(VERSIONS)}`]),
    ...(policy.Statement === undefined || statements.length === 0 ? ["has no Statement"] : []),
  ];
  const sids = statements.flatMap((one) => (isMapping(one) && typeof one.Sid === "string" ? [one.Sid] : []));
  return [
    ...whole.map((message) => ({ message })),
    ...[...new Set(sids.filter((sid, index) => sid !== "" && sids.indexOf(sid) !== index))].map((statement) => ({
      statement,
      message: "has a Sid that another statement has",
    })),
    ...(policy.Statement === undefined ? [] : statements).flatMap((statement, index) => {
      const sid = isMapping(statement) && typeof statement.Sid === "string" ? statement.Sid : "";
      return ofStatement(statement, kind).map((message) => ({ statement: sid || `number ${index + 1}`, message }));
    }),
  ];
}

function ofStatement(statement: unknown, kind: PolicyKind): string[] {
  if (!isMapping(statement)) {
    return [`is ${nameOf(statement)}, and is to be an object`];
  }
  const { Condition, Effect, Sid } = statement;
  return [
    ...strange(Object.keys(statement), ELEMENTS).map((key) => `has an element ${key}, which no statement has`),
    ...(Sid === undefined || typeof Sid === "string" ? [] : [`Sid is ${nameOf(Sid)}, and is to be a text`]),
    ...(Effect === "Allow" || Effect === "Deny" ? [] : [`Effect is ${nameOf(Effect)}: ${either(["Allow", "Deny"])}`]),
    ...(kind === "resource control" ? ofResourceControl(statement) : []),
    ...DEMANDS[kind].flatMap(([index, has]) => ofPair(statement, PAIRS[index] ?? PAIRS[0], has)),
    ...["Action", "NotAction"].flatMap((element) =>
      ofTexts(statement, element, (text) => ACTION.test(text), "service:Action"),
    ),
    ...["Resource", "NotResource"].flatMap((element) => ofTexts(statement, element, (text) => text !== "", "an ARN")),
    ...["Principal", "NotPrincipal"].flatMap((element) => ofPrincipal(statement, element)),
    ...(Condition === undefined ? [] : ofCondition(Condition)),
  ];
}

/** @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
function ofResourceControl({ Effect, NotAction, NotPrincipal, Principal }: Mapping): string[] {
  return [
    ...(Effect === "Allow" ? ["Effect is Allow, and is to be Deny in a resource control policy"] : []),
    ...(NotAction === undefined ? [] : ["has NotAction, which a resource control policy cannot have"]),
    ...(NotPrincipal !== undefined || (Principal !== undefined && Principal !== "*")
      ? ['Principal is to be "*" in a resource control policy']
      : []),
  ];
}

function ofPair(statement: Mapping, pair: readonly [string, string], has: boolean): string[] {
  const there = pair.filter((element) => statement[element] !== undefined);
  if (has) {
    return there.length === 1 ? [] : [`has ${there.length === 0 ? "neither" : "both"} ${pair[0]} and ${pair[1]}`];
  }
  return there.map((element) => `has ${element}, which a policy of this kind cannot have`);
}

function ofTexts(
  holder: Mapping,
  element: string,
  isRight: (text: string) => boolean,
  allowed: string,
  name = element,
): string[] {
  const value = holder[element];
  if (value === undefined) {
    return [];
  }
  const texts = Array.isArray(value) ? (value as unknown[]) : [value];
  if (texts.length === 0) {
    return [`${name} is an empty list`];
  }
  return texts
    .filter((text) => typeof text !== "string" || !isRight(text))
    .slice(0, 1)
    .map((text) => `${name} is ${nameOf(text)}, and is to be ${allowed}`);
}

function ofPrincipal(statement: Mapping, element: string): string[] {
  const value = statement[element];
  if (value === undefined || value === "*") {
    return [];
  }
  if (!isMapping(value) || Object.keys(value).length === 0) {
    return [`${element} is ${nameOf(value)}, and is to be "*" or an object`];
  }
  return [
    ...strange(Object.keys(value), PRINCIPALS).map(
      (type) => `${element} is of the type ${type}: ${either(PRINCIPALS)}`,
    ),
    ...Object.keys(value).flatMap((type) =>
      ofTexts(value, type, (text) => text !== "", "a text", `${element} ${type}`),
    ),
  ];
}

function ofCondition(condition: unknown): string[] {
  if (!isMapping(condition)) {
    return [`Condition is ${nameOf(condition)}, and is to be an object`];
  }
  return Object.entries(condition).flatMap(([operator, keys]) => {
    const name = operator.replace(/^For(?:AnyValue|AllValues):/, "");
    if (name !== "Null" && !OPERATORS.has(name.replace(/IfExists$/, ""))) {
      return [`Condition has an operator ${nameOf(operator)}, which AWS does not know`];
    }
    if (!isMapping(keys) || Object.keys(keys).length === 0) {
      return [`Condition ${operator} is ${nameOf(keys)}, and is to be an object of keys`];
    }
    return Object.entries(keys).flatMap(([key, value]) => [
      ...(KEY.test(key) && templatesIn(key).length === 0
        ? []
        : [`Condition ${operator} has a key ${nameOf(key)}, and is to have service:key`]),
      ...ofValues(`Condition ${operator} ${key}`, value),
    ]);
  });
}

function ofValues(name: string, value: unknown): string[] {
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  if (values.length === 0) {
    return [`${name} is an empty list`];
  }
  return values
    .filter((one) => !["boolean", "number", "string"].includes(typeof one))
    .slice(0, 1)
    .map((one) => `${name} is ${nameOf(one)}, and is to be a text, a number, true or false`);
}

function strange(keys: readonly string[], known: readonly string[]): string[] {
  return keys.filter((key) => !known.includes(key)).map((key) => shortened(JSON.stringify(key)));
}

function either(values: readonly string[]): string {
  return `is to be one of ${values.join(", ")}`;
}

/** A value as a message names it. */
function nameOf(value: unknown): string {
  return value === undefined ? "missing" : shortened(JSON.stringify(value));
}

const MOST_SHOWN = 80;

function shortened(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
