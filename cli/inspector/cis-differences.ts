import type { CisTarget } from "../../config/inspector/targets";

/** A CIS scan configuration as `ListCisScanConfigurations` tells it. */
export interface LiveCisConfiguration {
  readonly scanConfigurationArn?: string;
  readonly scanName?: string;
  readonly securityLevel?: string;
  /** With keys in the spelling of the API: `weekly`, `startTime`, `timezone`. */
  readonly schedule?: unknown;
  readonly targets?: {
    readonly accountIds?: readonly string[];
    readonly targetResourceTags?: Readonly<Record<string, readonly string[]>>;
  };
  readonly tags?: Readonly<Record<string, string>>;
}

export interface CisExpectation {
  readonly targets: readonly CisTarget[];
  /** Prefix of the names of the landing zone, which it also tags its configurations with. */
  readonly name: string;
  /** Id of an account of the landing zone. */
  readonly accountIdOf: (slug: string) => string;
  /** The delegated administrator, which AWS calls SELF. */
  readonly auditAccountId: string;
}

export interface CisDifference {
  /** `missing` and `different`: not as the file says. `unknown`: of somebody else, and left alone. `left-over`: the landing zone's, but not in the file. */
  readonly kind: "different" | "left-over" | "missing" | "unknown";
  readonly scanName: string;
  readonly arn?: string;
  /** What differs, as sentences without their ends. */
  readonly details: readonly string[];
}

/**
 * How the CIS scan configurations of one region differ from the file. Terraform does not see changes of what Cloud Control made:
 * this is the only place that does.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_CisScanConfiguration.html
 */
export function cisConfigurationDifferences(
  region: string,
  expected: CisExpectation,
  live: readonly LiveCisConfiguration[],
): CisDifference[] {
  const wanted = expected.targets.filter(({ regions }) => regions.includes(region));
  const own = live.filter(({ tags }) => tags?.LandingZone === expected.name);
  const missing = wanted.flatMap((target): CisDifference[] => {
    const found = own.filter(({ scanName }) => scanName === target.name);
    const [first] = found;
    if (first === undefined) {
      return [{ kind: "missing", scanName: target.name, details: ["there is no such CIS scan configuration"] }];
    }
    const details = [
      ...(found.length > 1 ? [`there are ${found.length} of this name`] : []),
      ...differences(target, expected, first),
    ];
    return details.length === 0
      ? []
      : [{ kind: "different", scanName: target.name, arn: first.scanConfigurationArn, details }];
  });
  const others = live
    .filter(
      (configuration) => !own.includes(configuration) || !wanted.some(({ name }) => name === configuration.scanName),
    )
    .map((configuration): CisDifference => ({
      kind: own.includes(configuration) ? "left-over" : "unknown",
      scanName: configuration.scanName ?? "",
      arn: configuration.scanConfigurationArn,
      details: [
        own.includes(configuration)
          ? "the landing zone made it, and the file has no such target"
          : "somebody else made it; it is left alone",
      ],
    }));
  return [...missing, ...others];
}

function differences(
  { accounts, level, schedule, tags }: CisTarget,
  { accountIdOf, auditAccountId }: CisExpectation,
  live: LiveCisConfiguration,
): string[] {
  const ids = accounts?.map(accountIdOf) ?? ["ALL_ACCOUNTS"];
  const liveIds = (live.targets?.accountIds ?? []).map((id) => (id === "SELF" ? auditAccountId : id));
  const compared: [what: string, wanted: unknown, found: unknown][] = [
    ["level", `LEVEL_${level}`, live.securityLevel],
    ["schedule", lowerKeys(schedule), lowerKeys(live.schedule)],
    ["accounts", [...ids].sort(), liveIds.sort()],
    ["tags", tags, live.targets?.targetResourceTags],
  ];
  return compared
    .filter(([, wanted, found]) => canonical(wanted) !== canonical(found))
    .map(([what, wanted, found]) => `${what}: ${canonical(found)} in AWS, ${canonical(wanted)} in the file`);
}

/** CloudFormation and the API spell keys of schedules differently, and neither keeps the order of keys, values and days. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value
      .map((entry) => canonical(entry))
      .sort()
      .join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, part]) => `${name}: ${canonical(part)}`);
    return `{${entries.sort().join(", ")}}`;
  }
  return String(value);
}

/** `Weekly` of CloudFormation is `weekly` of the API, and `TimeZone` is `timezone`. */
function lowerKeys(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key.toLowerCase(), lowerKeys(part)]))
    : value;
}
