import { hasFeature } from "../../aws/availability";
import fc from "fast-check";
import type { ConfigRuleKey } from "../../config/aws-config/rules";
import { CONFIG_RULES } from "../../config/aws-config/rules";
import type { ConfigRuleDefinition } from "../../config/aws-config/rules/definition";
import { DEPLOYABLE_REGIONS, REGIONS } from "../../aws/regions";

const COMMERCIAL = DEPLOYABLE_REGIONS.filter((name) => REGIONS.get(name)?.partition === "aws");
// prettier-ignore
const RESOURCE_TYPES = [
  "AWS::EC2::Instance", "AWS::EC2::NetworkInterface", "AWS::EC2::VPC", "AWS::S3::Bucket", "AWS::KMS::Key",
  "AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy", "AWS::CloudTrail::Trail",
];
const GLOBAL_TYPES = RESOURCE_TYPES.filter((type) => type.startsWith("AWS::IAM::"));
const RULE_KEYS = Object.keys(CONFIG_RULES) as ConfigRuleKey[];

const types = fc.uniqueArray(fc.constantFrom(...RESOURCE_TYPES), { maxLength: 5 });
const reason = "Chosen by a property test";

const account = (kind: string, index = 0) => ({
  email: `${kind}-${index}@example.com`,
  id: String(index).padStart(12, `${kind.length}`),
});

/** What AWS Config records, as far as the file may say it. */
const recording = fc
  .record({
    list: types,
    mode: fc.constantFrom("all", "only", "except"),
    frequency: fc.constantFrom("continuous", "daily"),
    others: types,
    notifications: fc.boolean(),
    role: fc.constantFrom("service-linked", "own"),
  })
  .map(({ list, mode, others, ...settings }) => {
    const isGlobalOnly = list.every((type) => GLOBAL_TYPES.includes(type));
    const only = mode === "only" && !isGlobalOnly ? list : [];
    const except = mode === "except" ? list : [];
    const recorded = only.length > 0 ? only : RESOURCE_TYPES.filter((type) => !except.includes(type));
    return { ...settings, only, except, otherFrequency: others.filter((type) => recorded.includes(type)) };
  });

/** Some rules switched on, off, or given a remediation. */
const rules = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...RULE_KEYS), fc.boolean(), fc.boolean()), {
    selector: ([key]) => key,
    maxLength: 8,
  })
  .map((chosen) =>
    Object.fromEntries(
      chosen.map(([key, enabled, remediated]) => {
        const { remediation, requiredParameters = [] }: ConfigRuleDefinition = CONFIG_RULES[key];
        return [
          key,
          {
            enabled,
            reason,
            parameters: enabled ? Object.fromEntries(requiredParameters.map((name) => [name, "1"])) : {},
            remediation: remediation !== undefined && remediated ? "manual" : "off",
          },
        ];
      }),
    ),
  );

const baseline = fc.record({
  s3PublicAccessBlock: fc.boolean(),
  ebsEncryption: fc.boolean(),
  snapshotSharing: fc.constantFrom("block-all-sharing", "block-new-sharing", "unchanged"),
  defaultSecurityGroups: fc.constantFrom("report", "strip"),
  defaultVpcs: fc.constantFrom("keep", "report", "delete"),
  accessAnalyzer: fc.boolean(),
  optInRegions: fc.constantFrom("enable", "enabled"),
});

const flowLogs = fc.record({
  vpcs: fc.constantFrom("all", "none"),
  destinations: fc.constantFrom(["bucket"], ["cloudwatch-logs"], ["bucket", "cloudwatch-logs"]),
});

const policyRules = fc
  .uniqueArray(fc.stringMatching(/^own[A-Z][a-z]{2,8}$/), { maxLength: 2 })
  .map((keys) =>
    Object.fromEntries(
      keys.map((key) => [
        key,
        { title: "A rule of our own", controls: ["Own 1"], policy: "rule named { type exists }" },
      ]),
    ),
  );

/** Rules without remediations where a region knows none: a rule that is only there is refused with one. */
function inReach<T extends { remediation: string }>(chosen: Record<string, T>, regions: readonly string[]) {
  const hasNone = regions.some((region) => !hasFeature("configRemediation", region));
  return Object.fromEntries(
    Object.entries(chosen).map(([key, rule]) => [key, hasNone ? { ...rule, remediation: "off" } : rule]),
  );
}

/** The text of any valid configuration, as far as AWS Config and the baseline are concerned; JSON, which is YAML. */
export const anyConfiguration: fc.Arbitrary<string> = fc
  .record({
    regions: fc.uniqueArray(fc.constantFrom(...COMMERCIAL), { minLength: 1, maxLength: 4 }),
    workloads: fc.uniqueArray(fc.stringMatching(/^team-[a-z]{1,6}$/), { maxLength: 3 }),
    leaving: fc.boolean(),
    adopted: fc.boolean(),
    recording,
    rules,
    baseline,
    flowLogs,
    policyRules,
  })
  .map(({ adopted, leaving, policyRules: own, recording: recorded, regions, rules: chosen, workloads, ...rest }) =>
    JSON.stringify({
      ...rest,
      name: "example",
      homeRegion: regions[0],
      regions,
      organization: { id: "o-exampleorgid", trustedServices: [], policyTypes: [] },
      config: { recording: recorded, rules: inReach(chosen, regions), policyRules: own },
      accounts: {
        management: account("management"),
        logArchive: account("log-archive"),
        audit: {
          ...account("audit"),
          ...(adopted ? { existingConfig: { recorder: "old", regions: [regions[0]] } } : {}),
        },
        workloads: workloads.map((name, index) => ({
          name,
          ...account("workloads", index),
          leaving: leaving && index === 0,
        })),
      },
    }),
  );
