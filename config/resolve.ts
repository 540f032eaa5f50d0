import { REGIONS } from "../aws/regions";
import { accessOf } from "./access/resolve";
import { accountsOf } from "./accounts/resolve";
import { alertsOf } from "./alerts/resolve";
import { archiveOf } from "./archive/resolve";
import { awsConfigOf } from "./aws-config/resolve";
import { baselineOf, flowLogsOf } from "./baseline/resolve";
import { breakGlassOf } from "./break-glass/resolve";
import { keyAccountIdsOf } from "./detection/key-accounts";
import { stateBucketIn } from "./detection/state-bucket";
import { readingPeople } from "./detection/reading-people";
import { detectionOf } from "./detection/resolve";
import { guardrailsOf } from "./guardrails";
import { guardrailInputOf } from "./guardrails/resolve";
import { hostsOf } from "./hosts/resolve";
import { inspectorOf } from "./inspector/resolve";
import type { Ledger } from "./ledger/schema";
import { keyStoreOf } from "./key-store/resolve";
import type { LandingZone } from "./landing-zone";
import { arnsOf, namesOf } from "./names";
import type { NamingInput } from "./names";
import { organizationOf } from "./organization/resolve";
import type { Configuration } from "./schema";
import { guardedStates } from "./state/guarded";
import { stateOf } from "./state/resolve";
import { logReadsOf, trailOf } from "./trail/resolve";

/** What was read of the files that a configuration names. */
export interface NamedFiles {
  /** Text of every conformance pack's template, by its path in the configuration. */
  readonly templates: ReadonlyMap<string, string>;
  /** The certificate of a key store. */
  readonly trustAnchor?: string;
  /** Metadata of a SAML provider. */
  readonly samlMetadata?: string;
  /** What is remembered of earlier configurations. */
  readonly ledger?: Ledger;
  /** Paths of what the configuration says is off. */
  readonly saidOff: readonly string[];
}

/**
 * Everything that follows from a valid configuration and is known without AWS; frozen.
 *
 * @param files what was read of the files that the configuration names
 */
export function resolve(
  configuration: Configuration,
  { ledger, saidOff, samlMetadata, templates, trustAnchor }: NamedFiles,
): LandingZone {
  const { guardrails, homeRegion, name, tags } = configuration;
  const partition = REGIONS.get(homeRegion)?.partition ?? "aws";
  const accounts = accountsOf(configuration);
  const regions = [...configuration.regions].sort();
  const baseline = baselineOf(configuration);
  const inspector = inspectorOf(configuration);
  const naming: NamingInput = {
    name,
    partition,
    homeRegion,
    managementAccountId: accounts.management.id,
    replicaRegion: configuration.archive.replica?.region,
    replicaNamedAfter: configuration.archive.replica?.namedAfter,
  };
  const names = namesOf(naming);
  const breakGlass = breakGlassOf(configuration, partition);
  const detection = detectionOf(configuration, {
    name,
    partition,
    names,
    breakGlassRole: breakGlass.role,
    keyAccountIds: keyAccountIdsOf(configuration),
    stateBucket: stateBucketIn(configuration),
    ...logReadsOf(configuration.trail, name),
    readingPeople: readingPeople({
      access: configuration.access,
      logArchiveId: accounts.logArchive.id,
      name,
      partition,
    }),
  });
  const organization = organizationOf(configuration.organization, baseline, inspector, ledger);
  return deepFreeze({
    name,
    partition,
    homeRegion,
    regions,
    organization,
    ...accounts,
    deployment: configuration.deployment,
    breakGlass,
    access: accessOf(configuration, { name, breakGlass, samlMetadata, ...accounts }),
    archive: archiveOf(configuration.archive, accounts),
    keyStore: keyStoreOf(configuration, trustAnchor),
    guardrails: guardrailsOf(
      guardrailInputOf({ ...configuration, states: guardedStates(configuration) }, { names, partition }),
      guardrails.exceptions,
      {
        unitSlugs: new Map(organization.organizationalUnits.map(({ path, slug }) => [path, slug])),
        policies: ledger?.policies,
      },
    ).policies,
    guardrailExceptions: guardrails.exceptions,
    trail: trailOf(configuration, ledger),
    logValidation: configuration.logValidation,
    config: awsConfigOf(configuration.config, { name, partition, homeRegion, names, regions, templates, ...accounts }),
    baseline,
    flowLogs: flowLogsOf(configuration),
    detection,
    alerts: alertsOf(configuration, names, detection, ledger),
    hosts: hostsOf(configuration),
    inspector,
    state: stateOf(configuration),
    tags: { ...tags, LandingZone: name, ManagedBy: "cdktf-landing-zone" },
    names,
    arns: arnsOf(naming),
    ledger,
    saidOff,
  });
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value) as unknown[]) {
    if (typeof part === "object" && part !== null && !Object.isFrozen(part)) {
      deepFreeze(part);
    }
  }
  return Object.freeze(value);
}
