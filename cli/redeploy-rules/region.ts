// What the accounts lack of the organization's rules and conformance packs in one region, and putting it there.
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { DescribeConfigurationRecorderStatusCommand } from "@aws-sdk/client-config-service";
import type { ConfigServiceClient } from "@aws-sdk/client-config-service";
import type { LandingZone } from "../../config/landing-zone";
import { lacksOf } from "../check/member-deployments";
import type { Lack, OrganizationDeployment } from "../check/member-deployments";
import type { Member } from "../check/members";
import { deployedPacks, deployedRules, packsIn, rulesIn } from "../check/organization-deployments";
import type { Expected } from "../check/organization-deployments";
import { putPackAgain, putRuleAgain } from "./put-again";

/** A rule or a pack that accounts lack. */
export interface Outcome {
  readonly region: string;
  readonly kind: "rule" | "conformance pack";
  readonly name: string;
  /** Accounts that lacked it, by slug, or by id where the file does not have them, each with AWS's reason. */
  readonly lacking: readonly LackingAccount[];
  /**
   * `would be put`: without `--confirm`; `put`: every account has it now; `put, and lacking`: some still have not; `in vain`: no
   * account that lacks it records; `in progress`: AWS is at it, and takes no other order; `not there`: the organization has nothing
   * of this name; `failed`: AWS refused.
   */
  readonly state: "would be put" | "put" | "put, and lacking" | "in vain" | "in progress" | "not there" | "failed";
  /** Why it failed. */
  readonly problem?: string;
}

export interface LackingAccount {
  readonly account: string;
  readonly reason: string;
  /** Whether AWS Config records there; absent: nobody knows of accounts that the file does not have, or that let nobody in. */
  readonly records?: boolean;
}

export interface Redeployment {
  readonly landingZone: LandingZone;
  readonly region: string;
  readonly members: readonly Member[];
  /** Names of the rules and packs to look at; absent: all. */
  readonly names?: readonly string[];
  readonly confirm: boolean;
  /** Of the audit account in the region. */
  readonly config: ConfigServiceClient;
  /** A client of an account of the file in the region. */
  readonly configOf: (slug: string) => Promise<ConfigServiceClient>;
  /** Twelve digits of an account by its slug; what is no slug is an id. */
  readonly idOf: (account: string) => string;
  /** Called with every rule and pack that was put. */
  readonly onPut?: (name: string) => void;
  /** How long to wait between two looks at what AWS does. */
  readonly pollMilliseconds?: number;
}

interface Kind {
  readonly kind: Outcome["kind"];
  readonly expected: readonly Expected[];
  readonly read: (client: ConfigServiceClient, expected: readonly Expected[]) => Promise<OrganizationDeployment[]>;
  readonly put: (name: string) => Promise<void>;
}

/** One rule after the other: AWS Config takes few of these orders at once, and Terraform may have some on the way. */
export async function redeploy(task: Redeployment): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const kind of kindsOf(task)) {
    const wanted = kind.expected.filter(({ name }) => task.names?.includes(name) ?? true);
    for (const deployment of await kind.read(task.config, wanted)) {
      outcomes.push(...(await redeployOne(task, kind, deployment)));
    }
  }
  return outcomes;
}

function kindsOf({ config, idOf, landingZone, region }: Redeployment): Kind[] {
  const where = { landingZone, region };
  const putPack = (name: string): Promise<void> => {
    const pack = landingZone.config.conformancePacks.find(
      ({ packName, regions }) => packName === name && regions.includes(region),
    );
    if (pack === undefined) {
      throw new Error(`the file has no conformance pack ${name} in ${region}`);
    }
    return putPackAgain(config, { ...pack, excludedAccountIds: pack.excludedAccounts.map(idOf) });
  };
  return [
    { kind: "rule", expected: rulesIn(where), read: deployedRules, put: (name) => putRuleAgain(config, name) },
    { kind: "conformance pack", expected: packsIn(where), read: deployedPacks, put: putPack },
  ];
}

/** Nothing where no account lacks it. */
async function redeployOne(task: Redeployment, kind: Kind, deployment: OrganizationDeployment): Promise<Outcome[]> {
  const { confirm, members, onPut, region } = task;
  const { name } = deployment;
  const outcome = { region, kind: kind.kind, name, lacking: [] };
  if (deployment.statuses === undefined) {
    return [{ ...outcome, state: "not there" }];
  }
  const lacks = lacksOf(deployment, members);
  if (lacks.length === 0) {
    return [];
  }
  try {
    const lacking = await Promise.all(lacks.map((lack) => withRecorder(task, lack)));
    const found = { ...outcome, lacking };
    // AWS refuses to change a pack while it deploys it.
    if (isInProgress(deployment, members)) {
      return [{ ...found, state: "in progress" }];
    }
    if (lacking.every(({ records }) => records === false)) {
      return [{ ...found, state: "in vain" }];
    }
    if (!confirm) {
      return [{ ...found, state: "would be put" }];
    }
    await kind.put(name);
    onPut?.(name);
    const left = lacksOf(await untilDone(task, kind, deployment), members);
    return [
      left.length === 0
        ? { ...found, state: "put" }
        : {
            ...found,
            state: "put, and lacking",
            lacking: await Promise.all(left.map((lack) => withRecorder(task, lack))),
          },
    ];
  } catch (error) {
    const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const lacking = lacks.map(({ member, reason }) => ({ account: member.label, reason }));
    return [{ ...outcome, lacking, state: "failed", problem }];
  }
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html */
async function withRecorder(task: Redeployment, { member: { label }, reason }: Lack): Promise<LackingAccount> {
  if (!task.landingZone.accounts.some(({ slug }) => slug === label)) {
    return { account: label, reason };
  }
  try {
    const client = await task.configOf(label);
    const { ConfigurationRecordersStatus = [] } = await client.send(new DescribeConfigurationRecorderStatusCommand({}));
    return {
      account: label,
      reason,
      records: ConfigurationRecordersStatus.some(({ recording }) => recording === true),
    };
  } catch {
    // An account that lets nobody in, as it is minutes old or has another role, is not to keep what it lacks from the others.
    return { account: label, reason };
  }
}

/** Of suspended accounts AWS may say so for ever. */
function isInProgress({ statuses = [] }: OrganizationDeployment, members: readonly Member[]): boolean {
  const active = new Set(members.filter(({ isActive }) => isActive).map(({ id }) => id));
  return statuses.some(({ accountId, status }) => active.has(accountId) && status.endsWith("_IN_PROGRESS"));
}

const POLL = 10_000;
/** Looks until what AWS says has to be another thing than before: it takes an order, and begins later. */
const LOOKS = 3;
/** As long as Terraform waits: see ORGANIZATION_TIMEOUTS. */
const LONGEST = 20 * 60_000;

/** What has become of it in each account, once AWS is done, or takes longer than anybody waits. */
async function untilDone(
  { config, members, pollMilliseconds = POLL }: Redeployment,
  { read }: Kind,
  { excludedAccounts, name, statuses }: OrganizationDeployment,
): Promise<OrganizationDeployment> {
  const until = Date.now() + LONGEST;
  for (let look = 1; ; look += 1) {
    const [deployment = { name, excludedAccounts }] = await read(config, [{ name, excludedAccounts }]);
    const hasBegun = look >= LOOKS || !isDeepStrictEqual(deployment.statuses, statuses);
    if ((hasBegun && !isInProgress(deployment, members)) || Date.now() > until) {
      return deployment;
    }
    await setTimeout(pollMilliseconds);
  }
}
