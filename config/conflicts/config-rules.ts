import { CORE_ACCOUNTS } from "../core-accounts";
import type { Finding } from "../source/document";
import type { Facts } from "../readable";
import { slugOf } from "../keys";
import { DEPLOYABLE_REGIONS, REGIONS } from "../../aws/regions";
import { regionsOfRule } from "../aws-config/rules/regions";
import { CONFIG_RULES } from "../aws-config/rules";
import type { ConfigRuleDefinition } from "../aws-config/rules/definition";
import { didYouMean, listed } from "../source/suggest";
import { duplicates } from "./duplicates";

const DEFINITIONS: Readonly<Record<string, ConfigRuleDefinition>> = CONFIG_RULES;
const WITH_REMEDY = Object.entries(DEFINITIONS).flatMap(([key, { remedy }]) => (remedy === undefined ? [] : [key]));

/** Nobody should have to guess later why a rule is missing. */
export function rulesOffWithoutReason({ config: { rules } }: Facts): Finding[] {
  return rules
    .filter(({ enabled, hasReason, key }) => enabled === false && !hasReason && DEFINITIONS[key]?.byDefault === true)
    .map(({ path }) => ({
      path,
      key: "enabled",
      message: "switched off without a reason",
      fix: "add reason: with a sentence for those who review the file, or remove enabled",
    }));
}

/** A rule that somebody asked for would be missing without a word. */
export function rulesNowhere({ config: { rules }, homeRegion, regions }: Facts): Finding[] {
  const governed = regions.map(({ value }) => value);
  const partition = REGIONS.get(homeRegion?.value ?? "")?.partition;
  if (homeRegion === undefined || partition === undefined || governed.length === 0) {
    return [];
  }
  return rules.flatMap(({ enabled, key, parameters, path, remediation }): Finding[] => {
    const definition = DEFINITIONS[key];
    const isAskedFor =
      enabled ?? (definition?.byDefault === true && (parameters.length > 0 || remediation !== undefined));
    if (definition === undefined || !isAskedFor || regionsOfRule(definition, homeRegion.value, governed).length > 0) {
      return [];
    }
    const having = DEPLOYABLE_REGIONS.filter(
      (name) => REGIONS.get(name)?.partition === partition && !definition.absentFrom.includes(name),
    );
    return [
      {
        path,
        severity: "warning",
        message: "AWS offers this rule in none of the governed regions, so that it is deployed nowhere",
        got: governed.join(", "),
        allowed:
          having.length === 0 ? `none: no region of partition ${partition} has it` : listed(having, homeRegion.value),
        fix: having.length === 0 ? "remove it" : "remove it, or govern a region that has it",
      },
    ];
  });
}

/** What is set of a rule that is not deployed changes nothing. */
export function settingsOfRulesThatAreOff({ config: { rules } }: Facts): Finding[] {
  return rules.flatMap(({ enabled, key, parameters, path, remediation }): Finding[] => {
    const isOffByDefault = enabled === undefined && DEFINITIONS[key]?.byDefault === false;
    if (enabled !== false && !isOffByDefault) {
      return [];
    }
    const isRemediated = remediation !== undefined && remediation.value !== "off";
    // Who switched a rule off may keep its parameters for later.
    const isForgotten = isOffByDefault && parameters.length > 0;
    return [...(isRemediated ? ["remediation"] : []), ...(isForgotten ? ["parameters"] : [])].map((setting) => ({
      ...{ path, key: setting },
      severity: "warning",
      message: `does nothing, as the rule is off${isOffByDefault ? " by default" : ""}`,
      fix: isOffByDefault ? "add enabled: true, or remove it" : "remove it, or enabled: false",
    }));
  });
}

/** AWS Config refuses a parameter that the rule does not have, and only when it is deployed. */
export function unknownParameters({ config: { rules } }: Facts): Finding[] {
  return rules.flatMap(({ key, parameters }) => {
    const { allowedParameters = {} } = DEFINITIONS[key] ?? {};
    const allowed = Object.keys(allowedParameters);
    return DEFINITIONS[key] === undefined
      ? []
      : parameters
          .filter(({ value }) => !allowed.includes(value))
          .map(({ path, value }) => ({
            path: path.slice(0, -1),
            key: value,
            message: "the rule has no such parameter",
            got: `"${value}"`,
            allowed: allowed.length === 0 ? "none: this rule has no parameters" : listed(allowed, value),
            fix: didYouMean(value, allowed),
          }));
  });
}

