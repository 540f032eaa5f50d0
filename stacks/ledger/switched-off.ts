import type { LandingZone } from "../../config/landing-zone";
import { LOGON_PATTERNS } from "../../modules/hosts/logon-patterns";

/** What something is in: stack, and path of the construct below it. */
type IsOff = (stack: string, path: string) => boolean;

const HOST_MONITORING = new RegExp(`^(?:agent|memory|${LOGON_PATTERNS.map(({ name }) => name).join("|")})-`);

/**
 * What a configuration says is off, so that it is destroyed where an earlier one made it. All else that is not there any more is
 * merely absent, and stays in AWS. Settings that leave something as it is, such as `unchanged`, do not switch it off.
 */
export function switchedOff(landingZone: LandingZone): IsOff {
  const { baseline, config, flowLogs } = landingZone;
  const saidOff = (path: string): boolean => landingZone.saidOff.includes(path);
  const keysOff = (section: string): string[] =>
    landingZone.saidOff.filter((path) => path.startsWith(`${section}.`)).map((path) => path.slice(section.length + 1));
  const rules = keysOff("config.rules");
  // In a region a rule is one of the organization, or one of each account, and not both.
  const inAccounts = config.managedRules.flatMap(({ accountRegions, key }) => idsIn(key, accountRegions));
  const inOrganization = config.managedRules.flatMap(({ accountRegions, key, regions }) =>
    idsIn(
      key,
      regions.filter((region) => !accountRegions.includes(region)),
    ),
  );
  const unremedied = config.managedRules.filter(({ remediation }) => remediation === undefined).map(({ key }) => key);
  const statements = new Set(landingZone.guardrails.flatMap((policy) => policy.statements));
  const ids: readonly (readonly [stack: RegExp, idOrPath: RegExp])[] = [
    ...(baseline.s3PublicAccessBlock ? [] : ([[/^baseline-/, /^s3-public-access$/]] as const)),
    ...(baseline.ebsEncryption ? [] : ([[/^baseline-/, /^ebs-encryption-/]] as const)),
    ...(baseline.accessAnalyzer ? [] : ([[/^security-tooling$/, /^access-analyzer-/]] as const)),
    ...(saidOff("baseline.passwordPolicy") ? ([[/^baseline-/, /^password-policy$/]] as const) : []),
    ...(saidOff("hosts.sessions") ? ([[/^baseline-/, /^session-preferences-/]] as const) : []),
    // The policy for instance roles is not among them: AWS deletes none that a role has.
    ...(saidOff("hosts.agent") ? ([[/^baseline-/, HOST_MONITORING]] as const) : []),
    ...(saidOff("logValidation")
      ? ([
          [/^(?:log-validation|digest-events)$/, /^/],
          [/^log-archive$/, /^trail-bucket\/.*events$/],
        ] as const)
      : []),
    ...(saidOff("detection.trustedAdvisor") ? ([[/^alerting$/, /^(?:rule|failed)-trustedAdvisor[A-Z]/]] as const) : []),
    // Terraform cannot take flow logs back that it has forgotten.
    ...(flowLogs === undefined ? ([[/^baseline-/, /^flow-log/]] as const) : []),
    ...(saidOff("flowLogs.destinations") && flowLogs?.toBucket === false
      ? ([[/^baseline-/, /^flow-logs-[^/]+\/Default$/]] as const)
      : []),
    ...(saidOff("flowLogs.destinations") && flowLogs?.cloudWatchLogsRetentionDays === undefined
      ? ([[/^baseline-/, /^(?:flow-logs-[^/]+\/log-group|flow-log-group-.*)$/]] as const)
      : []),
    [/^detection$/, oneOf("alarm", keysOff("detection.alarms"))],
    [/^alerting$/, oneOf("(?:rule|failed|tampering-rule)", keysOff("detection.rules"))],
    [/^config-rules$/, oneOf("rule", rules, "-.*")],
    [/^config-rules$/, oneOf("rule", inAccounts)],
    [/^baseline-/, oneOf("(?:rule|remedy)", rules, "(?:-.*)?")],
    [/^baseline-/, oneOf("rule", inOrganization)],
    [/^baseline-/, oneOf("remedy", unremedied)],
  ];
  return (stack, path) => {
    const [id = ""] = path.split("/");
    const policy = stack === "organization" ? landingZone.ledger?.policies[id] : undefined;
    return policy === undefined
      ? ids.some(([stacks, pattern]) => stacks.test(stack) && (pattern.test(id) || pattern.test(path)))
      : // Guardrails that are attached elsewhere now are forgotten where they were.
        policy.statements.split(" ").every((sid) => !statements.has(sid));
  };
}

function idsIn(key: string, regions: readonly string[]): string[] {
  return regions.map((region) => `${key}-${region}`);
}

/** Matches the ids of constructs that are named after one of the keys, and none without keys. */
function oneOf(prefix: string, keys: readonly string[], suffix = ""): RegExp {
  return new RegExp(`^${prefix}-(?:${keys.length === 0 ? "(?!)" : keys.join("|")})${suffix}$`);
}
