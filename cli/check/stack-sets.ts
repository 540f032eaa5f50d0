import {
  DescribeStackSetCommand,
  ListStackSetAutoDeploymentTargetsCommand,
  paginateListStackInstances,
} from "@aws-sdk/client-cloudformation";
import type { CloudFormationClient, StackInstanceSummary, StackSet } from "@aws-sdk/client-cloudformation";
import { isExcluded } from "../../config/accounts/excluded";
import { stackSetsOf } from "../../config/baseline/stack-sets";
import type { LandingZone } from "../../config/landing-zone";
import { isManagementHome, isMissing } from "./check";
import type { Check, CheckClients, Difference } from "./check";
import { membersOf } from "./members";
import type { Member } from "./members";
import { someOf } from "./some-of";
import { WAIT } from "./wait";

interface Expected {
  readonly name: string;
  readonly regions: readonly string[];
}

/**
 * CloudFormation tolerates that stacks fail, so that one account does not stop all others, and says so nowhere else.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackInstances.html
 */
export const stackSets: Check = {
  id: "stack-sets",
  title: "Every member account has the stacks of the landing zone's stack sets",
  concerns: (environment) =>
    isManagementHome(environment) && environment.landingZone.baseline.deployment === "stacksets",
  async run({ landingZone }, clients) {
    const members = (await membersOf(landingZone, clients)).filter(({ id }) => id !== landingZone.management.id);
    const differences: Difference[] = [];
    for (const { regions, stackSetName: name } of stackSetsOf(landingZone)) {
      differences.push(...(await stackSetDifferences({ name, regions }, { landingZone, members }, clients)));
    }
    return differences;
  },
};

interface Organization {
  readonly landingZone: LandingZone;
  /** All but the management account, which stack sets do not reach. */
  readonly members: readonly Member[];
}

async function stackSetDifferences(
  expected: Expected,
  { landingZone, members }: Organization,
  clients: CheckClients,
): Promise<Difference[]> {
  const client = clients.cloudFormation;
  const { name } = expected;
  const described = await client.send(new DescribeStackSetCommand({ StackSetName: name })).catch((error: unknown) => {
    if (isMissing(error, "StackSetNotFoundException", "StackSetNotFound")) {
      return undefined;
    }
    throw error;
  });
  if (described === undefined) {
    return [{ what: `there is no stack set ${name}` }];
  }
  const instances = await instancesOf(client, name);
  return [
    ...autoDeploymentDifferences(expected, described.StackSet ?? {}, await autoDeployedRegions(client, name)),
    ...absences(
      expected,
      members.filter((member) => getsStacks(member, landingZone)),
      instances,
    ),
    ...instances.flatMap((instance) => instanceDifferences(name, instance, { landingZone, members })),
  ];
}

