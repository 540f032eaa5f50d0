import { EC2Client } from "@aws-sdk/client-ec2";
import type { LandingZone } from "../config/landing-zone";
import type { Account } from "../config/accounts/settings";
import { AccountClients } from "../terraform/account-clients";
import { atOnce } from "../console/at-once";
import { readConfiguration } from "./configuration";
import { describeDefaultVpcs, describeProblems } from "./default-vpcs/report";
import type { EnvironmentReport } from "./default-vpcs/report";
import { visit } from "./default-vpcs/visit";
import { EXIT } from "../console/failure";
import { Progress } from "../console/progress";
import { refuseUnknown } from "./refuse-unknown";
import { print, printError } from "../console/terminal";

export interface DefaultVpcsOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Slugs of the accounts to look at; none: all. */
  readonly account?: readonly string[];
  /** Governed regions to look at; none: all. */
  readonly region?: readonly string[];
  /** Deletes those that are empty. */
  readonly delete?: boolean;
  /** Prints JSON in place of the table. */
  readonly json?: boolean;
}

/** More at once are of no use: EC2 counts calls by account and region, and there are a dozen for each. */
const ENVIRONMENTS_AT_ONCE = 8;

/** Lists the default VPCs of a landing zone, and deletes those that are empty if asked to. */
export async function defaultVpcs(options: DefaultVpcsOptions): Promise<void> {
  const { config, delete: remove = false, json = false } = options;
  const landingZone = readConfiguration(config);
  const environments = await visitAll(landingZone, options);
  const problems = describeProblems(environments);
  print(
    json
      ? JSON.stringify({ file: config, deleting: remove, environments }, undefined, 2)
      : describeDefaultVpcs(environments),
  );
  if (problems.length > 0) {
    printError(`\n${problems.join("\n")}`);
    process.exitCode = EXIT.failed;
  }
}

async function visitAll(landingZone: LandingZone, options: DefaultVpcsOptions): Promise<EnvironmentReport[]> {
  const accounts = chosenAccounts(landingZone.accounts, options.account);
  const regions = chosen("region", landingZone.regions, options.region);
  const clients = new AccountClients(landingZone);
  const remove = options.delete ?? false;
  const progress = new Progress(1, process.stderr);
  progress.start(remove ? "delete the default VPCs that are empty" : "look for default VPCs");
  const environments = accounts.flatMap((account) => regions.map((region) => ({ account, region })));
  const reports = await atOnce(ENVIRONMENTS_AT_ONCE, environments, ({ account, region }) =>
    visit({
      account,
      region,
      remove,
      open: async () => new EC2Client(await clients.settings(account, region)),
      onDeleted: (id) => {
        progress.note(`${account.slug}, ${region}: deleted ${id}`);
      },
    }),
  );
  progress.done(`${accounts.length} accounts, ${regions.length} regions`);
  return reports;
}

function chosenAccounts(accounts: readonly Account[], wanted: readonly string[] | undefined): Account[] {
  const keys = chosen(
    "account",
    accounts.map(({ slug }) => slug),
    wanted,
  );
  return accounts.filter(({ slug }) => keys.includes(slug));
}

/** @throws Failure with every value that is none */
function chosen(what: string, all: readonly string[], wanted: readonly string[] = all): readonly string[] {
  refuseUnknown(what, all, wanted, EXIT.usage);
  return all.filter((value) => wanted.includes(value));
}
