import { CORE_ACCOUNTS } from "./core-accounts";
import { alertsOf } from "./alerts/resolve";
import { archiveOf } from "./archive/resolve";
import { baselineOf, flowLogsOf } from "./baseline/resolve";
import { configOf } from "./aws-config/resolve";
import { detectionOf } from "./detection/resolve";
import { guardrailsOf, ORGANIZATION_ID_TO_COME, STACK_SET_ROLES } from "./guardrails";
import type { GuardrailInput } from "./guardrails";
import { slugOf } from "./keys";
import type { Account, BreakGlass, Hosts, LandingZone, OrganizationalUnit, State } from "./landing-zone";
import { arnsOf, namesOf } from "./names";
import { REGIONS } from "../aws/regions";
import type { Configuration } from "./schema";
import { DEFAULTS } from "./fields/defaults";
import type { OrganizationalUnitInput } from "./organization/schema";

/** Trusted access that the stacks need. */
const TRUSTED_SERVICES = ["cloudtrail.amazonaws.com", "config-multiaccountsetup.amazonaws.com", "config.amazonaws.com"];
const ACCESS_ANALYZER = "access-analyzer.amazonaws.com";
/** Lets the management account enable regions in others. */
const ACCOUNT_MANAGEMENT = "account.amazonaws.com";
const STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";
const POLICY_TYPES = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"];
/** What the audit account administers. */
const DELEGATED_SERVICES = ["config-multiaccountsetup.amazonaws.com", "config.amazonaws.com"];

/**
 * Everything that follows from a valid configuration and is known without AWS; frozen.
 *
 * @param templates text of every conformance pack's template, by its path in the configuration
 */
export function resolve(configuration: Configuration, templates: ReadonlyMap<string, string>): LandingZone {
  const { deployment, homeRegion, name, organization, tags, trail } = configuration;
  const partition = REGIONS.get(homeRegion)?.partition ?? "aws";
  const { audit, logArchive, management, workloads } = configuration.accounts;
  const core = {
    management: { slug: CORE_ACCOUNTS.management, ...management },
    logArchive: { slug: CORE_ACCOUNTS.logArchive, ...logArchive },
    audit: { slug: CORE_ACCOUNTS.audit, ...audit },
  };
  const others: Account[] = workloads.map((workload) => ({ slug: slugOf(workload.name), ...workload }));
  const regions = [...configuration.regions].sort();
  const baseline = baselineOf(configuration);
  const { replica } = configuration.archive;
  const naming = { name, partition, homeRegion, managementAccountId: management.id, replicaRegion: replica?.region };
  const names = namesOf(naming);
  const breakGlass = breakGlassOf(configuration, partition);
  const guarded: GuardrailInput = {
    name,
    partition,
    names,
    breakGlassRole: breakGlass.role,
    deploymentRole: deployment.role,
    stackSetRoles: baseline.deployment === "stacksets" ? STACK_SET_ROLES : undefined,
    organizationId: organization.id ?? ORGANIZATION_ID_TO_COME,
    mfaDelete: configuration.archive.mfaDelete === "required",
  };
  return deepFreeze({
    name,
    partition,
    homeRegion,
    regions,
    organization: {
      id: organization.id,
      trustedServices: sorted([
        ...TRUSTED_SERVICES,
        ...(baseline.accessAnalyzer ? [ACCESS_ANALYZER] : []),
        ...(baseline.regionsToEnable.length > 0 ? [ACCOUNT_MANAGEMENT] : []),
        ...(baseline.deployment === "stacksets" ? [STACK_SETS] : []),
        ...(organization.trustedServices ?? []),
      ]),
      policyTypes: sorted([...POLICY_TYPES, ...(organization.policyTypes ?? [])]),
      organizationalUnits: flattened(organization.organizationalUnits),
      delegatedServices: sorted([...DELEGATED_SERVICES, ...(baseline.accessAnalyzer ? [ACCESS_ANALYZER] : [])]),
    },
    accounts: [core.management, core.logArchive, core.audit, ...others],
    ...core,
    deployment,
    breakGlass,
    archive: archiveOf(configuration.archive),
    guardrails: guardrailsOf(guarded, configuration.guardrails.exceptions).policies,
    guardrailExceptions: configuration.guardrails.exceptions,
    trail,
    config: configOf(configuration.config, { name, partition, homeRegion, names, regions, templates }),
    baseline,
    flowLogs: flowLogsOf(configuration),
    detection: detectionOf(configuration, { name, partition, names, breakGlassRole: breakGlass.role }),
    alerts: alertsOf(configuration, names),
    hosts: hostsOf(configuration),
    state: stateOf(configuration),
    tags: { ...tags, LandingZone: name, ManagedBy: "cdktf-landing-zone" },
    names,
    arns: arnsOf(naming),
  });
}

function breakGlassOf({ accounts, breakGlass, name }: Configuration, partition: string): BreakGlass {
  return {
    role: breakGlass.role ?? DEFAULTS.breakGlassRole(name),
    create: breakGlass.create,
    trustedPrincipals: breakGlass.trustedPrincipals ?? [`arn:${partition}:iam::${accounts.management.id}:root`],
  };
}

function hostsOf({ hosts: { agent, sessions } }: Configuration): Hosts {
  const { failedLogons, memoryPercent, retentionDays } = agent;
  const { idleMinutes, maxMinutes } = sessions;
  return {
    agent: agent.enabled ? { failedLogons, memoryPercent, retentionDays } : undefined,
    sessions: sessions.enabled ? { idleMinutes, maxMinutes } : undefined,
  };
}

function stateOf({ name, state }: Configuration): State {
  return state.backend === "local" ? state : { ...state, prefix: state.prefix ?? name };
}

function flattened(units: readonly OrganizationalUnitInput[], parentPath?: string): OrganizationalUnit[] {
  return units.flatMap(({ name, organizationalUnits = [] }) => {
    const path = parentPath === undefined ? name : `${parentPath}/${name}`;
    return [{ path, name, parentPath, slug: slugOf(path) }, ...flattened(organizationalUnits, path)];
  });
}

/** Without repetitions, in the order of the code units, which no locale changes. */
function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === "object" && part !== null && !Object.isFrozen(part)) {
      deepFreeze(part);
    }
  }
  return Object.freeze(value);
}
