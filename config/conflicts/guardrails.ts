import { REGIONS } from "../../aws/regions";
import { breakGlassRoleOf } from "../break-glass/resolve";
import { guardrailsOf, POLICY_LIMITS } from "../guardrails";
import type { GuardrailKey, GuardrailPolicy, PolicyType } from "../guardrails";
import { guardrailInputOf } from "../guardrails/resolve";
import type { GuardrailSections } from "../guardrails/resolve";
import { entriesOf, fieldsOf, present, wholeParts } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { wrong } from "./finding";
import { namesIn } from "./names";
import { guardedStates } from "../state/guarded";
import { unknownUnits } from "./organizational-units";
import type { Rule } from "./rule";

/** An exception that makes no difference, or contradicts itself, was meant otherwise. */
function emptyExceptions({ guardrails }: Reading, written: Written): Finding[] {
  return fieldsOf(guardrails?.exceptions, ["guardrails", "exceptions"])
    .filter(({ path, value }) => value.disabled === written([...path, "organizationalUnits"]))
    .map(({ path, value: { disabled } }) => ({
      path,
      message: disabled
        ? "the guardrail is both disabled and attached to organizational units"
        : "the exception changes nothing",
      allowed: "disabled: true, or organizationalUnits",
      fix: disabled ? "leave out one of the two" : "say what is different, or remove it",
    }));
}

function unknownGuardrailUnits(reading: Reading): Finding[] {
  const units = fieldsOf(reading.guardrails?.exceptions, ["guardrails", "exceptions"]).flatMap(({ path, value }) =>
    entriesOf(value.organizationalUnits, [...path, "organizationalUnits"]),
  );
  return unknownUnits(units, reading);
}

/** Guardrails that bind nobody outside of the log-archive account. */
const OF_LOG_ARCHIVE: readonly string[] = ["hsmBackups", "hsmLogs", "hsms", "keyStores"] satisfies GuardrailKey[];

/** Attached to units that the log-archive account is not in, a guardrail that is about it protects nothing. */
function awayFromLogArchive({ accounts, guardrails }: Reading): Finding[] {
  const unit = accounts?.logArchive?.organizationalUnit;
  return fieldsOf(guardrails?.exceptions, ["guardrails", "exceptions"])
    .filter(({ path }) => OF_LOG_ARCHIVE.includes(String(path.at(-1))))
    .filter(({ value: { disabled, organizationalUnits = [] } }) => {
      const named = present(organizationalUnits);
      const above = named.some((path) => unit === path || unit?.startsWith(`${path}/`) === true);
      return unit !== undefined && disabled === false && named.length > 0 && !above;
    })
    .map(({ path }) => ({
      path,
      key: "organizationalUnits",
      severity: "warning",
      message: "the guardrail does nothing there: it is about the log-archive account, which is in none of these units",
      allowed: `${String(unit)}, and units above it`,
      fix: "remove the exception: it binds no other account, wherever it is attached",
    }));
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

function tooManyGuardrails(reading: Reading): Finding[] {
  const names = wholeParts(reading, "breakGlass", "deployment", "name");
  const settings = wholeParts(reading, "archive", "baseline", "guardrails", "organization");
  const naming = namesIn(reading);
  if (names === undefined || settings === undefined || naming === undefined) {
    return [];
  }
  const { exceptions, policiesPerTarget } = settings.guardrails;
  const { policies, tooLong } = guardrailsOf(
    guardrailInputOf(
      {
        ...names,
        ...settings,
        accounts: logArchiveIn(reading),
        states: statesIn(reading),
        access: wholeParts(reading, "access")?.access,
      },
      naming,
    ),
    exceptions,
  );
  const path = ["guardrails"];
  const long = tooLong.map(({ sid, type }) => ({
    path,
    message: `the statement ${sid} is longer than the ${POLICY_LIMITS[type].longest.toLocaleString("en")} characters of ${WORDS[type].one}`,
    fix: "choose shorter names, or disable the guardrail",
  }));
  return [...long, ...overfull(policies, policiesPerTarget, path)];
}

function statesIn(reading: Reading): GuardrailSections["states"] {
  const parts = wholeParts(reading, "accounts", "name", "state");
  return parts === undefined ? undefined : guardedStates(parts);
}

/** Its id is as long as the placeholder for one. */
function logArchiveIn({ accounts }: Reading): GuardrailSections["accounts"] {
  return { logArchive: { id: accounts?.logArchive?.id } };
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
    return {
      path,
      message: `the guardrails need ${attached.length} ${several} on ${unit}; these statements do not fit: ${left.join(", ")}`,
      allowed: most < perTarget ? `${most} by policiesPerTarget, of ${allowed}` : allowed,
      fix: most < perTarget ? `raise policiesPerTarget, ${instead}` : instead,
    };
  });
}

/** With it every deployment could delete logs, which is what the two are kept apart for. */
function deploymentBreaksGlass(reading: Reading, written: Written): Finding[] {
  const parts = wholeParts(reading, "breakGlass", "deployment", "name");
  if (parts === undefined) {
    return [];
  }
  const role = breakGlassRoleOf(parts);
  const path = written(["breakGlass", "role"]) ? ["breakGlass", "role"] : ["deployment", "role"];
  const message = "the break-glass role and the deployment role are the same: every deployment could delete logs";
  return role === parts.deployment.role
    ? [wrong({ path, value: role }, message, { fix: "give them different names" })]
    : [];
}

/** AWS knows no principal of another partition. */
function foreignPrincipals({ breakGlass, homeRegion }: Reading): Finding[] {
  const partition = REGIONS.get(homeRegion ?? "")?.partition;
  return entriesOf(breakGlass?.trustedPrincipals, ["breakGlass", "trustedPrincipals"])
    .filter(({ value }) => partition !== undefined && value.split(":")[1] !== partition)
    .map((principal) =>
      wrong(principal, "the principal is of another partition than the home region", {
        allowed: `ARNs that begin with arn:${partition}:iam:`,
      }),
    );
}

export const GUARDRAIL_RULES = [
  awayFromLogArchive,
  emptyExceptions,
  unknownGuardrailUnits,
  tooManyGuardrails,
  deploymentBreaksGlass,
  foreignPrincipals,
] satisfies Rule[];
