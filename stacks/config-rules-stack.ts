import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import { OrganizationConformancePack } from "../modules/config/organization-conformance-pack";
import { OrganizationFunctionRule } from "../modules/config/organization-function-rule";
import { OrganizationManagedRule } from "../modules/config/organization-managed-rule";
import { OrganizationPolicyRule } from "../modules/config/organization-policy-rule";
import type { Environment } from "../modules/environment";
import { deliveryFrequency } from "./config-frequency";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";

/**
 * AWS Config rules and conformance packs of the whole organization, in the Regions that have such, made by the audit account as its delegated
 * administrator. AWS deploys them to every account at once and refuses those where one does not record: the stacks that
 * make the recorders come first.
 */
export class ConfigRulesStack extends LandingZoneStack {
  private readonly accountIds: ReadonlyMap<string, string>;

  constructor(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
    recording: readonly LandingZoneStack[],
  ) {
    super(scope, "config-rules", landingZone, organization.account(landingZone.audit), { everyRegion: true });
    for (const stack of recording) {
      this.addDependency(stack);
    }
    this.accountIds = new Map(
      landingZone.accounts.map((account) => [account.slug, organization.account(account).accountId]),
    );
    for (const environment of this.environments) {
      this.addRules(environment);
      this.addConformancePacks(environment);
    }
  }

  private addRules(environment: Environment): void {
    const { functionRules, managedRules, policyRules } = this.landingZone.config;
    const { region } = environment;
    const here = <Rule extends { readonly regions: readonly string[] }>(rules: readonly Rule[]): readonly Rule[] =>
      rules.filter((rule) => rule.regions.includes(region));
    for (const { accountRegions, key, ...rule } of here(managedRules)) {
      // With a remediation it is a rule of every account, in that account's stack, and where AWS has none of organizations.
      if (!accountRegions.includes(region)) {
        new OrganizationManagedRule(this, `rule-${key}-${region}`, {
          environment,
          ...rule,
          description: described(rule),
          inputParameters: rule.parameters,
          excludedAccounts: this.idsOf(rule.excludedAccounts),
        });
      }
    }
    for (const { key, policy, ...rule } of here(policyRules)) {
      new OrganizationPolicyRule(this, `rule-${key}-${region}`, {
        environment,
        ...rule,
        description: described(rule),
        policyText: policy,
        excludedAccounts: this.idsOf(rule.excludedAccounts),
      });
    }
    for (const { functionArns, key, periodHours, ...rule } of here(functionRules)) {
      new OrganizationFunctionRule(this, `rule-${key}-${region}`, {
        environment,
        ...rule,
        description: described(rule),
        functionArn: functionArns[region] ?? "",
        inputParameters: rule.parameters,
        triggerTypes: periodHours === undefined ? ON_CHANGE : ["ScheduledNotification"],
        maximumExecutionFrequency: periodHours === undefined ? undefined : deliveryFrequency(periodHours),
        excludedAccounts: this.idsOf(rule.excludedAccounts),
        accountIds: [...this.accountIds].map(([slug, accountId]) => ({ slug, accountId })),
      });
    }
  }

  private addConformancePacks(environment: Environment): void {
    const packs = this.landingZone.config.conformancePacks.filter(({ regions }) =>
      regions.includes(environment.region),
    );
    for (const { excludedAccounts, key, packName, parameters, template } of packs) {
      new OrganizationConformancePack(this, `pack-${key}-${environment.region}`, {
        environment,
        packName,
        parameters,
        templateBody: template,
        excludedAccounts: this.idsOf(excludedAccounts),
      });
    }
  }

  private idsOf(accounts: readonly string[]): string[] {
    return accounts.map((account) => this.accountIds.get(account) ?? account);
  }
}

const ON_CHANGE = ["ConfigurationItemChangeNotification", "OversizedConfigurationItemChangeNotification"] as const;

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_OrganizationManagedRuleMetadata.html */
const LONGEST_DESCRIPTION = 256;

/** What the rule reports and the controls that it serves, as many as there is room for. */
function described({ controls, title }: { readonly controls: readonly string[]; readonly title: string }): string {
  return controls.reduce((described, control, index) => {
    const longer = `${described}${index === 0 ? ". " : ", "}${control}`;
    return longer.length <= LONGEST_DESCRIPTION ? longer : described;
  }, title);
}
