import { GUARDRAILS } from "../config/guardrails";
import type { Guardrail } from "../config/guardrails/catalog";
import { FORMATS } from "../aws/formats";
import { withoutNames } from "./without-names";

/** What there is to be guarded. */
export interface Guarded {
  /** Name of the role that may do all of it in an emergency. */
  readonly breakGlassRole: string;
  /** Name of the role that deploys, and so may change what is not for emergencies only. */
  readonly deploymentRole: string;
  /**
   * `aws`, `aws-cn` or `aws-us-gov`.
   * @default "aws"
   */
  readonly partition?: string;
  /**
   * `o-...`, which resource control policies speak of.
   * @default - only statements of service control policies can be had
   */
  readonly organizationId?: string;
  /**
   * Name of the trail.
   * @default - there is none
   */
  readonly trailName?: string;
  /**
   * Names of the log buckets.
   * @default - there are none
   */
  readonly logBuckets?: readonly string[];
  /**
   * Aliases of the keys, each with its `alias/` prefix.
   * @default - there are none
   */
  readonly keyAliases?: readonly string[];
  /**
   * What the names of alarms, dashboards, event buses, rules, topics and queues begin with, before a hyphen.
   * @default - they are not guarded
   */
  readonly namePrefix?: string;
}

/** Statement of a service or resource control policy. */
export interface OrganizationStatement {
  /** Letters and digits, unique in the policy. */
  readonly Sid: string;
  /** Guardrails only deny. */
  readonly Effect: "Deny";
  /**
   * Everyone.
   * @default - none: the statement is one of a service control policy
   */
  readonly Principal?: "*";
  /**
   * Actions such as `cloudtrail:StopLogging`.
   * @default - none: there is a `NotAction`
   */
  readonly Action?: string | readonly string[];
  /**
   * Every action but these.
   * @default - none: there is an `Action`
   */
  readonly NotAction?: readonly string[];
  /** ARNs of what it is about; `*` for all. */
  readonly Resource: string | readonly string[];
  /**
   * Values of condition keys, by operator and key; all have to be met.
   * @default - none: it always holds
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Guardrails that everyone has something of. */
const ALWAYS = ["organization", "configRecorders", "flowLogs"] as const;

/**
 * Statements of a service control policy for what one has: accounts stay in the organization, AWS Config records, flow logs stay;
 * and the trail, the log buckets, the keys and what is named with a prefix.
 *
 * @throws Error when a name is none
 */
export function guardrailStatements(guarded: Guarded): OrganizationStatement[] {
  return statementsOf(guarded, ({ serviceControl }) => serviceControl);
}

/**
 * The same of a resource control policy, which binds everyone on the resources of member accounts.
 *
 * @throws Error when a name is none, or there is no `organizationId`
 */
export function resourceGuardrailStatements(
  guarded: Guarded & { readonly organizationId: string },
): OrganizationStatement[] {
  return statementsOf(guarded, ({ resourceControl }) => resourceControl);
}

function statementsOf(
  guarded: Guarded,
  control: (guardrail: Guardrail) => Guardrail["serviceControl"] | undefined,
): OrganizationStatement[] {
  checkNames(guarded);
  const {
    breakGlassRole,
    deploymentRole,
    keyAliases,
    logBuckets,
    namePrefix,
    organizationId,
    partition = "aws",
    trailName,
  } = guarded;
  const chosen = [
    ...ALWAYS,
    ...(trailName === undefined ? [] : (["trail"] as const)),
    ...(logBuckets === undefined ? [] : (["logBuckets"] as const)),
    ...(keyAliases === undefined ? [] : (["keys"] as const)),
    ...(namePrefix === undefined ? [] : (["alarms", "eventRules", "topics", "queues"] as const)),
  ];
  const known = {
    breakGlassRole,
    deploymentRole,
    mfaDelete: false,
    stackSetRoles: undefined,
    controlTowerRole: undefined,
    formerLogBuckets: undefined,
    access: undefined,
    states: undefined,
    name: namePrefix,
    names: { trail: trailName },
    buckets: logBuckets,
    keyAliases,
    organizationId,
  };
  return chosen.flatMap((key) => {
    const make = control(GUARDRAILS[key]);
    if (make === undefined) return [];
    const statements = withoutNames(partition, (nothing: object) =>
      make(Object.assign(Object.create(nothing) as object, known) as never),
    );
    // What somebody asks to be guarded is not left out in silence.
    if (statements === undefined) throw new Error(`guardrails: ${key} needs a name that nobody but a landing zone has`);
    return statements;
  });
}

function checkNames(guarded: Guarded): void {
  const each = {
    breakGlassRole: FORMATS.roleName,
    deploymentRole: FORMATS.roleName,
    organizationId: FORMATS.organizationId,
    trailName: FORMATS.trailName,
  };
  const lists = { logBuckets: FORMATS.bucketName, keyAliases: FORMATS.keyAlias };
  for (const [key, { form, pattern }] of Object.entries(each)) {
    const value = guarded[key as keyof typeof each];
    if (value !== undefined && !pattern.test(value)) {
      throw new Error(`guardrails: ${key}: got "${value}"; allowed: ${form}`);
    }
  }
  for (const [key, { form, pattern }] of Object.entries(lists)) {
    const values = guarded[key as keyof typeof lists];
    const wrong = values?.find((value) => !pattern.test(value));
    if (values?.length === 0 || wrong !== undefined) {
      throw new Error(`guardrails: ${key}: got ${JSON.stringify(wrong ?? values)}; allowed: ${form}; at least one`);
    }
  }
}
