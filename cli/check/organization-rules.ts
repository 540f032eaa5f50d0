import type { Check, CheckedEnvironment } from "./check";
import { deploymentDifferences } from "./member-deployments";
import { membersOf } from "./members";
import { deployedPacks, deployedRules, packsIn, rulesIn } from "./organization-deployments";

const isAudit = ({ account, landingZone: { audit } }: CheckedEnvironment): boolean => account.slug === audit.slug;

/** @see https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html */
export const organizationRules: Check = {
  id: "organization-rules",
  title: "Every account has the organization's AWS Config rules",
  concerns: (environment) => isAudit(environment) && rulesIn(environment).length > 0,
  async run(environment, clients) {
    const deployments = await deployedRules(clients.config, rulesIn(environment));
    return deploymentDifferences("rule", deployments, await membersOf(environment.landingZone, clients));
  },
};

/** @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html */
export const conformancePacks: Check = {
  id: "conformance-packs",
  title: "Every account has the organization's conformance packs",
  concerns: (environment) => isAudit(environment) && packsIn(environment).length > 0,
  async run(environment, clients) {
    const deployments = await deployedPacks(clients.config, packsIn(environment));
    return deploymentDifferences("conformance pack", deployments, await membersOf(environment.landingZone, clients));
  },
};
