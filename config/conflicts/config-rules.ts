import { DEPLOYABLE_REGIONS, REGIONS } from "../../aws/regions";
import { isOn } from "../aws-config/resolve";
import { CONFIG_RULES } from "../aws-config/rules";
import type { ConfigRuleKey } from "../aws-config/rules";
import { isOnByDefault } from "../aws-config/rules/definition";
import type { ConfigRuleDefinition } from "../aws-config/rules/definition";
import { regionsOfRule } from "../aws-config/rules/regions";
import { slugOf } from "../keys";
import { entriesOf, fieldsOf, located, present, whole } from "../readable";
import type { Located, Reading, Written } from "../readable";
import type { Configuration } from "../schema";
import type { Finding, Path } from "../source/document";
import { didYouMean, listed } from "../source/suggest";
import { accountNames, accountsOf } from "./accounts";
import { unknown, withoutReason, wrong } from "./finding";
import type { Findings } from "./finding";
import { functionsOf } from "./function-permissions";
import type { Rule } from "./rule";

const DEFINITIONS: readonly (readonly [string, ConfigRuleDefinition])[] = Object.entries(CONFIG_RULES);
const REMEDIATED = DEFINITIONS.flatMap(([key, { remediation }]) => (remediation === undefined ? [] : [key]));

type RuleSettings = Configuration["config"]["rules"][ConfigRuleKey];

interface FoundRule {
  readonly key: string;
  readonly path: Path;
  readonly definition: ConfigRuleDefinition;
  readonly settings: RuleSettings;
}

/** The rules that AWS manages, except those whose settings could not be read as a whole. */
export function rulesOf({ config }: Reading): FoundRule[] {
  return fieldsOf(config?.rules, ["config", "rules"]).flatMap(({ key, path, value }) => {
    const definition = CONFIG_RULES[key as ConfigRuleKey];
    return located(whole<RuleSettings>(value), path).map((found) => ({ key, path, definition, settings: found.value }));
  });
}

/** Nobody should have to guess later why a rule is missing. */
function rulesOffWithoutReason({ config }: Reading, written: Written): Finding[] {
  const off = fieldsOf(config?.rules, ["config", "rules"]).filter(
    ({ key, value }) => isOnByDefault(CONFIG_RULES[key as ConfigRuleKey]) && value.enabled === false,
  );
  return withoutReason(off, written, "enabled");
}

/** A rule that somebody asked for would be missing without a word. */
function rulesNowhere(reading: Reading, written: Written): Finding[] {
  const { homeRegion = "", regions } = reading;
  const governed = present(regions);
  const partition = REGIONS.get(homeRegion)?.partition;
  if (partition === undefined || governed.length === 0) {
    return [];
  }
  const isAskedFor = (path: Path): boolean =>
    ["enabled", "parameters", "remediation"].some((key) => written([...path, key]));
  return rulesOf(reading)
    .filter(({ definition, path, settings }) => isOn(definition, settings) && isAskedFor(path))
    .filter(({ definition }) => regionsOfRule(definition, homeRegion, governed).length === 0)
    .map(({ definition, path }) => {
      const having = DEPLOYABLE_REGIONS.filter(
        (name) => REGIONS.get(name)?.partition === partition && !definition.absentFrom.includes(name),
      );
      return {
        path,
        severity: "warning",
        message: "AWS offers this rule in none of the governed regions, so that it is deployed nowhere",
        got: governed.join(", "),
        allowed: having.length === 0 ? `none: no region of partition ${partition} has it` : listed(having, homeRegion),
        fix: having.length === 0 ? "remove it" : "remove it, or govern a region that has it",
      };
    });
}

/** What is set of a rule that is not deployed changes nothing. */
function settingsOfRulesThatAreOff(reading: Reading): Finding[] {
  return rulesOf(reading)
    .filter(({ definition, settings }) => !isOn(definition, settings))
    .flatMap(({ path, settings: { enabled, parameters, remediation } }) => {
      const isOffByDefault = enabled === undefined;
      const isRemediated = remediation !== "off";
      // Who switched a rule off may keep its parameters for later.
      const isForgotten = isOffByDefault && Object.keys(parameters).length > 0;
      return [...(isRemediated ? ["remediation"] : []), ...(isForgotten ? ["parameters"] : [])].map((key) => ({
        path,
        key,
        severity: "warning" as const,
        message: `does nothing, as the rule is off${isOffByDefault ? " by default" : ""}`,
        fix: isOffByDefault ? "add enabled: true, or remove it" : "remove it, or enabled: false",
      }));
    });
}

/** AWS Config refuses a parameter that the rule does not have, and only when it is deployed. */
function unknownParameters({ config }: Reading): Finding[] {
  return fieldsOf(config?.rules, ["config", "rules"]).flatMap(({ key, path, value }) => {
    const { allowedParameters = {} }: ConfigRuleDefinition = CONFIG_RULES[key as ConfigRuleKey];
    const allowed = Object.keys(allowedParameters);
    return Object.keys(value.parameters ?? {})
      .filter((name) => !allowed.includes(name))
      .map((name) => ({
        path: [...path, "parameters"],
        key: name,
        message: "the rule has no such parameter",
        got: `"${name}"`,
        allowed: allowed.length === 0 ? "none: this rule has no parameters" : listed(allowed, name),
        fix: didYouMean(name, allowed),
      }));
  });
}

