import { decide } from "./decide";
import type { Applicable, Decision, Request } from "./evaluate";
import type { LockMode, OrganizationPolicy, Policy, Statement } from "./policies";

/** A statement, and where it is. */
export interface Suspect {
  /** `bucket policy DenyTampering of log-archive/trail-bucket` */
  readonly name: string;
  readonly statement: Statement;
  readonly layer: "SCP" | "RCP" | "resource" | "identity";
}

/** Policies without what other layers say to the same effect as a statement, so that it has to protect by itself. */
export function isolated(
  policies: Applicable,
  { layer, statement }: Suspect,
  { principal, resource }: Request,
): Applicable {
  if (statement.Effect === "Allow") {
    const isEnough = layer === "identity" && principal.accountId === resource.accountId;
    return isEnough ? { ...policies, resourcePolicy: undefined } : policies;
  }
  const { resourceControl, resourcePolicy, serviceControl } = policies;
  return {
    ...policies,
    serviceControl: layer === "SCP" ? serviceControl : [],
    resourceControl: layer === "RCP" ? resourceControl : [],
    resourcePolicy:
      layer === "resource" || resourcePolicy === undefined
        ? resourcePolicy
        : rewritten(resourcePolicy, (one) => (one.Effect === "Allow" ? [one] : [])),
  };
}

/** Policies with another statement in place of one, or with none. */
function replaced(policies: Applicable, statement: Statement, left?: Statement): Applicable {
  const { identityPolicy, resourceControl, resourcePolicy, serviceControl } = policies;
  const change = (candidate: Statement) => (candidate !== statement ? [candidate] : left === undefined ? [] : [left]);
  const levels = (attached: Applicable["serviceControl"]): OrganizationPolicy[][] =>
    attached.map((level) => level.map((policy) => rewritten(policy, change)));
  return {
    ...policies,
    serviceControl: levels(serviceControl),
    resourceControl: levels(resourceControl),
    resourcePolicy: resourcePolicy === undefined ? undefined : rewritten(resourcePolicy, change),
    identityPolicy: identityPolicy === undefined ? undefined : rewritten(identityPolicy, change),
  };
}

/** The answer with another statement in place of one, or with none. */
export async function answerWith(
  request: Request,
  { lock, policies }: { readonly policies: Applicable; readonly lock?: LockMode },
  statement: Statement,
  left?: Statement,
): Promise<Decision> {
  return decide(request, replaced(policies, statement, left), lock);
}

/** Whether an answer is another one without a statement. */
export async function changesAnswer(
  request: Request,
  asked: { readonly policies: Applicable; readonly lock?: LockMode },
  statement: Statement,
): Promise<boolean> {
  const before = await decide(request, asked.policies, asked.lock);
  return before.allowed !== (await answerWith(request, asked, statement)).allowed;
}

/** Whether a statement is in one of the policies. */
export function holds(policies: Applicable, statement: Statement): boolean {
  const { identityPolicy, resourceControl, resourcePolicy, serviceControl } = policies;
  const all: readonly Policy[] = [
    ...serviceControl.flat(),
    ...resourceControl.flat(),
    ...(resourcePolicy ? [resourcePolicy] : []),
    ...(identityPolicy ? [identityPolicy] : []),
  ];
  return all.some(({ statements }) => statements.includes(statement));
}

function rewritten<T extends Policy>(policy: T, change: (statement: Statement) => readonly Statement[]): T {
  return { ...policy, statements: policy.statements.flatMap(change) };
}
