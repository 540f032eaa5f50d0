import {
  paginateGetOrganizationConfigRuleDetailedStatus,
  paginateGetOrganizationConformancePackDetailedStatus,
} from "@aws-sdk/client-config-service";
import { atOnce } from "../../console/at-once";
import { isMissing } from "./check";
import type { Check, CheckedEnvironment } from "./check";
import { deploymentDifferences } from "./member-deployments";
import type { MemberStatus, OrganizationDeployment } from "./member-deployments";

/** AWS Config takes few of these calls in a second. */
const CALLS_AT_ONCE = 2;

const isAudit = ({ account, landingZone: { audit } }: CheckedEnvironment): boolean => account.slug === audit.slug;

type Expected = Omit<OrganizationDeployment, "members">;

/** Others are rules of accounts: see account-rules.ts. */
function rulesIn({ landingZone: { config }, region }: CheckedEnvironment): Expected[] {
  return [
    ...config.managedRules.filter(({ accountRegions }) => !accountRegions.includes(region)),
    ...config.policyRules,
    ...config.functionRules,
  ]
    .filter(({ regions }) => regions.includes(region))
    .map(({ excludedAccounts, ruleName: name }) => ({ name, excludedAccounts }));
}

const packsIn = ({ landingZone: { config }, region }: CheckedEnvironment): Expected[] =>
  config.conformancePacks
    .filter(({ regions }) => regions.includes(region))
    .map(({ excludedAccounts, packName: name }) => ({ name, excludedAccounts }));

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationConfigRuleDetailedStatus.html */
export const organizationRules: Check = {
  id: "organization-rules",
  title: "Every account has the organization's AWS Config rules",
  concerns: (environment) => isAudit(environment) && rulesIn(environment).length > 0,
  async run(environment, clients) {
    const { config: client } = clients;
    const deployments = await atOnce(CALLS_AT_ONCE, rulesIn(environment), (rule) =>
      withMembers(rule, "NoSuchOrganizationConfigRuleException", async () => {
        const members: MemberStatus[] = [];
        const pages = paginateGetOrganizationConfigRuleDetailedStatus(
          { client },
          { OrganizationConfigRuleName: rule.name },
        );
        for await (const { OrganizationConfigRuleDetailedStatus = [] } of pages) {
          for (const {
            AccountId = "?",
            ErrorCode,
            MemberAccountRuleStatus = "unknown",
          } of OrganizationConfigRuleDetailedStatus) {
            members.push({ accountId: AccountId, status: MemberAccountRuleStatus, errorCode: ErrorCode });
          }
        }
        return members;
      }),
    );
    return deploymentDifferences("rule", deployments, environment.landingZone, clients);
  },
};

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationConformancePackDetailedStatus.html */
export const conformancePacks: Check = {
  id: "conformance-packs",
  title: "Every account has the organization's conformance packs",
  concerns: (environment) => isAudit(environment) && packsIn(environment).length > 0,
  async run(environment, clients) {
    const { config: client } = clients;
    const deployments = await atOnce(CALLS_AT_ONCE, packsIn(environment), (pack) =>
      withMembers(pack, "NoSuchOrganizationConformancePackException", async () => {
        const members: MemberStatus[] = [];
        const pages = paginateGetOrganizationConformancePackDetailedStatus(
          { client },
          { OrganizationConformancePackName: pack.name },
        );
        for await (const { OrganizationConformancePackDetailedStatuses = [] } of pages) {
          for (const {
            AccountId = "?",
            ErrorCode,
            Status = "unknown",
          } of OrganizationConformancePackDetailedStatuses) {
            members.push({ accountId: AccountId, status: Status, errorCode: ErrorCode });
          }
        }
        return members;
      }),
    );
    return deploymentDifferences("conformance pack", deployments, environment.landingZone, clients);
  },
};

async function withMembers(
  expected: Expected,
  missing: string,
  read: () => Promise<readonly MemberStatus[]>,
): Promise<OrganizationDeployment> {
  try {
    return { ...expected, members: await read() };
  } catch (error) {
    if (isMissing(error, missing)) {
      return expected;
    }
    throw error;
  }
}