function missingParameters(reading: Reading): Finding[] {
  return rulesOf(reading)
    .filter(({ definition, settings }) => isOn(definition, settings) && definition.parameters === undefined)
    .flatMap(({ definition: { requiredParameters = [] }, path, settings: { parameters } }) => {
      const missing = requiredParameters.filter((name) => !Object.hasOwn(parameters, name));
      return missing.length === 0
        ? []
        : {
            path,
            message: "the rule needs parameters",
            got: `nothing for ${missing.join(", ")}`,
            fix: "add them under parameters; docs/config-rules.md lists them",
          };
    });
}

function remediationWithoutDocument({ config }: Reading): Finding[] {
  return fieldsOf(config?.rules, ["config", "rules"])
    .filter(({ key }) => !REMEDIATED.includes(key))
    .flatMap(({ key, path, value: { remediation } }) => {
      const message = "AWS owns no SSM document that puts right what this rule reports";
      const allowed = `off; a remediation have ${listed(REMEDIATED, key)}`;
      return remediation === undefined || remediation === "off"
        ? []
        : wrong({ path: [...path, "remediation"], value: remediation }, message, { allowed });
    });
}

/** A rule of the name of another would be the same rule to AWS Config. */
function customRuleNamesakes({ config }: Reading): Finding[] {
  const { functionRules = {}, policyRules = {} } = config ?? {};
  const keys = (section: object, name: string) => Object.keys(section).map((key) => ({ key, path: ["config", name] }));
  const both = Object.keys(functionRules).filter((key) => Object.hasOwn(policyRules, key));
  return [
    ...[...keys(policyRules, "policyRules"), ...keys(functionRules, "functionRules")]
      .filter(({ key }) => Object.hasOwn(CONFIG_RULES, key))
      .map(({ key, path }) => ({
        path,
        key,
        message: "the landing zone has a rule of this name already",
        got: `"${key}"`,
        fix: `choose another key, or set config.rules.${key}`,
      })),
    ...both.map((key) => ({
      path: ["config", "functionRules"],
      key,
      message: `the rule is the same as that of config.policyRules.${key}`,
      got: `"${key}"`,
      fix: "give one of the two another key",
    })),
  ];
}

/** AWS Config invokes a function of the rule's own region; an organization's rule one of the account that made it. */
function foreignFunctions(reading: Reading): Finding[] {
  const { accounts, homeRegion = "", regions } = reading;
  const governed = present(regions);
  const home = REGIONS.get(homeRegion)?.partition;
  const audit = accounts?.audit?.id;
  return functionsOf(reading).flatMap((arn): Findings => {
    const [, partition, , region = "", account] = arn.value.split(":");
    if (home !== undefined && partition !== home) {
      const message = `the function is in partition ${partition}, the home region in ${home}`;
      return wrong(arn, message, { allowed: `functions whose ARN begins with arn:${home}:lambda:` });
    }
    if (governed.length > 0 && !governed.includes(region)) {
      return wrong(arn, "the function is in a region that is not governed", { allowed: listed(governed, region) });
    }
    const message = "the function is not in the audit account, which makes the rules of the organization";
    return audit === undefined || account === audit
      ? []
      : wrong(arn, message, { allowed: `functions in account ${audit}` });
  });
}

/** A misspelt name would exclude nobody. */
function unknownExcludedAccounts(reading: Reading): Finding[] {
  const names = accountNames(reading);
  if (names === undefined) {
    return [];
  }
  return excludedAccounts(reading)
    .filter(({ value }) => !/^[0-9]{12}$/.test(value) && !names.map(slugOf).includes(slugOf(value)))
    .flatMap((account) =>
      unknown([account], names, "there is no such account", {
        allowed: `${listed(names, account.value)}, or twelve digits`,
      }),
    );
}

function excludedAccounts({ config = {} }: Reading): Located[] {
  const sections = [
    ...fieldsOf(config.rules, ["config", "rules"]),
    ...fieldsOf(config.policyRules, ["config", "policyRules"]),
    ...fieldsOf(config.functionRules, ["config", "functionRules"]),
    ...fieldsOf(config.conformancePacks, ["config", "conformancePacks"]),
    { value: config, path: ["config"] },
  ];
  return sections.flatMap(({ path, value }) => entriesOf(value.excludedAccounts, [...path, "excludedAccounts"]));
}

/** The organization's aggregator sees them already. */
function externalAccountsOfTheOrganization(reading: Reading): Finding[] {
  const own = accountsOf(reading).map(({ account }) => account.id);
  return entriesOf(reading.config?.aggregation?.externalAccounts, ["config", "aggregation", "externalAccounts"])
    .flatMap(({ path, value }) => located(value.id, [...path, "id"]))
    .filter(({ value }) => own.includes(value))
    .map((id) =>
      wrong(id, "this account is one of the landing zone, whose aggregator sees it already", { fix: "remove it here" }),
    );
}

export const CONFIG_RULE_RULES = [
  rulesOffWithoutReason,
  rulesNowhere,
  settingsOfRulesThatAreOff,
  unknownParameters,
  missingParameters,
  remediationWithoutDocument,
  customRuleNamesakes,
  foreignFunctions,
  unknownExcludedAccounts,
  externalAccountsOfTheOrganization,
] satisfies Rule[];
