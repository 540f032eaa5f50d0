import type { Simulator } from "../../simulator/start";

/** What a principal of the local AWS was asked for, and whether it may. */
interface Asked {
  /** Twelve digits. */
  readonly account: string;
  /** ARN of a role, `arn:aws:iam::222222222222:role/OrganizationAccountAccessRole`, or of whoever has credentials that were not issued. */
  readonly principal: string;
  /** `s3:CreateBucket` */
  readonly action: string;
  readonly allowed: boolean;
}

/** An IAM policy that allows the actions that were needed. */
export interface NeededPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly [
    { readonly Effect: "Allow"; readonly Action: readonly string[]; readonly Resource: "*" },
  ];
}

/** What a deployment needs, by who needs it: `caller` in the management account, and the names of roles. */
export type NeededPermissions = Readonly<Record<string, NeededPolicy>>;

/** Lets a local AWS forget what it was asked for until now. */
export async function forgetNeededPermissions({ endpoint }: Pick<Simulator, "endpoint">): Promise<void> {
  await fetch(`${endpoint}/simulator/permissions`, { method: "DELETE" });
}

/**
 * Asks a local AWS what it was asked for since then, and allowed.
 *
 * @throws Error when it does not answer
 */
export async function readNeededPermissions({ endpoint }: Pick<Simulator, "endpoint">): Promise<NeededPermissions> {
  const response = await fetch(`${endpoint}/simulator/permissions`);
  if (!response.ok) throw new Error(`the local AWS answered ${response.status} when asked for permissions`);
  const { asked } = (await response.json()) as { asked: readonly Asked[] };
  return neededPermissions(asked);
}

/** The policies of those who were asked for something, actions and principals in the order of the alphabet. */
export function neededPermissions(asked: readonly Asked[]): NeededPermissions {
  const actions = new Map<string, Set<string>>();
  for (const { action, allowed, principal } of asked) {
    if (!allowed) continue;
    const name = /:role\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1] ?? "caller";
    actions.set(name, (actions.get(name) ?? new Set()).add(action));
  }
  const sorted = [...actions].sort(([one], [other]) => one.localeCompare(other));
  return Object.fromEntries(sorted.map(([name, needed]) => [name, policyOf([...needed].sort())]));
}

function policyOf(Action: readonly string[]): NeededPolicy {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] };
}
