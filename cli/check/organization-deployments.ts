// What the organization's rules and conformance packs have come to in each account, as far as the file has them in a region.
import {
  paginateGetOrganizationConfigRuleDetailedStatus,
  paginateGetOrganizationConformancePackDetailedStatus,
} from "@aws-sdk/client-config-service";
import type { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { atOnce } from "../../console/at-once";
import { isMissing } from "./check";
import type { CheckedEnvironment } from "./check";
import type { MemberStatus, OrganizationDeployment } from "./member-deployments";

/** AWS Config takes few of these calls in a second. */
const CALLS_AT_ONCE = 2;
/** As many accounts as AWS tells of at once. */
const PAGE = { pageSize: 100 };

export type Expected = Omit<OrganizationDeployment, "statuses">;
type Where = Pick<CheckedEnvironment, "landingZone" | "region">;

/** Rules of every kind: managed, in Guard, and of functions. Others are rules of accounts: see account-rules.ts. */
export function rulesIn({ landingZone: { config }, region }: Where): Expected[] {
  return [
    ...config.managedRules.filter(({ accountRegions }) => !accountRegions.includes(region)),
    ...config.policyRules,
    ...config.functionRules,
  ]
    .filter(({ regions }) => regions.includes(region))
    .map(({ excludedAccounts, ruleName: name }) => ({ name, excludedAccounts }));
}

export const packsIn = ({ landingZone: { config }, region }: Where): Expected[] =>
  config.conformancePacks
    .filter(({ regions }) => regions.includes(region))
    .map(({ excludedAccounts, packName: name }) => ({ name, excludedAccounts }));

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationConfigRuleDetailedStatus.html */
export function deployedRules(
  client: ConfigServiceClient,
  expected: readonly Expected[],
): Promise<OrganizationDeployment[]> {
  return withStatuses(expected, "NoSuchOrganizationConfigRuleException", async (OrganizationConfigRuleName) => {
    const statuses: MemberStatus[] = [];
    const pages = paginateGetOrganizationConfigRuleDetailedStatus({ client, ...PAGE }, { OrganizationConfigRuleName });
    for await (const { OrganizationConfigRuleDetailedStatus = [] } of pages) {
      for (const {
        AccountId = "?",
        ErrorCode,
        MemberAccountRuleStatus = "unknown",
      } of OrganizationConfigRuleDetailedStatus) {
        statuses.push({ accountId: AccountId, status: MemberAccountRuleStatus, errorCode: ErrorCode });
      }
    }
    return statuses;
  });
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationConformancePackDetailedStatus.html */
export function deployedPacks(
  client: ConfigServiceClient,
  expected: readonly Expected[],
): Promise<OrganizationDeployment[]> {
  return withStatuses(
    expected,
    "NoSuchOrganizationConformancePackException",
    async (OrganizationConformancePackName) => {
      const statuses: MemberStatus[] = [];
      const pages = paginateGetOrganizationConformancePackDetailedStatus(
        { client, ...PAGE },
        { OrganizationConformancePackName },
      );
      for await (const { OrganizationConformancePackDetailedStatuses = [] } of pages) {
        for (const { AccountId = "?", ErrorCode, Status = "unknown" } of OrganizationConformancePackDetailedStatuses) {
          statuses.push({ accountId: AccountId, status: Status, errorCode: ErrorCode });
        }
      }
      return statuses;
    },
  );
}

function withStatuses(
  expected: readonly Expected[],
  missing: string,
  read: (name: string) => Promise<readonly MemberStatus[]>,
): Promise<OrganizationDeployment[]> {
  return atOnce(CALLS_AT_ONCE, expected, async (deployment) => {
    try {
      return { ...deployment, statuses: await read(deployment.name) };
    } catch (error) {
      if (isMissing(error, missing)) {
        return deployment;
      }
      throw error;
    }
  });
}
