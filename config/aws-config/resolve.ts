import { acceptedDays } from "../archive/duration";
import type {
  AwsConfigSettings,
  ConformancePack,
  ExternalAccount,
  FunctionRule,
  ManagedRule,
  PolicyRule,
  Recording,
  Remediation,
} from "./settings";
import { slugIn } from "../accounts/resolve";
import { hasFeature } from "../../aws/availability";
import type { Accounts } from "../accounts/settings";
import { fitted } from "../names";
import { regionOfIam, regionsOfRule } from "./rules/regions";
import { CONFIG_RULES } from "./rules";
import type { ConfigRuleKey } from "./rules";
import { isOnByDefault } from "./rules/definition";
import type { ConfigRuleDefinition, RuleInput } from "./rules/definition";
import type { Configuration } from "../schema";

type Settings = Configuration["config"];
type RuleSettings = Settings["rules"][ConfigRuleKey];

export interface AwsConfigInput extends RuleInput, Pick<Accounts, "accounts"> {
  /** Governed regions, sorted. */
  readonly regions: readonly string[];
  /** Text of every conformance pack's template, by its path in the configuration. */
  readonly templates: ReadonlyMap<string, string>;
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html */
const LONGEST_PACK_NAME = 128;
/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_ROLE_NAME = 64;
/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html */
const LONGEST_RULE_NAME = 64;

/** What a rule is called in AWS Config. */
export function configRuleName(name: string, key: string): string {
  return fitted(name, key, LONGEST_RULE_NAME);
}

/** What is recorded, and which rules are where. */
export function awsConfigOf(settings: Settings, input: AwsConfigInput): AwsConfigSettings {
  return {
    recording: recordingOf(settings.recording, input),
    managedRules: managedRules(settings, input),
    policyRules: policyRules(settings, input),
    functionRules: functionRules(settings, input),
    conformancePacks: conformancePacks(settings, input),
    excludedAccounts: settings.excludedAccounts,
    externalAccounts: settings.aggregation.externalAccounts.map(({ id, role }): ExternalAccount => ({ id, role })),
  };
}

function recordingOf(
  { retention, ...recording }: Settings["recording"],
  { homeRegion, regions }: AwsConfigInput,
): Recording {
  return { ...recording, retentionDays: acceptedDays(retention), iamRegion: regionOfIam(homeRegion, regions) };
}

/** Whether a rule is deployed, if a governed region has it. */
export function isOn(definition: ConfigRuleDefinition, { enabled }: Pick<RuleSettings, "enabled">): boolean {
  return enabled ?? isOnByDefault(definition);
}

function managedRules(settings: Settings, input: AwsConfigInput): ManagedRule[] {
  return (Object.entries(CONFIG_RULES) as [ConfigRuleKey, ConfigRuleDefinition][]).flatMap(([key, definition]) => {
    const chosen = settings.rules[key];
    const regions = regionsOfRule(definition, input.homeRegion, input.regions);
    if (!isOn(definition, chosen) || regions.length === 0) {
      return [];
    }
    const { controls, identifier, resourceTypes, title } = definition;
    const remediation = remediationOf(key, definition, chosen, { ...input, regions });
    return [
      {
        key,
        identifier,
        title,
        controls,
        resourceTypes,
        regions,
        ruleName: configRuleName(input.name, key),
        accountRegions: regions.filter(
          (region) => remediation?.regions.includes(region) === true || !hasFeature("organizationConfigRules", region),
        ),
        parameters: { ...definition.parameters?.(input), ...chosen.parameters },
        excludedAccounts: excluded(settings, chosen, input),
        remediation,
      },
    ];
  });
}

function remediationOf(
  key: ConfigRuleKey,
  { remediation: definition }: ConfigRuleDefinition,
  { remediation: chosen }: RuleSettings,
  input: AwsConfigInput,
): Remediation | undefined {
  const regions = input.regions.filter((region) => hasFeature("configRemediation", region));
  if (definition === undefined || chosen === "off" || regions.length === 0) {
    return undefined;
  }
  const { actions, document, parameters, resourceParameter } = definition;
  return {
    regions,
    actions,
    document,
    resourceParameter,
    parameters: parameters?.(input) ?? {},
    roleName: fitted(input.name, `remedy-${key}`, LONGEST_ROLE_NAME),
    automatic: chosen === "automatic",
  };
}

function policyRules(settings: Settings, input: AwsConfigInput): PolicyRule[] {
  return Object.entries(settings.policyRules).map(([key, rule]) => ({
    key,
    title: rule.title,
    controls: rule.controls,
    resourceTypes: rule.resourceTypes,
    policy: rule.policy,
    ruleName: configRuleName(input.name, key),
    regions: withOrganizationRules(input.regions),
    excludedAccounts: excluded(settings, rule, input),
  }));
}

function functionRules(settings: Settings, input: AwsConfigInput): FunctionRule[] {
  return Object.entries(settings.functionRules).map(([key, rule]) => {
    const functionArns = Object.fromEntries(rule.functions.map((arn) => [arn.split(":")[3] ?? "", arn]));
    return {
      key,
      title: rule.title,
      controls: rule.controls,
      resourceTypes: rule.resourceTypes,
      functionArns,
      ruleName: configRuleName(input.name, key),
      regions: withOrganizationRules(Object.keys(functionArns)).sort(),
      parameters: rule.parameters,
      periodHours: rule.periodHours,
      excludedAccounts: excluded(settings, rule, input),
    };
  });
}

function withOrganizationRules(regions: readonly string[]): string[] {
  return regions.filter((region) => hasFeature("organizationConfigRules", region));
}

function conformancePacks(settings: Settings, input: AwsConfigInput): ConformancePack[] {
  return Object.entries(settings.conformancePacks).map(([key, pack]) => {
    const template = input.templates.get(pack.template);
    if (template === undefined) {
      throw new Error(`the template "${pack.template}" was not read`);
    }
    return {
      key,
      regions: input.regions.filter((region) => hasFeature("organizationConformancePacks", region)),
      template,
      parameters: pack.parameters,
      packName: fitted(input.name, key, LONGEST_PACK_NAME),
      excludedAccounts: excluded(settings, pack, input),
    };
  });
}

function excluded(
  { excludedAccounts: everywhere }: Settings,
  { excludedAccounts }: { readonly excludedAccounts: readonly string[] },
  input: Pick<Accounts, "accounts">,
): string[] {
  const slugs = [...everywhere, ...excludedAccounts].map((account) => slugIn(input, account));
  return [...new Set(slugs)].sort();
}