export function missingParameters({ config: { rules } }: Facts): Finding[] {
  return rules.flatMap(({ enabled, key, parameters, path }) => {
    const { byDefault = false, parameters: byDefinition, requiredParameters = [] } = DEFINITIONS[key] ?? {};
    if (!(enabled ?? byDefault) || byDefinition !== undefined) {
      return [];
    }
    const missing = requiredParameters.filter((name) => !parameters.some(({ value }) => value === name));
    return missing.length === 0
      ? []
      : [
          {
            path,
            message: "the rule needs parameters",
            got: `nothing for ${missing.join(", ")}`,
            fix: "add them under parameters; docs/config-rules.md tells what they are",
          },
        ];
  });
}

export function remediationWithoutRemedy({ config: { rules } }: Facts): Finding[] {
  return rules.flatMap(({ key, remediation }) =>
    remediation === undefined || remediation.value === "off" || DEFINITIONS[key]?.remedy !== undefined
      ? []
      : [
          {
            path: remediation.path,
            message: "AWS owns no SSM document that puts right what this rule reports",
            got: `"${remediation.value}"`,
            allowed: `off; a remediation have ${listed(WITH_REMEDY, key)}`,
          },
        ],
  );
}

/** A rule of the name of another would be the same rule to AWS Config. */
export function customRuleNamesakes({ config: { customKeys } }: Facts): Finding[] {
  const taken = customKeys.filter(({ value }) => Object.hasOwn(DEFINITIONS, value));
  return [
    ...taken.map(({ path, value }) => ({
      path: path.slice(0, -1),
      key: value,
      message: "the landing zone has a rule of this name already",
      got: `"${value}"`,
      fix: `choose another key, or set config.rules.${value}`,
    })),
    ...duplicates(customKeys, { what: "rule", fix: "give one of the two another key" }),
  ];
}

/** AWS Config invokes a function of the rule's own region; an organization's rule one of the account that made it. */
export function foreignFunctions({ accounts, config: { functions }, homeRegion, regions }: Facts): Finding[] {
  const audit = accounts.find(({ kind }) => kind === "audit")?.id?.value;
  const governed = regions.map(({ value }) => value);
  const home = REGIONS.get(homeRegion?.value ?? "")?.partition;
  return functions.flatMap(({ path, value }): Finding[] => {
    const [, partition = "", , region = "", account = ""] = value.split(":");
    if (home !== undefined && partition !== "" && partition !== home) {
      const message = `the function is in partition ${partition}, the home region in ${home}`;
      return [{ path, message, got: `"${value}"`, allowed: `functions whose ARN begins with arn:${home}:lambda:` }];
    }
    if (governed.length > 0 && region !== "" && !governed.includes(region)) {
      const message = "the function is in a region that is not governed";
      return [{ path, message, got: `"${value}"`, allowed: listed(governed, region) }];
    }
    return audit !== undefined && account !== "" && account !== audit
      ? [
          {
            path,
            message: "the function is not in the audit account, which makes the rules of the organization",
            got: `"${value}"`,
            allowed: `functions in account ${audit}`,
          },
        ]
      : [];
  });
}

export function functionsOfOneRegion({ config: { functions } }: Facts): Finding[] {
  const identity = (arn: string): string => arn.split(":")[3] ?? arn;
  return [...new Set(functions.map(({ rule }) => rule))].flatMap((key) =>
    duplicates(
      functions.filter(({ rule }) => rule === key),
      { what: "region of a function", fix: "name one function a region", identity },
    ),
  );
}

/** A misspelt name would exclude nobody. */
export function unknownExcludedAccounts({ accounts, config: { excluded } }: Facts): Finding[] {
  const names = accounts.flatMap(({ kind, name }) =>
    kind === "workload" ? (name === undefined ? [] : [name.value]) : [CORE_ACCOUNTS[kind]],
  );
  const keys = names.map(slugOf);
  return excluded
    .filter(({ value }) => !/^[0-9]{12}$/.test(value) && !keys.includes(slugOf(value)))
    .map(({ path, value }) => ({
      path,
      message: "there is no such account",
      got: `"${value}"`,
      allowed: `${listed(names, value)}, or twelve digits`,
      fix: didYouMean(value, names),
    }));
}

/** The organization's aggregator sees them already. */
export function externalAccountsOfTheOrganization({ accounts, config: { externalAccounts } }: Facts): Finding[] {
  const own = accounts.flatMap(({ id }) => (id === undefined ? [] : [id.value]));
  return [
    ...externalAccounts
      .filter(({ value }) => own.includes(value))
      .map(({ path, value }) => ({
        path,
        message: "this account is one of the landing zone, whose aggregator sees it already",
        got: `"${value}"`,
        fix: "remove it here",
      })),
    ...duplicates(externalAccounts, { what: "external account", fix: "remove one of the two" }),
  ];
}
