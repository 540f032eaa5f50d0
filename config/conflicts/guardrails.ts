import type { Finding } from "../source/document";
import type { Facts, GuardrailFacts } from "../readable";
import { GUARDRAILS, guardrailsOf, ORGANIZATION_ID_TO_COME, POLICY_LIMITS, STACK_SET_ROLES } from "../guardrails";
import type { GuardrailExceptions, GuardrailPolicy, PolicyType } from "../guardrails";
import { namesOf } from "../names";
import { REGIONS } from "../../aws/regions";
import { DEFAULTS } from "../fields/defaults";
import { didYouMean, listed } from "../source/suggest";

/** An exception that makes no difference, or contradicts itself, was meant otherwise. */
export function emptyExceptions({ guardrails }: Facts): Finding[] {
  return known(guardrails).flatMap(({ disabled, organizationalUnits, path }) => {
    const isAttached = organizationalUnits !== undefined;
    if (disabled !== isAttached) {
      return [];
    }
    return [
      {
        path,
        message: disabled
          ? "the guardrail is both disabled and attached to organizational units"
          : "the exception changes nothing",
        allowed: "disabled: true, or organizationalUnits",
        fix: disabled ? "leave out one of the two" : "say what is different, or remove it",
      },
    ];
  });
}

export function unknownGuardrailUnits({ guardrails, units }: Facts): Finding[] {
  const paths = units.map(({ unitPath }) => unitPath);
  return known(guardrails).flatMap(({ organizationalUnits = [] }) =>
    organizationalUnits
      .filter(({ value }) => !paths.includes(value))
      .map(({ path, value }) => ({
        path,
        message: "there is no such organizational unit",
        got: `"${value}"`,
        allowed: paths.length === 0 ? "none: organization.organizationalUnits is empty" : listed(paths, value),
        fix: didYouMean(value, paths) ?? "add it to organization.organizationalUnits",
      })),
  );
}

/** What policies of a type are called, one and several, and how many of them AWS allows. */
const WORDS: Readonly<Record<PolicyType, { one: string; several: string; allowed: string }>> = {
  SERVICE_CONTROL_POLICY: {
    one: "a service control policy",
    several: "service control policies",
    allowed: "ten that AWS allows",
  },
  RESOURCE_CONTROL_POLICY: {
    one: "a resource control policy",
    several: "resource control policies",
    allowed: "four that AWS allows beside RCPFullAWSAccess",
  },
};

export function tooManyGuardrails(facts: Facts): Finding[] {
  const { homeRegion, name, policiesPerTarget = DEFAULTS.policiesPerTarget } = facts;
  const region = REGIONS.get(homeRegion?.value ?? "");
  // What is no number of policies is for the schema to tell.
  if (name === undefined || region === undefined || policiesPerTarget < 1 || !Number.isInteger(policiesPerTarget)) {
    return [];
  }
  const { policies, tooLong } = guardrailsOf(
    {
      name: name.value,
      partition: region.partition,
      names: namesOf({ name: name.value, homeRegion: region.name, replicaRegion: facts.replicaRegion?.value }),
      breakGlassRole: facts.breakGlassRole?.value ?? DEFAULTS.breakGlassRole(name.value),
      deploymentRole: facts.deploymentRole?.value ?? DEFAULTS.deploymentRole,
      stackSetRoles: facts.baseline.deployment?.value === "stacksets" ? STACK_SET_ROLES : undefined,
      organizationId: facts.organizationId?.value ?? ORGANIZATION_ID_TO_COME,
      mfaDelete: facts.archive.mfaDelete?.value === "required",
    },
    exceptionsOf(facts),
  );
  const path = ["guardrails"];
  const long = tooLong.map(({ sid, type }) => ({
    path,
    message: `the statement ${sid} is longer than the ${POLICY_LIMITS[type].longest.toLocaleString("en")} characters of ${WORDS[type].one}`,
    fix: "choose shorter names, or disable the guardrail",
  }));
  return [...long, ...overfull(policies, policiesPerTarget, path)];
}

function overfull(policies: readonly GuardrailPolicy[], policiesPerTarget: number, path: Finding["path"]): Finding[] {
  const targets = new Map<string, { type: PolicyType; unit: string; attached: GuardrailPolicy[] }>();
  for (const policy of policies) {
    for (const unit of policy.organizationalUnits.length === 0 ? ["the root"] : policy.organizationalUnits) {
      const key = `${policy.type} ${unit}`;
      const { attached = [] } = targets.get(key) ?? {};
      targets.set(key, { type: policy.type, unit, attached: [...attached, policy] });
    }
  }
  return [...targets.values()].flatMap(({ attached, type, unit }) => {
    const { perTarget } = POLICY_LIMITS[type];
    const most = Math.min(policiesPerTarget, perTarget);
    if (attached.length <= most) {
      return [];
    }
    const { allowed, several } = WORDS[type];
    const instead = "disable guardrails, or attach them to organizational units";
    const left = attached.slice(most).flatMap(({ statements }) => statements);
    return [
      {
        path,
        message: `the guardrails need ${attached.length} ${several} on ${unit}; these statements do not fit: ${left.join(", ")}`,
        allowed: most < perTarget ? `${most} by policiesPerTarget, of ${allowed}` : allowed,
        fix: most < perTarget ? `raise policiesPerTarget, ${instead}` : instead,
      },
    ];
  });
}

/** With it every deployment could delete logs, which is what the two are kept apart for. */
export function deploymentBreaksGlass({ breakGlassRole, deploymentRole, name }: Facts): Finding[] {
  const deployment = deploymentRole?.value ?? DEFAULTS.deploymentRole;
  const breakGlass = breakGlassRole?.value ?? (name === undefined ? undefined : DEFAULTS.breakGlassRole(name.value));
  const fact = breakGlassRole ?? deploymentRole;
  if (fact === undefined || breakGlass !== deployment) {
    return [];
  }
  const message = "the break-glass role and the deployment role are the same: every deployment could delete logs";
  return [{ path: fact.path, message, got: `"${fact.value}"`, fix: "give them different names" }];
}

function known(guardrails: readonly GuardrailFacts[]): GuardrailFacts[] {
  return guardrails.filter(({ key }) => Object.hasOwn(GUARDRAILS, key));
}

function exceptionsOf({ guardrails }: Facts): GuardrailExceptions {
  return Object.fromEntries(
    known(guardrails).map(({ disabled, key, organizationalUnits }) => [
      key,
      { disabled, organizationalUnits: organizationalUnits?.map(({ value }) => value) },
    ]),
  );
}
