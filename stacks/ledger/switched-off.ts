import { CONFIG_RULES } from "../../config/aws-config/rules";
import { isOnByDefault } from "../../config/aws-config/rules/definition";
import { ALARMS, EVENT_RULES } from "../../config/detection";
import type { LandingZone } from "../../config/landing-zone";

/** How the keys of rules begin that are made of `detection.trustedAdvisor`, which the file can disable alone. */
const TRUSTED_ADVISOR = "trustedAdvisor";

/** What something is in: stack, and path of the construct below it. */
type IsOff = (stack: string, path: string) => boolean;

/**
 * What a configuration says is off, so that it is destroyed where an earlier one made it. All else that is not there any more is
 * merely absent, and stays in AWS. Settings that leave something as it is, such as `unchanged`, do not switch it off.
 */
export function switchedOff(landingZone: LandingZone): IsOff {
  const { baseline, config, detection } = landingZone;
  const alarms = disabled(ALARMS, detection.alarms);
  const eventRules = disabled(EVENT_RULES, detection.rules);
  const made = [...config.managedRules, ...config.policyRules];
  const rules = Object.entries(CONFIG_RULES)
    .filter(([key, rule]) => isOnByDefault(rule) && !made.some((one) => one.key === key))
    .map(([key]) => key);
  // A rule is one of the organization, or with a remediation one of each account, and not both.
  const remedied = config.managedRules.filter(({ remediation }) => remediation !== undefined).map(({ key }) => key);
  const unremedied = config.managedRules.filter(({ remediation }) => remediation === undefined).map(({ key }) => key);
  const statements = new Set(landingZone.guardrails.flatMap((policy) => policy.statements));
  const ids: readonly (readonly [stack: RegExp, id: RegExp])[] = [
    ...(baseline.s3PublicAccessBlock ? [] : ([[/^baseline-/, /^s3-public-access$/]] as const)),
    ...(baseline.ebsEncryption ? [] : ([[/^baseline-/, /^ebs-encryption-/]] as const)),
    ...(baseline.accessAnalyzer ? [] : ([[/^security-tooling$/, /^access-analyzer-/]] as const)),
    [/^detection$/, oneOf("alarm", alarms)],
    [/^alerting$/, oneOf("(?:rule|failed)", eventRules)],
    ...(detection.rules.some(({ key }) => key.startsWith(TRUSTED_ADVISOR))
      ? []
      : ([[/^alerting$/, new RegExp(`^(?:rule|failed)-${TRUSTED_ADVISOR}`)]] as const)),
    [/^config-rules$/, oneOf("rule", [...rules, ...remedied], "-.*")],
    [/^baseline-/, oneOf("(?:rule|remedy)", [...rules, ...unremedied], "(?:-.*)?")],
  ];
  return (stack, path) => {
    const [id = ""] = path.split("/");
    const policy = stack === "organization" ? landingZone.ledger?.policies[id] : undefined;
    return policy === undefined
      ? ids.some(([stacks, pattern]) => stacks.test(stack) && pattern.test(id))
      : // Guardrails that are attached elsewhere now are forgotten where they were.
        policy.statements.split(" ").every((sid) => !statements.has(sid));
  };
}

/** Keys of a catalog that the configuration leaves out. */
function disabled(catalog: Readonly<Record<string, unknown>>, made: readonly { readonly key: string }[]): string[] {
  return Object.keys(catalog).filter((key) => !made.some((one) => one.key === key));
}

/** Matches the ids of constructs that are named after one of the keys, and none without keys. */
function oneOf(prefix: string, keys: readonly string[], suffix = ""): RegExp {
  return new RegExp(`^${prefix}-(?:${keys.length === 0 ? "(?!)" : keys.join("|")})${suffix}$`);
}
