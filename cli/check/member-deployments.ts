import { isExcluded } from "../../config/accounts/excluded";
import type { LandingZone } from "../../config/landing-zone";
import { plural } from "../../console/plural";
import type { CheckClients, Difference } from "./check";
import { slugsById } from "./slugs";
import { someOf } from "./some-of";

/** Something of the organization that AWS Config deploys to its accounts: a rule or a conformance pack. */
export interface OrganizationDeployment {
  readonly name: string;
  /** Slugs or ids of accounts that it is not deployed to. */
  readonly excludedAccounts: readonly string[];
  /** What AWS says of each account that it tried; absent where the organization has nothing of this name. */
  readonly members?: readonly MemberStatus[];
}

export interface MemberStatus {
  /** Twelve digits. */
  readonly accountId: string;
  /** `CREATE_SUCCESSFUL`, `CREATE_IN_PROGRESS`, `CREATE_FAILED`, and the same of `UPDATE` and `DELETE`. */
  readonly status: string;
  /** `NoAvailableConfigurationRecorder` */
  readonly errorCode?: string;
}

const NEVER = "AWS never tried";

/**
 * AWS tries for seven hours where an account that joins does not record, and never again, nor does a plan show it.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
 */
const PUT_AGAIN =
  "AWS tries for seven hours after an account joins, and Terraform sees nothing of it. See that the account records, then put " +
  "the rules again: docs/check.md has the commands.";
const WAIT = "AWS is at it. Run the check again in some minutes.";
const REASONS =
  "Find the reason in AWS Config of the account, then put the rules again: docs/check.md has the commands.";

/** What is not there, and in which account what was not deployed, many of a kind told as one. */
export async function deploymentDifferences(
  noun: string,
  deployments: readonly OrganizationDeployment[],
  { accounts }: LandingZone,
  clients: CheckClients,
): Promise<Difference[]> {
  const slugs = await slugsById(accounts, clients);
  const missing = deployments.filter(({ members }) => members === undefined).map(({ name }) => name);
  const lacking = new Map<string, { slug: string; reason: string; names: string[] }>();
  for (const { excludedAccounts, members, name } of deployments) {
    for (const { accountId, reason } of failures(members, expected(excludedAccounts))) {
      const slug = slugs.get(accountId) ?? accountId;
      const found = lacking.get(`${slug} ${reason}`) ?? { slug, reason, names: [] };
      found.names.push(name);
      lacking.set(`${slug} ${reason}`, found);
    }
  }
  return [
    ...(missing.length === 0
      ? []
      : [{ what: `the organization lacks ${plural(missing.length, noun)}: ${someOf(missing)}` }]),
    ...[...lacking.values()].map(({ names, reason, slug }) => ({
      what: `${slug} lacks ${plural(names.length, noun)} of the organization (${reason}): ${someOf(names)}`,
      advice: adviceOn(reason),
    })),
  ];

  function expected(excluded: readonly string[]): string[] {
    const leaving = accounts.filter((account) => account.leaving === true).map(({ slug }) => slug);
    const left = [...excluded, ...leaving];
    return [...slugs].filter(([id, slug]) => !isExcluded({ id, slug }, left)).map(([id]) => id);
  }
}

function failures(
  members: readonly MemberStatus[] | undefined,
  expected: readonly string[],
): { accountId: string; reason: string }[] {
  if (members === undefined) {
    return [];
  }
  const tried = new Set(members.map(({ accountId }) => accountId));
  return [
    ...expected.filter((id) => !tried.has(id)).map((accountId) => ({ accountId, reason: NEVER })),
    ...members
      .filter(({ status }) => !status.endsWith("_SUCCESSFUL"))
      .map(({ accountId, errorCode, status }) => ({
        accountId,
        reason: [status, errorCode].filter(Boolean).join(", "),
      })),
  ];
}

function adviceOn(reason: string): string {
  if (reason.includes("IN_PROGRESS")) {
    return WAIT;
  }
  return reason === NEVER || reason.includes("NoAvailableConfigurationRecorder") ? PUT_AGAIN : REASONS;
}
