import { DescribeStackSetCommand, paginateListStackInstances } from "@aws-sdk/client-cloudformation";
import type { CloudFormationClient, StackInstanceSummary } from "@aws-sdk/client-cloudformation";
import { isExcluded } from "../../config/accounts/excluded";
import { regionalStackSetsOf } from "../../config/baseline/stack-sets";
import type { LandingZone } from "../../config/landing-zone";
import { isManagementHome, isMissing } from "./check";
import type { Check, CheckClients, Difference } from "./check";
import { slugsById } from "./slugs";
import { someOf } from "./some-of";

interface Expected {
  readonly name: string;
  readonly regions: readonly string[];
}

function stackSetsOf(landingZone: LandingZone): Expected[] {
  const { homeRegion, names } = landingZone;
  return [
    { name: names.globalBaselineStackSet, regions: [homeRegion] },
    ...regionalStackSetsOf(landingZone).map(({ regions, stackSetName: name }) => ({ name, regions })),
  ];
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
    const differences: Difference[] = [];
    for (const expected of stackSetsOf(landingZone)) {
      differences.push(...(await stackSetDifferences(expected, landingZone, clients)));
    }
    return differences;
  },
};

async function stackSetDifferences(
  { name, regions }: Expected,
  { accounts, config, management }: LandingZone,
  clients: CheckClients,
): Promise<Difference[]> {
  const client = clients.cloudFormation;
  const described = await client.send(new DescribeStackSetCommand({ StackSetName: name })).catch((error: unknown) => {
    if (isMissing(error, "StackSetNotFoundException", "StackSetNotFound")) {
      return undefined;
    }
    throw error;
  });
  if (described === undefined) {
    return [{ what: `there is no stack set ${name}` }];
  }
  const members = accounts.filter(({ slug }) => slug !== management.slug);
  const slugs = await slugsById(members, clients);
  const found = await instancesOf(client, name);
  const key = (account?: string, region?: string): string => `${account ?? "?"} ${region ?? "?"}`;
  const there = new Set(found.map(({ Account, Region }) => key(Account, Region)));
  const absent = [...slugs]
    .filter(([id, slug]) => !isExcluded({ id, slug }, config.excludedAccounts))
    .map(([id, slug]) => ({ slug, regions: regions.filter((region) => !there.has(key(id, region))) }))
    .filter((lacking) => lacking.regions.length > 0);
  const failed = found.flatMap((instance) => {
    const { Account = "?", Region = "?", StackInstanceStatus, Status = "?", StatusReason } = instance;
    const detailed = StackInstanceStatus?.DetailedStatus;
    // A suspended account answers nobody, and gets its stack when it is reopened.
    const isFine = Status === "CURRENT" || detailed === "SKIPPED_SUSPENDED_ACCOUNT";
    const because = [Status, detailed, StatusReason].filter(Boolean).join(", ");
    return isFine
      ? []
      : [{ what: `${name} failed in ${slugs.get(Account) ?? Account}, ${Region}: ${because}`, advice: FAILED }];
  });
  return [
    ...(described.StackSet?.AutoDeployment?.Enabled === true
      ? []
      : [{ what: `${name} is not deployed to accounts that join: automatic deployment is off` }]),
    ...absent.map((lacking) => ({
      what: `${lacking.slug} has no stack of ${name} in ${someOf(lacking.regions)}`,
      advice: FAILED,
    })),
    ...failed,
  ];
}

async function instancesOf(client: CloudFormationClient, StackSetName: string): Promise<StackInstanceSummary[]> {
  const instances: StackInstanceSummary[] = [];
  for await (const { Summaries = [] } of paginateListStackInstances({ client }, { StackSetName })) {
    instances.push(...Summaries);
  }
  return instances;
}

const FAILED =
  "Mend the reason in the account: a recorder or role that exists already, a guardrail. Then let CloudFormation try again: " +
  "docs/check.md has the command.";
