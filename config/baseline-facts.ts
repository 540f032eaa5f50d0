import type { Path } from "./source/document";
import { list, mapping, textAt, textsAt } from "./fact-reading";
import type { Mapping } from "./fact-reading";
import type { Fact } from "./readable";
import { idleSettings } from "./idle-settings";
import { REGIONS_WITHOUT_SNAPSHOT_BLOCK } from "../aws/regions";

/** What the file says of what every account has, as far as it can be read. */
export interface BaselineFacts {
  /** `terraform` or `stacksets`; absent where the default holds. */
  readonly deployment?: Fact;
  /** `enable` or `enabled`; absent where the default holds. */
  readonly optInRegions?: Fact;
  readonly flowLogFields: readonly Fact[];
  readonly flowLogDestinations: readonly Fact[];
  /** Where the contact stands, if there is one. */
  readonly securityContact?: Path;
  readonly existingConfigs: readonly ExistingConfigFacts[];
  /** Accounts that are about to leave. */
  readonly leaving: readonly { readonly path: Path; readonly name: string }[];
  /** What is switched on that a stack for each account carries out; each fact's value is how to switch it off. */
  readonly needsStacks: readonly Fact[];
  /** Settings, by their paths, that are on and that CloudFormation has no resource for, or none in the regions told. */
  readonly unsetByStackSets: readonly string[];
  /** Settings that are written out and change nothing; each fact's value is why. */
  readonly idle: readonly Fact[];
}

export interface ExistingConfigFacts {
  readonly path: Path;
  readonly kind: string;
  /** Whether the account exists, too. */
  readonly hasId: boolean;
  readonly regions: readonly Fact[];
}

/** @param root the plain value of the whole file */
export function baselineFactsOf(root: Mapping): BaselineFacts {
  const baseline = mapping(root.baseline);
  const accounts = accountsOf(mapping(root.accounts));
  return {
    deployment: textAt(baseline, ["baseline", "deployment"]),
    optInRegions: textAt(baseline, ["baseline", "optInRegions"]),
    flowLogFields: textsAt(mapping(root.flowLogs), ["flowLogs", "fields"]),
    flowLogDestinations: textsAt(mapping(root.flowLogs), ["flowLogs", "destinations"]),
    securityContact: Object.hasOwn(baseline, "securityContact") ? ["baseline", "securityContact"] : undefined,
    existingConfigs: accounts.flatMap(({ fields, kind, path }) =>
      Object.hasOwn(fields, "existingConfig")
        ? [
            {
              kind,
              path: [...path, "existingConfig"],
              hasId: Object.hasOwn(fields, "id"),
              regions: textsAt(mapping(fields.existingConfig), [...path, "existingConfig", "regions"]),
            },
          ]
        : [],
    ),
    leaving: accounts
      .filter(({ fields }) => fields.leaving === true)
      .map(({ fields, path }) => ({ path, name: typeof fields.name === "string" ? fields.name : "the account" })),
    needsStacks: needsStacks(root),
    unsetByStackSets: unsetByStackSets(root),
    idle: idleSettings(root),
  };
}

interface AccountEntry {
  readonly kind: string;
  readonly path: Path;
  readonly fields: Mapping;
}

function accountsOf({ workloads, ...core }: Mapping): AccountEntry[] {
  return [
    ...Object.entries(core).map(([kind, value]) => ({ kind, path: ["accounts", kind], fields: mapping(value) })),
    ...list(workloads).map((value, index) => ({
      kind: "workload",
      path: ["accounts", "workloads", index],
      fields: mapping(value),
    })),
  ];
}

function needsStacks(root: Mapping): Fact[] {
  const { agent, sessions } = mapping(root.hosts);
  const { recording, rules } = mapping(root.config);
  const on: [boolean, Path, string][] = [
    [mapping(agent).enabled === true, ["hosts", "agent"], "hosts.agent.enabled: false"],
    [mapping(sessions).enabled === true, ["hosts", "sessions"], "hosts.sessions.enabled: false"],
    [mapping(root.archive).mfaDelete === "required", ["archive", "mfaDelete"], "archive.mfaDelete: off"],
    [mapping(recording).role === "own", ["config", "recording", "role"], "config.recording.role: service-linked"],
    ...Object.entries(mapping(rules)).map(([key, settings]): [boolean, Path, string] => {
      const { remediation } = mapping(settings);
      const path = ["config", "rules", key, "remediation"];
      return [typeof remediation === "string" && remediation !== "off", path, `${path.join(".")}: off`];
    }),
  ];
  return on.flatMap(([isOn, path, value]) => (isOn ? [{ path, value }] : []));
}

/** Kept in step with `modules/stacksets`, which knows why, by a test. */
function unsetByStackSets(root: Mapping): string[] {
  const baseline = mapping(root.baseline);
  const { recording } = mapping(root.config);
  const lacking = textsAt(root, ["regions"])
    .map(({ value }) => value)
    .filter((region) => REGIONS_WITHOUT_SNAPSHOT_BLOCK.includes(region));
  const settings: [path: string, isOn: boolean][] = [
    ["baseline.s3PublicAccessBlock", baseline.s3PublicAccessBlock !== false],
    ["baseline.ebsEncryption", baseline.ebsEncryption !== false],
    [
      `baseline.snapshotSharing (in ${lacking.join(" and ")})`,
      lacking.length > 0 && baseline.snapshotSharing !== "unchanged",
    ],
    ["baseline.instanceMetadata", mapping(baseline.instanceMetadata).version2 !== "unchanged"],
    ["baseline.passwordPolicy", mapping(baseline.passwordPolicy).enabled !== false],
    ["baseline.defaultSecurityGroups", baseline.defaultSecurityGroups === "strip"],
    ["baseline.defaultVpcs", baseline.defaultVpcs !== "keep"],
    ["baseline.securityContact", Object.hasOwn(baseline, "securityContact")],
    ["flowLogs.vpcs", mapping(root.flowLogs).vpcs !== "none"],
    ["config.recording.retention", Object.hasOwn(mapping(recording), "retention")],
  ];
  return settings.flatMap(([path, isOn]) => (isOn ? [path] : []));
}
