import { isTooDeep } from "../depth";
import { Recent } from "../recent";

/** A statement of a policy of IAM's language, with lists wherever one entry may stand for a list. */
export interface Statement {
  /** Empty where it has none. */
  readonly sid: string;
  /** `Allow`, `Deny`, or whatever is written there. */
  readonly effect: string;
  /** What it is about, part by part; a condition is an entry for each value: `StringEquals aws:PrincipalOrgID: o-1`. */
  readonly parts: Readonly<Record<Part, readonly string[]>>;
  /** As it is written. */
  readonly written: unknown;
  /** Whether everyone may be among its principals. */
  readonly mayBeForAll: boolean;
}

/** The parts of a statement. Those that begin with "not" name what it is not about. */
export const PARTS = [
  "principals",
  "notPrincipals",
  "actions",
  "notActions",
  "resources",
  "notResources",
  "conditions",
] as const;

export type Part = (typeof PARTS)[number];

/**
 * The statements of a policy from its text; nothing of a text that is no policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function statementsOf(text: unknown): Statement[] | undefined {
  if (typeof text !== "string" || !text.includes('"Statement"')) {
    return undefined;
  }
  return RECENT.get(text, () => parsed(text));
}

/** Each policy of a change is asked for by several rules, and by whoever shows it. */
const RECENT = new Recent<string, Statement[] | undefined>(32);

function parsed(text: string): Statement[] | undefined {
  try {
    const policy = JSON.parse(text) as unknown;
    return isTooDeep(policy) ? undefined : statementsIn(policy);
  } catch {
    return undefined;
  }
}

/** The statements of a policy that is parsed already. */
export function statementsIn(policy: unknown): Statement[] | undefined {
  const found = isObject(policy) ? policy.Statement : undefined;
  const list = Array.isArray(found) ? (found as unknown[]) : [found];
  return list.every(isObject) ? list.map(statementOf) : undefined;
}

function statementOf(statement: Readonly<Record<string, unknown>>): Statement {
  return new WrittenStatement(statement);
}

/** Most statements are as they were and are never looked into: what they say is put together when somebody asks. */
class WrittenStatement implements Statement {
  readonly sid: string;
  readonly effect: string;
  private found: Statement["parts"] | undefined;

  constructor(readonly written: Readonly<Record<string, unknown>>) {
    const { Effect, Sid } = written;
    this.sid = typeof Sid === "string" ? Sid : "";
    this.effect = typeof Effect === "string" ? Effect : "";
  }

  get mayBeForAll(): boolean {
    const { NotPrincipal, Principal } = this.written;
    return NotPrincipal !== undefined || (Principal !== undefined && JSON.stringify(Principal).includes('"*"'));
  }

  get parts(): Statement["parts"] {
    const { Action, Condition, NotAction, NotPrincipal, NotResource, Principal, Resource } = this.written;
    return (this.found ??= {
      principals: principalsOf(Principal),
      notPrincipals: principalsOf(NotPrincipal),
      actions: textsOf(Action),
      notActions: textsOf(NotAction),
      resources: textsOf(Resource),
      notResources: textsOf(NotResource),
      conditions: conditionsOf(Condition),
    });
  }
}

/** `AWS: arn:aws:iam::111111111111:root`; everyone is `*`, however it is written. */
function principalsOf(principal: unknown): string[] {
  if (!isObject(principal)) {
    return textsOf(principal);
  }
  return unique(
    Object.entries(principal).flatMap(([type, names]) =>
      textsOf(names).map((name) => (type === "AWS" && name === "*" ? "*" : `${type}: ${name}`)),
    ),
  );
}

function conditionsOf(condition: unknown): string[] {
  return isObject(condition)
    ? unique(
        Object.entries(condition).flatMap(([operator, keys]) =>
          isObject(keys)
            ? Object.entries(keys).flatMap(([key, values]) =>
                textsOf(values).map((value) => `${operator} ${key}: ${value}`),
              )
            : [`${operator}: ${JSON.stringify(keys)}`],
        ),
      )
    : [];
}

function textsOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return unique(
    list
      .filter((entry) => entry !== undefined && entry !== null)
      .map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry))),
  );
}

function unique(texts: readonly string[]): string[] {
  if (texts.length < 2) {
    return [...texts];
  }
  return [...new Set(texts)].sort();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
