import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Account } from "../config/accounts/settings";
import type { LandingZone } from "../config/landing-zone";
import { atOnce } from "../console/at-once";
import { EXIT } from "../console/failure";
import { Progress } from "../console/progress";
import { print, printError } from "../console/terminal";
import { AccountClients } from "../terraform/account-clients";
import type { ClientSettings } from "../terraform/account-clients";
import type { Check, CheckClients } from "./check/check";
import { CHECKS } from "./check/checks";
import { InspectorClient } from "./check/inspector-client";
import { describeChecks, describeProblems } from "./check/report";
import { visit } from "./check/visit";
import type { CheckReport } from "./check/visit";
import { readConfiguration } from "./configuration";
import { refuseUnknown } from "./refuse-unknown";

export interface CheckOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Slugs of the accounts to look at; none: all. */
  readonly account?: readonly string[];
  /** Governed regions to look at; none: all. */
  readonly region?: readonly string[];
  /** Ids of the checks to run; none: all. */
  readonly check?: readonly string[];
  /**
   * Role assumed in member accounts.
   * @default - the deployment role
   */
  readonly role?: string;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
}

/** How the command ends: 1, something could not be looked at, wins over 2. */
export const CHECK_EXIT = { ok: EXIT.ok, failed: EXIT.failed, different: 2 } as const;

/** More at once are of no use: AWS counts calls by account and region. */
const ENVIRONMENTS_AT_ONCE = 8;

/** Compares what a landing zone should have in every account and region with what is there, and exits by it. */
export async function check(options: CheckOptions): Promise<void> {
  const { config, json = false } = options;
  const landingZone = withRole(readConfiguration(config), options.role);
  const checks = chosen("check", CHECKS, ({ id }) => id, options.check);
  const reports = await visitAll(landingZone, checks, options);
  const problems = describeProblems(reports);
  print(json ? JSON.stringify({ file: config, reports }, undefined, 2) : describeChecks(checks, reports));
  if (problems.length > 0) {
    printError(`\n${problems.join("\n")}`);
  }
  process.exitCode = exitCodeOf(reports);
}

/** The guardrails and the file stay as they are: only who looks changes. */
function withRole(landingZone: LandingZone, role = landingZone.deployment.role): LandingZone {
  return { ...landingZone, deployment: { ...landingZone.deployment, role } };
}

export function exitCodeOf(reports: readonly CheckReport[]): number {
  const has = (wanted: CheckReport["state"]): boolean => reports.some(({ state }) => state === wanted);
  return has("failed") ? CHECK_EXIT.failed : has("different") ? CHECK_EXIT.different : CHECK_EXIT.ok;
}

async function visitAll(
  landingZone: LandingZone,
  checks: readonly Check[],
  options: CheckOptions,
): Promise<CheckReport[]> {
  const accounts = chosen("account", landingZone.accounts, ({ slug }) => slug, options.account);
  const regions = chosen("region", landingZone.regions, (region) => region, options.region);
  const clients = new AccountClients(landingZone);
  const progress = new Progress(1, process.stderr);
  progress.start("look at what is there");
  const environments = accounts.flatMap((account) => regions.map((region) => ({ landingZone, account, region })));
  const reports = await atOnce(ENVIRONMENTS_AT_ONCE, environments, (environment) =>
    visit(environment, checks, () => open(clients, landingZone, environment.account, environment.region)),
  );
  progress.done(`${accounts.length} accounts, ${regions.length} regions`);
  return reports.flat();
}

/** Reached with the caller's credentials and the account's deployment role, as the deployment reaches it. */
async function open(
  clients: AccountClients,
  landingZone: LandingZone,
  account: Account,
  region: string,
): Promise<CheckClients> {
  const settings = await enter(clients, landingZone, account, region);
  const ec2 = new EC2Client(settings);
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_INSPECTOR2 } = process.env;
  return {
    ec2,
    cloudFormation: new CloudFormationClient(settings),
    cloudTrail: new CloudTrailClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    // It is asked of many rules, and takes few questions a second.
    config: new ConfigServiceClient({ ...settings, retryMode: "adaptive" }),
    iam: new IAMClient(settings),
    organizations: new OrganizationsClient(settings),
    sns: new SNSClient(settings),
    inspector: new InspectorClient({
      region,
      partition: landingZone.partition,
      endpoint: settings.endpoint ?? AWS_ENDPOINT_URL_INSPECTOR2 ?? AWS_ENDPOINT_URL,
      credentials: ec2.config.credentials,
      sha256: ec2.config.sha256,
    }),
    accountId: (other) => clients.accountId(other),
  };
}

/** @throws Error that says what to do where the account has no role to be entered by */
async function enter(
  clients: AccountClients,
  { deployment, management }: LandingZone,
  account: Account,
  region: string,
): Promise<ClientSettings> {
  try {
    return await clients.settings(account, region);
  } catch (error) {
    if (!(error instanceof Error && error.name === "AccessDenied")) {
      throw error;
    }
    const role = (account.slug === management.slug ? deployment.managementRole : deployment.role) ?? "";
    throw new Error(
      `the role ${role} of ${account.slug} cannot be assumed: ${error.message}. An account that AWS created minutes ago cannot be ` +
        "entered yet: run the check again. In an account that was invited the role has to be made before the stack organization is " +
        "deployed, as its guardrail securityRoles denies that afterwards: docs/deployment.md.",
      { cause: error },
    );
  }
}

/** @throws Failure with every value that is none */
function chosen<Item>(
  what: string,
  all: readonly Item[],
  nameOf: (item: Item) => string,
  wanted?: readonly string[],
): Item[] {
  const names = all.map(nameOf);
  // Exit code 2 means differences.
  refuseUnknown(what, names, wanted ?? names);
  return all.filter((item) => wanted?.includes(nameOf(item)) ?? true);
}