/** Accounts of the landing zone have a baseline whether they have rules or not: see `idsOfOtherAccounts`. */
function getsStacks({ id, isActive, isLeaving, label }: Member, { accounts, config }: LandingZone): boolean {
  const isOurs = accounts.some(({ slug }) => slug === label);
  return isActive && !isLeaving && (isOurs || !isExcluded({ id, slug: label }, config.excludedAccounts));
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html */
function autoDeploymentDifferences(
  { name, regions }: Expected,
  { AutoDeployment: { Enabled, RetainStacksOnAccountRemoval } = {} }: StackSet,
  automatic: ReadonlySet<string>,
): Difference[] {
  if (Enabled !== true) {
    return [{ what: `${name} is not deployed to accounts that join: automatic deployment is off` }];
  }
  const left = regions.filter((region) => !automatic.has(region));
  return [
    ...(left.length === 0
      ? []
      : [
          {
            what: `${name} is not deployed to accounts that join in ${someOf(left)}: no organizational unit is a target`,
          },
        ]),
    ...(RetainStacksOnAccountRemoval === true
      ? []
      : [
          {
            what: `${name} deletes the stacks of accounts that are moved or leave: RetainStacksOnAccountRemoval is off`,
          },
        ]),
  ];
}

function absences(
  { name, regions }: Expected,
  members: readonly Member[],
  instances: readonly StackInstanceSummary[],
): Difference[] {
  const there = new Set(instances.map(({ Account, Region }) => `${Account ?? "?"} ${Region ?? "?"}`));
  return members
    .map(({ id, label }) => ({ label, lacking: regions.filter((region) => !there.has(`${id} ${region}`)) }))
    .filter(({ lacking }) => lacking.length > 0)
    .map(({ label, lacking }) => ({ what: `${label} has no stack of ${name} in ${someOf(lacking)}`, advice: FAILED }));
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackInstanceComprehensiveStatus.html */
function instanceDifferences(
  name: string,
  { Account = "?", Region = "?", StackInstanceStatus, Status, StatusReason }: StackInstanceSummary,
  { landingZone: { names }, members }: Organization,
): Difference[] {
  const member = members.find(({ id }) => id === Account);
  const detailed = StackInstanceStatus?.DetailedStatus ?? "";
  // A suspended account answers nobody, and gets its stack when it is reopened.
  if (Status === "CURRENT" || detailed === "SKIPPED_SUSPENDED_ACCOUNT" || member?.isActive === false) {
    return [];
  }
  const where = `${member?.label ?? Account}, ${Region}`;
  const because = [Status, detailed, StatusReason].filter(Boolean).join(", ");
  if (name === names.configRoleStackSet && EXISTS.test(StatusReason ?? "")) {
    return [{ what: `${name} failed in ${where}: ${because}`, advice: HAS_ROLE, isNote: true }];
  }
  return [
    AT_IT.has(detailed)
      ? { what: `${name} is on its way in ${where}: ${because}`, advice: WAIT }
      : {
          what: `${name} failed in ${where}: ${because}`,
          advice: ADVICE.get(detailed) ?? ADVICE.get(Status ?? "") ?? FAILED,
        },
  ];
}

async function instancesOf(client: CloudFormationClient, StackSetName: string): Promise<StackInstanceSummary[]> {
  const instances: StackInstanceSummary[] = [];
  for await (const { Summaries = [] } of paginateListStackInstances({ client }, { StackSetName })) {
    instances.push(...Summaries);
  }
  return instances;
}

/** Regions where accounts that join one of the stack set's organizational units get their stack. */
async function autoDeployedRegions(client: CloudFormationClient, StackSetName: string): Promise<Set<string>> {
  const regions = new Set<string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListStackSetAutoDeploymentTargetsCommand({ StackSetName, NextToken }));
    for (const region of (page.Summaries ?? []).flatMap(({ Regions = [] }) => Regions)) {
      regions.add(region);
    }
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return regions;
}

/** IAM says that the name "has been taken in this account", CloudFormation that the resource "already exists". */
const EXISTS = /has been taken|already exists/i;
const HAS_ROLE =
  "The account has AWS Config's service-linked role already, which is all that this stack is for. Of an account that gets its " +
  "stack later, configServiceLinkedRole: existing says so beforehand.";
const AT_IT: ReadonlySet<string> = new Set(["PENDING", "RUNNING"]);
const FAILED =
  "Mend the reason in the account: a recorder or role that exists already, a guardrail. Then let CloudFormation try again: " +
  "docs/check.md has the command.";
const ADVICE: ReadonlyMap<string, string> = new Map([
  [
    "CANCELLED",
    "The operation was stopped, or failed in too many accounts before it came here. Mend the reason there, then let " +
      "CloudFormation try again: docs/check.md has the command.",
  ],
  [
    "INOPERABLE",
    "A deletion failed, and CloudFormation leaves this stack out from now on: take it out of the stack set with " +
      "RetainStacks, then let CloudFormation make it again: docs/check.md has the commands.",
  ],
]);
