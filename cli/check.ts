import type { LandingZone } from "../config/landing-zone";
import { atOnce } from "../console/at-once";
import { EXIT } from "../console/failure";
import { Progress } from "../console/progress";
import { print, printError } from "../console/terminal";
import { AccountClients } from "../terraform/account-clients";
import type { Check } from "./check/check";
import { CHECKS } from "./check/checks";
import { openClients } from "./check/open";
import { describeChecks, describeProblems } from "./check/report";
import { visit } from "./check/visit";
import type { CheckReport } from "./check/visit";
import { chosen } from "./chosen";
import { readConfiguration } from "./configuration";

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
    visit(environment, checks, () => openClients(clients, landingZone, environment.account, environment.region)),
  );
  progress.done(`${accounts.length} accounts, ${regions.length} regions`);
  return reports.flat();
}
