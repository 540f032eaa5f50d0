import { baselineFactsOf } from "./baseline-facts";
import type { BaselineFacts } from "./baseline-facts";
import { configFactsOf } from "./config-facts";
import type { ConfigFacts } from "./config-facts";
import { CORE_ACCOUNTS } from "./core-accounts";
import { alertFactsOf, detectionFactsOf } from "./detection-facts";
import type { AlertFacts, DetectionFacts } from "./detection-facts";
import type { Path } from "./source/document";
import { list, mapping, textAt, textsAt } from "./fact-reading";
import type { Mapping } from "./fact-reading";
import { DEFAULTS } from "./fields/defaults";

/** A value and where it stands. */
export interface Fact {
  readonly value: string;
  readonly path: Path;
}

export interface AccountFacts {
  readonly path: Path;
  readonly kind: "management" | "logArchive" | "audit" | "workload";
  /** Of a core account that the file gives no name, the one it has by default. */
  readonly name?: Fact;
  readonly email?: Fact;
  readonly id?: Fact;
  readonly organizationalUnit?: Fact;
}

export interface UnitFacts {
  /** Where the unit's name stands. */
  readonly name: Fact;
  /** `Workloads/Production` */
  readonly unitPath: string;
  /** `Workloads`, or empty below the root. */
  readonly parentPath: string;
  /** 1 below the root. */
  readonly depth: number;
}

/**
 * What a configuration says as far as it can be read: the parts that have the right type, whatever is wrong elsewhere.
 * Conflicts are looked for in these, so that a user sees them together with the schema's findings.
 */
export interface Facts {
  readonly name?: Fact;
  readonly homeRegion?: Fact;
  readonly regions: readonly Fact[];
  readonly organizationId?: Fact;
  /** Which lists of `organization` are written, whatever they hold. */
  readonly writtenLists: readonly string[];
  readonly units: readonly UnitFacts[];
  readonly accounts: readonly AccountFacts[];
  readonly trustedServices: readonly Fact[];
  readonly policyTypes: readonly Fact[];
  readonly stateBucket?: Fact;
  readonly stateRegion?: Fact;
  readonly replicaRegion?: Fact;
  readonly archive: ArchiveFacts;
  readonly config: ConfigFacts;
  readonly baseline: BaselineFacts;
  readonly detection: DetectionFacts;
  readonly alerts: AlertFacts;
  /** Severity of the alarms on hosts; absent where hosts are not watched. */
  readonly hostAgent?: { readonly severity: string };
  readonly deploymentRole?: Fact;
  readonly breakGlassRole?: Fact;
  readonly guardrails: readonly GuardrailFacts[];
  /** How many policies the guardrails may attach, where the file says so. */
  readonly policiesPerTarget?: number;
  /** Each fact's value is the key. */
  readonly tags: readonly Fact[];
}

/** The bucket settings that carry a retention, by their keys; `archive.retention` is the default of all. */
export interface RetentionFacts {
  /** Where the retention stands, if it is written out. */
  readonly path: Path;
  readonly isWritten: boolean;
  readonly hot?: Fact;
  readonly archive?: Fact;
  readonly total?: Fact;
}

export interface GuardrailFacts {
  readonly key: string;
  readonly path: Path;
  readonly disabled: boolean;
  /** Absent where none are named. */
  readonly organizationalUnits?: readonly Fact[];
}

export interface ArchiveFacts {
  /** `archive.retention`, then those of single buckets, which fall back to it. */
  readonly retentions: Readonly<
    Record<"default" | "trail" | "config" | "flowLogs" | "sessions" | "accessLogs", RetentionFacts>
  >;
  readonly lockMode?: Fact;
  readonly lockDuration?: Fact;
  readonly mfaDelete?: Fact;
  readonly replicaAccount?: Fact;
}

