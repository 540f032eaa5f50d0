/** A statement of an IAM policy, in the policy language's own spelling. */
export interface AccessStatement {
  /** Letters and digits, unique within the function. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Condition = NonNullable<AccessStatement["Condition"]>;

export function allow(
  sid: string,
  actions: readonly string[],
  resources: string | readonly string[],
  condition?: Condition,
): AccessStatement {
  return statement("Allow", sid, actions, resources, condition);
}

export function deny(
  sid: string,
  actions: readonly string[],
  resources: string | readonly string[],
  condition?: Condition,
): AccessStatement {
  return statement("Deny", sid, actions, resources, condition);
}

function statement(
  effect: AccessStatement["Effect"],
  sid: string,
  actions: readonly string[],
  resources: string | readonly string[],
  condition: Condition | undefined,
): AccessStatement {
  const made: AccessStatement = { Sid: sid, Effect: effect, Action: actions, Resource: resources };
  return condition === undefined ? made : { ...made, Condition: condition };
}

/** Names of actions of one service, as policies write them. */
export function actionsOf(service: string, ...names: readonly string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}
