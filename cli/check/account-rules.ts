import { paginateDescribeConfigRules } from "@aws-sdk/client-config-service";
import { isExcluded } from "../../config/accounts/excluded";
import { hasBaselineStack, isHome } from "./check";
import type { Check, CheckedEnvironment } from "./check";

/** Rules that an account's own stack makes: with a remediation, where there are none of organizations, and on MFA Delete. */
function rulesIn(environment: CheckedEnvironment): string[] {
  const { account, landingZone, region } = environment;
  const { archive, config, logArchive, names } = landingZone;
  return [
    ...config.managedRules
      .filter(
        ({ accountRegions, excludedAccounts }) =>
          accountRegions.includes(region) && !isExcluded(account, excludedAccounts),
      )
      .map(({ ruleName }) => ruleName),
    ...(archive.mfaDelete && account.slug === logArchive.slug && isHome(environment) ? [names.mfaDeleteRule] : []),
  ];
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigRules.html */
export const accountRules: Check = {
  id: "account-rules",
  title: "Every account has the AWS Config rules of its own stack",
  concerns: (environment) => hasBaselineStack(environment) && rulesIn(environment).length > 0,
  async run(environment, { config: client }) {
    const active = new Set<string | undefined>();
    for await (const { ConfigRules = [] } of paginateDescribeConfigRules({ client }, {})) {
      for (const { ConfigRuleName, ConfigRuleState } of ConfigRules) {
        if (!ConfigRuleState?.startsWith("DELETING")) {
          active.add(ConfigRuleName);
        }
      }
    }
    return rulesIn(environment)
      .filter((name) => !active.has(name))
      .map((name) => ({ what: `there is no AWS Config rule ${name}` }));
  },
};
