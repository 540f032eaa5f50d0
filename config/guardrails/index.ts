import { slugOf } from "../keys";
import { GUARDRAILS } from "./catalog";
import type { Guardrail, GuardrailKey } from "./catalog";
import { POLICY_LIMITS } from "../../aws/policy-limits";
import type { PolicyType } from "../../aws/policy-limits";
import { pack, policyText } from "./pack";
import type { GuardrailInput, GuardrailStatement } from "./statement";

export { GUARDRAILS } from "./catalog";
export type { GuardrailKey } from "./catalog";
export { POLICY_LIMITS } from "../../aws/policy-limits";
export type { PolicyType } from "../../aws/policy-limits";
export type { GuardrailInput } from "./statement";

/** Placeholder in policies for the id of an organization that AWS has yet to make; as long as an id can be. */
export const ORGANIZATION_ID_TO_COME = "o-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

/** Placeholder in policies for the id of a log-archive account that AWS has yet to make; as long as an id, and like no name. */
export const LOG_ARCHIVE_ID_TO_COME = "<LogArchive>";

/**
 * Names of the roles that CloudFormation StackSets makes in member accounts and acts with. They are no service-linked roles,
 * so that guardrails bind them.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFormationStackSetsOrgAdminServiceRolePolicy.html
 */
export const STACK_SET_ROLES = "stacksets-exec-*";

/** A policy of the organization that carries out guardrails. */
export interface GuardrailPolicy {
  /** Identifier in construct ids: `scp-root-1`, `scp-unit-security_workloads-1`. */
  readonly key: string;
  readonly name: string;
  readonly type: PolicyType;
  /** Paths of the organizational units it is attached to; none: the root. */
  readonly organizationalUnits: readonly string[];
  /** Sids of its statements. */
  readonly statements: readonly string[];
  /** The document; `ORGANIZATION_ID_TO_COME` and `LOG_ARCHIVE_ID_TO_COME` in it are to be replaced by what AWS gives. */
  readonly content: string;
}

/** Where a guardrail is attached instead of the root, or that it is not. */
export interface GuardrailException {
  readonly disabled: boolean;
  readonly organizationalUnits?: readonly string[];
}

export type GuardrailExceptions = Readonly<Partial<Record<GuardrailKey, GuardrailException>>>;

export interface Guardrails {
  readonly policies: readonly GuardrailPolicy[];
  /** Statements that are longer than a policy of their type may be. */
  readonly tooLong: readonly { readonly sid: string; readonly type: PolicyType }[];
}

const TYPES: readonly { type: PolicyType; prefix: string; words: string }[] = [
  { type: "SERVICE_CONTROL_POLICY", prefix: "scp", words: "service-control" },
  { type: "RESOURCE_CONTROL_POLICY", prefix: "rcp", words: "resource-control" },
];

/** What earlier configurations fixed. */
export interface Recorded {
  /** Slugs of organizational units, by their paths. */
  readonly unitSlugs?: ReadonlyMap<string, string>;
  /** Policies by their identifiers in construct ids. */
  readonly policies?: RecordedPolicies;
}

/** Names, and Sids with blanks between them. */
export type RecordedPolicies = Readonly<
  Partial<Record<string, { readonly name: string; readonly statements: string }>>
>;

/**
 * The guardrails as policies, as few as they fit into for every set of targets, and no fewer than there were: a policy that
 * is not needed any more would be detached before the others have what was in it.
 */
export function guardrailsOf(
  input: GuardrailInput,
  exceptions: GuardrailExceptions,
  { policies: recorded = {}, unitSlugs }: Recorded = {},
): Guardrails {
  const policies: GuardrailPolicy[] = [];
  const tooLong: Guardrails["tooLong"][number][] = [];
  const names = new Set(Object.values(recorded).flatMap((policy) => (policy === undefined ? [] : [policy.name])));
  for (const { prefix, type, words } of TYPES) {
    for (const [targets, statements] of byTargets(input, exceptions, type)) {
      const organizationalUnits = JSON.parse(targets) as string[];
      const place = placeOf(organizationalUnits.map((path) => unitSlugs?.get(path) ?? slugOf(path)));
      const before = recordedOf(recorded, `${prefix}-${place}-`);
      const packed = pack(statements, POLICY_LIMITS[type].longest, before);
      tooLong.push(...packed.tooLong.map(({ Sid }) => ({ sid: Sid, type })));
      for (const [index, document] of packed.documents.entries()) {
        const key = `${prefix}-${place}-${index + 1}`;
        policies.push({
          key,
          name: recorded[key]?.name ?? unusedName(`${input.name}-${words}`, names),
          type,
          organizationalUnits,
          statements: document.map(({ Sid }) => Sid),
          content: policyText(document),
        });
      }
    }
  }
  return { policies, tooLong };
}

function placeOf(slugs: readonly string[]): string {
  return slugs.length === 0 ? "root" : `unit-${slugs.join("_")}`;
}

/** Sids of the policies of a place, by their numbers. */
function recordedOf(policies: RecordedPolicies, beginning: string): string[][] {
  const found: string[][] = [];
  for (let number = 1; policies[`${beginning}${number}`] !== undefined; number += 1) {
    found.push(policies[`${beginning}${number}`]?.statements.split(" ") ?? []);
  }
  return found;
}

/** The name with the first number that none has; AWS takes no two policies of one name. */
function unusedName(beginning: string, names: Set<string>): string {
  let number = 1;
  while (names.has(`${beginning}-${number}`)) {
    number += 1;
  }
  names.add(`${beginning}-${number}`);
  return `${beginning}-${number}`;
}

/** Statements by the organizational units they are attached to, as JSON text. */
function byTargets(
  input: GuardrailInput,
  exceptions: GuardrailExceptions,
  type: PolicyType,
): Map<string, GuardrailStatement[]> {
  const groups = new Map<string, GuardrailStatement[]>();
  for (const [key, guardrail] of Object.entries(GUARDRAILS) as [GuardrailKey, Guardrail][]) {
    const { disabled = false, organizationalUnits = [] } = exceptions[key] ?? {};
    const make = type === "SERVICE_CONTROL_POLICY" ? guardrail.serviceControl : guardrail.resourceControl;
    if (disabled || make === undefined) {
      continue;
    }
    const targets = JSON.stringify([...new Set(organizationalUnits)].sort());
    groups.set(targets, [...(groups.get(targets) ?? []), ...make(input)]);
  }
  return groups;
}
