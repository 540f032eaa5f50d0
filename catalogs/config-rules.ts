import { CONFIG_RULES } from "../config/aws-config/rules";
import { isOnByDefault } from "../config/aws-config/rules/definition";
import type { ConfigRuleDefinition } from "../config/aws-config/rules/definition";
import { withoutNames } from "./without-names";

/** One of AWS Config's own rules, as `AccountRules` and `OrganizationRules` take it. */
export interface ConfigRuleEntry {
  /** Identifier of the AWS managed rule. */
  readonly identifier: string;
  /** What it reports. */
  readonly description: string;
  /** CloudFormation types whose changes set it off; empty where the clock alone does. */
  readonly resourceTypes: readonly string[];
  /** Values of AWS's parameters by their names; empty: AWS's own. */
  readonly inputParameters: Readonly<Record<string, string>>;
}

/** Which rules of the catalog. */
export interface ConfigRuleChoice {
  /** Region that they are made in: AWS does not offer every rule everywhere. */
  readonly region: string;
  /**
   * Words that a control begins with which a rule has to serve: `CIS`, `PCI DSS`, `NIST`.
   * @default - any
   */
  readonly controls?: string;
  /**
   * Whether rules that report the same in every region of an account are among them: for one region of the account.
   * @default true
   */
  readonly accountWide?: boolean;
}

/** AWS Config's rules that are worth having and need no names of a landing zone, by keys that stay the same. */
export function configRules({
  accountWide = true,
  controls = "",
  region,
}: ConfigRuleChoice): Readonly<Record<string, ConfigRuleEntry>> {
  return Object.fromEntries(
    Object.entries<ConfigRuleDefinition>(CONFIG_RULES).flatMap(([key, definition]): [string, ConfigRuleEntry][] => {
      const { absentFrom, extent, identifier, parameters, requiredParameters = [], resourceTypes, title } = definition;
      const inputParameters = parameters === undefined ? {} : withoutNames("aws", (input) => parameters(input));
      const isChosen =
        isOnByDefault(definition) &&
        !absentFrom.includes(region) &&
        (accountWide || extent === "region") &&
        definition.controls.some((control) => control.startsWith(controls));
      if (!isChosen || inputParameters === undefined || requiredParameters.some((name) => !(name in inputParameters))) {
        return [];
      }
      return [[key, { identifier, description: title.slice(0, 256), resourceTypes, inputParameters }]];
    }),
  );
}
