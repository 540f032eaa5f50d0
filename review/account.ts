import type { PlanJson } from "./plan-json";

/** The account that a stack is applied in, as far as its plan says. */
export interface StackAccount {
  /** Its slug, where the stack is of a landing zone. */
  readonly name?: string;
  /** Twelve digits. */
  readonly id?: string;
}

interface Expression {
  readonly constant_value?: unknown;
  readonly references?: readonly string[];
}

/** Ends what other stacks call the id of an account by: the names of outputs are API. */
const ACCOUNT_OUTPUT = /aws_organizations_accountaccount-(.+)id$/;

/**
 * The account of a plan's default provider: its `allowed_account_ids`, or the account of the role that it assumes. A provider that
 * says neither is of whoever runs Terraform.
 */
export function accountOf({ configuration }: PlanJson): StackAccount {
  const { aws } = configuration?.provider_config ?? {};
  const asked = [aws?.expressions?.allowed_account_ids, aws?.expressions?.assume_role];
  let [name, id]: [string | undefined, string | undefined] = [undefined, undefined];
  for (const expression of expressionsIn(asked)) {
    const text = JSON.stringify(expression.constant_value ?? "");
    id ??= /^\["(\d{12})"\]$/.exec(text)?.[1] ?? /:iam::(\d{12}):role\//.exec(text)?.[1];
    name ??= (expression.references ?? []).flatMap((reference) => ACCOUNT_OUTPUT.exec(reference)?.[1] ?? [])[0];
  }
  return { ...(name === undefined ? {} : { name }), ...(id === undefined ? {} : { id }) };
}

function expressionsIn(value: unknown): Expression[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return "constant_value" in value || "references" in value
    ? [value as Expression]
    : Object.values(value).flatMap(expressionsIn);
}

/** Stacks of which each account has its own. */
const OF_ACCOUNT = /^(?:baseline|access)-(.+)$/;

/** What an account is called in a report: its slug or id, or else what its stack is called. */
export function accountName(stack: string, { id, name }: StackAccount): string {
  return name ?? id ?? OF_ACCOUNT.exec(stack)?.[1] ?? stack;
}
