import { typed } from "../../console/invocation";
import { plural } from "../../console/plural";
import type { Difference } from "./check";
import type { Member } from "./members";
import { someOf } from "./some-of";
import { WAIT } from "./wait";

/** Something of the organization that AWS Config deploys to its accounts: a rule or a conformance pack. */
export interface OrganizationDeployment {
  readonly name: string;
  /** Slugs or ids of accounts that it is not deployed to. */
  readonly excludedAccounts: readonly string[];
  /** What AWS says of each account that it tried; absent where the organization has nothing of this name. */
  readonly statuses?: readonly MemberStatus[];
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_MemberAccountStatus.html */
export interface MemberStatus {
  /** Twelve digits. */
  readonly accountId: string;
  /** `CREATE_SUCCESSFUL`, `CREATE_IN_PROGRESS`, `CREATE_FAILED`, and the same of `UPDATE` and `DELETE`. */
  readonly status: string;
  /** `NoAvailableConfigurationRecorder` */
  readonly errorCode?: string;
}

/** An account that something of the organization is not deployed to, or not as it should be. */
export interface Lack {
  readonly member: Member;
  /** `AWS never tried`, or the status and AWS's code of the error. */
  readonly reason: string;
  /** Whether AWS is at it, and nothing is to be done. */
  readonly isInProgress: boolean;
}

const NEVER = "AWS never tried";

/**
 * Whether something is in an account: what was deleted from one that should have it is not.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_OrganizationConformancePackDetailedStatus.html
 */
const isThere = (status: string): boolean => /^(CREATE|UPDATE)_SUCCESSFUL$/.test(status);

/**
 * Where something is lacking: of accounts that should have it, those that AWS never tried or failed in; of others, those that it
 * cannot be taken from. Suspended accounts get nothing, and have no say.
 */
export function lacksOf(deployment: OrganizationDeployment, members: readonly Member[]): Lack[] {
  const byId = new Map(deployment.statuses?.map((status) => [status.accountId, status]));
  return members.flatMap((member): Lack[] => {
    const { id, isActive, isLeaving, label } = member;
    const { errorCode, status } = byId.get(id) ?? {};
    const isLeftOut = isLeaving || [id, label].some((name) => deployment.excludedAccounts.includes(name));
    const isFine = isLeftOut
      ? status === undefined || status.endsWith("_SUCCESSFUL")
      : status !== undefined && isThere(status);
    return isFine || !isActive
      ? []
      : [
          {
            member,
            reason: status === undefined ? NEVER : [status, errorCode].filter(Boolean).join(", "),
            isInProgress: status?.endsWith("_IN_PROGRESS") ?? false,
          },
        ];
  });
}

/**
 * AWS tries for seven hours where an account that joins does not record, and never again, nor does a plan show it.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
 */
const PUT_AGAIN =
  "AWS tries for seven hours after an account joins, and Terraform sees nothing of it. See that the account records " +
  `(config-recorder), then put again what it lacks: ${typed("redeploy-rules")}.`;
const REASONS = `Find the reason in AWS Config of the account, then put again what it lacks: ${typed("redeploy-rules")}.`;

/** What is not there, and in which account what was not deployed, many of a kind told as one. */
export function deploymentDifferences(
  noun: string,
  deployments: readonly OrganizationDeployment[],
  members: readonly Member[],
): Difference[] {
  const missing = deployments.filter(({ statuses }) => statuses === undefined).map(({ name }) => name);
  const lacking = new Map<string, { lack: Lack; names: string[] }>();
  for (const deployment of deployments.filter(({ statuses }) => statuses !== undefined)) {
    for (const lack of lacksOf(deployment, members)) {
      const key = `${lack.member.id} ${lack.reason}`;
      const found = lacking.get(key) ?? { lack, names: [] };
      found.names.push(deployment.name);
      lacking.set(key, found);
    }
  }
  return [
    ...(missing.length === 0
      ? []
      : [{ what: `the organization lacks ${plural(missing.length, noun)}: ${someOf(missing)}` }]),
    ...[...lacking.values()].map(({ lack, names }) => ({
      what: describeLack(lack, plural(names.length, noun), names),
      advice: adviceOn(lack),
    })),
  ];
}

function describeLack({ member: { label }, reason }: Lack, what: string, names: readonly string[]): string {
  const verb = reason.startsWith("DELETE") && !reason.startsWith("DELETE_SUCCESSFUL") ? "still has" : "lacks";
  return `${label} ${verb} ${what} of the organization (${reason}): ${someOf(names)}`;
}

function adviceOn({ isInProgress, reason }: Lack): string {
  if (isInProgress) {
    return WAIT;
  }
  return reason === NEVER || reason.includes("NoAvailableConfigurationRecorder") ? PUT_AGAIN : REASONS;
}
