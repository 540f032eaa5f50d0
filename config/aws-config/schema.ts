import { z } from "zod";
import { CONFIG_RULES } from "./rules";
import type { ConfigRuleKey } from "./rules";
import { isOnByDefault } from "./rules/definition";
import type { ConfigRuleDefinition } from "./rules/definition";
import { PARAMETER_FORMS } from "./rules/parameter-values";
import { aggregation } from "./aggregation-schema";
import { conformancePacks } from "./conformance-packs-schema";
import { customRules } from "./custom-rules-schema";
import { excludedAccounts } from "../fields/excluded-accounts";
import { recording } from "./recording-schema";
import { text } from "../fields/text";

function haveTheirForms({ issues, value }: z.core.ParsePayload<Record<string, string>>): void {
  for (const [name, text] of Object.entries(value)) {
    const form = PARAMETER_FORMS.get(name);
    if (form !== undefined && !form.pattern.test(text)) {
      const message = "not a value that the rule's parameter takes";
      issues.push({ code: "custom", path: [name], input: text, message, params: { allowed: form.allowed } });
    }
  }
}

function rule(definition: ConfigRuleDefinition) {
  const { identifier, remediation, title } = definition;
  const byDefault = isOnByDefault(definition);
  return z
    .strictObject({
      enabled: z
        .boolean()
        .optional()
        .describe(
          `Whether it is deployed. Default: \`${String(byDefault)}\`.${byDefault ? " Off needs a `reason`." : ""}`,
        ),
      reason: text(/\S.{8,}\S/, "a sentence of at least 10 characters", "Our own trail has another checker")
        .optional()
        .describe("Why, for those who review it. Required where a rule that is on by default is switched off."),
      parameters: z
        .record(z.string(), z.string())
        .check(haveTheirForms)
        .default({})
        .describe("Parameters of the rule as texts, as AWS's page on it names them. Default: docs/config-rules.md."),
      excludedAccounts: excludedAccounts("Accounts that it is not deployed in"),
      remediation: z
        .enum(["off", "manual", "automatic"])
        .default("off")
        .describe(
          remediation === undefined
            ? "`off` only: AWS owns no SSM document for it."
            : `\`manual\`: the console offers to run \`${remediation.document}\` on what is reported; \`automatic\`: it is run. ` +
                "The rule is then one of every account: AWS lets no organization rule have a remediation.",
        ),
    })
    .prefault({})
    .describe(`${title}. AWS calls it \`${identifier}\`.`);
}

const rules = Object.fromEntries(
  Object.entries<ConfigRuleDefinition>(CONFIG_RULES).map(([key, definition]) => [key, rule(definition)]),
) as Record<ConfigRuleKey, ReturnType<typeof rule>>;

export const awsConfig = z
  .strictObject({
    recording,
    rules: z
      .strictObject(rules)
      .prefault({})
      .describe("Settings of the rules that AWS manages; docs/config-rules.md lists them."),
    ...customRules,
    conformancePacks,
    aggregation,
    excludedAccounts: excludedAccounts(
      "Accounts that no rule and no conformance pack of the organization is deployed in, such as those outside of the " +
        "landing zone that AWS Config does not record in: there AWS refuses rules, and the whole deployment with them. Those " +
        "outside are left out by StackSets, too, if they are here when a region gets its stacks",
    ),
  })
  .prefault({})
  .describe("AWS Config: what is recorded, and the rules that look at it.");