/** @param value the plain value of a YAML file, nested no deeper than `tooDeep` allows */
export function factsOf(value: unknown): Facts {
  const root = mapping(value);
  const organization = mapping(root.organization);
  const state = mapping(root.state);
  const { policiesPerTarget } = mapping(root.guardrails);
  return {
    name: textAt(root, ["name"]),
    homeRegion: textAt(root, ["homeRegion"]),
    regions: textsAt(root, ["regions"]),
    organizationId: textAt(organization, ["organization", "id"]),
    writtenLists: Object.keys(organization),
    units: units(organization.organizationalUnits, ["organization", "organizationalUnits"], "", 1),
    accounts: accounts(mapping(root.accounts)),
    trustedServices: textsAt(organization, ["organization", "trustedServices"]),
    policyTypes: textsAt(organization, ["organization", "policyTypes"]),
    stateBucket: textAt(state, ["state", "bucket"]),
    stateRegion: textAt(state, ["state", "region"]),
    replicaRegion: textAt(mapping(mapping(root.archive).replica), ["archive", "replica", "region"]),
    archive: archive(mapping(root.archive)),
    config: configFactsOf(root.config),
    baseline: baselineFactsOf(root),
    detection: detectionFactsOf(root.detection),
    alerts: alertFactsOf(root.alerts),
    hostAgent: hostAgent(mapping(mapping(root.hosts).agent)),
    deploymentRole: textAt(mapping(root.deployment), ["deployment", "role"]),
    breakGlassRole: textAt(mapping(root.breakGlass), ["breakGlass", "role"]),
    guardrails: guardrails(mapping(mapping(root.guardrails).exceptions)),
    policiesPerTarget: typeof policiesPerTarget === "number" ? policiesPerTarget : undefined,
    tags: Object.keys(mapping(root.tags)).map((key) => ({ value: key, path: ["tags", key] })),
  };
}

function hostAgent({ enabled, severity }: Mapping): Facts["hostAgent"] {
  return enabled === true ? { severity: typeof severity === "string" ? severity : DEFAULTS.severity } : undefined;
}

function archive(fields: Mapping): ArchiveFacts {
  const lock = mapping(fields.objectLock);
  const buckets = mapping(fields.buckets);
  const ofBucket = (key: string): RetentionFacts =>
    retention(mapping(buckets[key]), ["archive", "buckets", key, "retention"]);
  return {
    retentions: {
      default: retention(fields, ["archive", "retention"]),
      trail: ofBucket("trail"),
      config: ofBucket("config"),
      flowLogs: ofBucket("flowLogs"),
      sessions: ofBucket("sessions"),
      accessLogs: ofBucket("accessLogs"),
    },
    lockMode: textAt(lock, ["archive", "objectLock", "mode"]),
    lockDuration: textAt(lock, ["archive", "objectLock", "duration"]),
    mfaDelete: textAt(fields, ["archive", "mfaDelete"]),
    replicaAccount: textAt(mapping(fields.replica), ["archive", "replica", "account"]),
  };
}

function retention(parent: Mapping, path: Path): RetentionFacts {
  const fields = mapping(parent.retention);
  const field = (key: string): Fact | undefined => textAt(fields, [...path, key]);
  return {
    path,
    isWritten: Object.hasOwn(parent, "retention"),
    hot: field("hot"),
    archive: field("archive"),
    total: field("total"),
  };
}

function guardrails(exceptions: Mapping): GuardrailFacts[] {
  return Object.entries(exceptions).map(([key, value]) => {
    const fields = mapping(value);
    const path = ["guardrails", "exceptions", key];
    return {
      key,
      path,
      disabled: fields.disabled === true,
      organizationalUnits: Object.hasOwn(fields, "organizationalUnits")
        ? textsAt(fields, [...path, "organizationalUnits"])
        : undefined,
    };
  });
}

function accounts({ management, logArchive, audit, workloads }: Mapping): AccountFacts[] {
  return [
    account(management, ["accounts", "management"], "management"),
    account(logArchive, ["accounts", "logArchive"], "logArchive"),
    account(audit, ["accounts", "audit"], "audit"),
    ...list(workloads).map((workload, index) => account(workload, ["accounts", "workloads", index], "workload")),
  ];
}

function account(value: unknown, path: Path, kind: AccountFacts["kind"]): AccountFacts {
  const fields = mapping(value);
  const field = (key: string): Fact | undefined => textAt(fields, [...path, key]);
  return {
    path,
    kind,
    name: field("name") ?? defaultName(fields, path, kind),
    email: field("email"),
    id: field("id"),
    organizationalUnit: field("organizationalUnit"),
  };
}

function defaultName(fields: Mapping, path: Path, kind: AccountFacts["kind"]): Fact | undefined {
  return kind === "workload" || Object.hasOwn(fields, "name")
    ? undefined
    : { value: CORE_ACCOUNTS[kind], path: [...path, "name"] };
}

function units(value: unknown, path: Path, parentPath: string, depth: number): UnitFacts[] {
  return list(value).flatMap((entry, index) => {
    const fields = mapping(entry);
    const name = textAt(fields, [...path, index, "name"]);
    if (name === undefined) {
      return [];
    }
    const unitPath = parentPath === "" ? name.value : `${parentPath}/${name.value}`;
    const below = units(fields.organizationalUnits, [...path, index, "organizationalUnits"], unitPath, depth + 1);
    return [{ name, unitPath, parentPath, depth }, ...below];
  });
}
