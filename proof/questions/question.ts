import type { GuardrailKey } from "../../config/guardrails";
import type { LandingZone } from "../../config/landing-zone";
import type { Account } from "../../config/accounts/settings";
import { askedAccounts } from "../accounts";
import { byResourceControl } from "../layers";
import type { Claim, Claims, Rule } from "../layers";
import type { Policies, Resource } from "../policies";
import { LOG_VALIDATOR } from "../principal";
import type { Principal, RequestContext } from "../principal";

/** What somebody could try to do, and who is expected to be able to. */
export interface Question {
  /** What it is about: a section of the table. */
  readonly area: string;
  /** `delete a version for good` */
  readonly label: string;
  readonly action: string;
  /** What it is done to. Something in the principal's own account where a function is given. */
  readonly resource: Target | ((principal: Principal) => Target | undefined);
  /** Keys of the request's context that depend on the request, not on who makes it. */
  readonly context?: RequestContext;
  /** Whether the resource policy also allows it to everyone, as a mistake in a later change might. */
  readonly opened?: boolean;
  /** Whether Object Lock has a say when policies allow it. */
  readonly lockedObject?: boolean;
  /**
   * Principals that it is asked of besides those that everything is asked of.
   * @default - none
   */
  readonly alsoOf?: readonly Principal[];
  /** Whether a principal is expected to be allowed. */
  readonly allowed: Rule;
  /** Which layers keep whom from it, each by itself. */
  readonly layers: Claims;
  /** The guardrail that everything depends on; an organization that departs from it has the answer open. */
  readonly guardrail?: GuardrailKey;
}

export interface Target {
  readonly arn: string;
  readonly accountId: string;
  /** The resource whose policy applies. */
  readonly resource?: Resource;
}

/** What questions are asked about. */
export interface Subject {
  readonly landingZone: LandingZone;
  readonly policies: Policies;
  /** @throws Error when no stack has such a resource */
  readonly resource: (address: string) => Resource;
}

/** Principals by their keys. */
export function only(...keys: string[]): Question["allowed"] {
  return ({ key }) => keys.includes(key);
}

/** Who is of no account of the organization. */
export const outsiders: Rule = ({ key }) => key === "anonymous" || key.startsWith("external");

/** Services that act for an account of another organization. */
export const deputies: Rule = ({ key }) => key.endsWith("-outside");

/** The resource control policy that keeps outsiders and their deputies out, whatever the policy of the resource says. */
export function outsidersOf(guardrail: GuardrailKey, prefix: string): readonly [Claim, ...Claim[]] {
  return [
    byResourceControl(guardrail, `${prefix}Outsiders`, outsiders),
    byResourceControl(guardrail, `${prefix}ConfusedDeputy`, deputies),
  ];
}

/**
 * Whom service control policies bind: principals of member accounts.
 *
 * @param exempt beginnings of the keys of those that an exception is made for: `break-glass`
 */
export function bound(landingZone: LandingZone, ...exempt: readonly string[]): Rule {
  const accounts = new Set(
    askedAccounts(landingZone)
      .filter(({ slug }) => slug !== landingZone.management.slug)
      .map(({ id }) => id),
  );
  return ({ accountId, key }) =>
    accountId !== undefined && accounts.has(accountId) && !exempt.some((role) => key.startsWith(`${role}-`));
}

/** Roles by the beginnings of their keys, of every account: `break-glass`. */
export function roles(...beginnings: readonly string[]): Rule {
  return ({ key }) => beginnings.some((role) => key.startsWith(`${role}-`));
}

/** Everyone and everything that belongs to the organization. */
const members: Question["allowed"] = ({ key }) =>
  key !== "anonymous" && !key.startsWith("external") && !key.endsWith("-outside");

/**
 * Everyone of the organization, if a resource were opened to everyone. Roles that may do little need their own policy's
 * leave, too, unless it is a resource of their account.
 *
 * @param others keys of roles that have no such leave, besides those that are made for one purpose
 */
export function onceOpened({ accountId }: Pick<Resource, "accountId">, ...others: string[]): Question["allowed"] {
  return (principal) => {
    const lacksLeave = hasOnePurpose(principal) || others.includes(principal.key);
    return members(principal) && (!lacksLeave || principal.accountId === accountId);
  };
}

/** Roles that forward events, deliver findings or copy log files, each with a policy for its one purpose. */
function hasOnePurpose({ key }: Principal): boolean {
  return key.startsWith("forwarder-") || key === "replication" || FINDING_ROLES.includes(key);
}

/** Keys of the roles on the way of findings, of Amazon Inspector and of the log validator. */
const FINDING_ROLES: readonly string[] = [
  "cis-collector",
  "finding-delivery",
  "finding-forwarder",
  "finding-stream",
  LOG_VALIDATOR,
];

/** The roles that forward events, of these accounts. */
export function forwarders(accounts: readonly Account[]): Question["allowed"] {
  return only(...accounts.map(({ slug }) => `forwarder-${slug}`));
}

export const nobody: Question["allowed"] = () => false;

/** Everyone with administrator rights in one of these accounts. */
export function inside(...accountSlugs: string[]): Question["allowed"] {
  const people = accountSlugs.flatMap((key) => [
    `root-${key}`,
    `admin-${key}`,
    `deployment-${key}`,
    `break-glass-${key}`,
  ]);
  return only(...people);
}

export function anyOf(...rules: Question["allowed"][]): Question["allowed"] {
  return (principal) => rules.some((rule) => rule(principal));
}

/** A whole resource, or something in it. */
export function target(resource: Resource, path = ""): Target {
  return { arn: `${resource.arn}${path}`, accountId: resource.accountId, resource };
}
