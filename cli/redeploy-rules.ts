import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import type { LandingZone } from "../config/landing-zone";
import { atOnce } from "../console/at-once";
import { EXIT, Failure } from "../console/failure";
import { Progress } from "../console/progress";
import { print, printError } from "../console/terminal";
import { AccountClients } from "../terraform/account-clients";
import { membersOf } from "./check/members";
import { packsIn, rulesIn } from "./check/organization-deployments";
import { slugsById } from "./check/slugs";
import { chosen } from "./chosen";
import { readConfiguration } from "./configuration";
import { redeploy } from "./redeploy-rules/region";
import type { Outcome } from "./redeploy-rules/region";
import { describeOutcomes, describeProblems } from "./redeploy-rules/report";

export interface RedeployRulesOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Governed regions to look at; none: all. */
  readonly region?: readonly string[];
  /** Names of rules and conformance packs to look at; none: all. */
  readonly name?: readonly string[];
  /** Does it; without it is only said what would be done. */
  readonly confirm?: boolean;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
}

/** How the command ends: 1, something failed, wins over 2. */
export const REDEPLOY_EXIT = { ok: EXIT.ok, failed: EXIT.failed, lacking: 2 } as const;

/** Regions have limits of their own. */
const REGIONS_AT_ONCE = 4;
/** AWS Config takes few calls a second, and is asked of many rules. */
const PATIENT = { retryMode: "adaptive", maxAttempts: 10 } as const;

/** Puts the organization's rules and conformance packs again that accounts lack, each with exactly the arguments that it has. */
export async function redeployRules(options: RedeployRulesOptions): Promise<void> {
  const { config, confirm = false, json = false } = options;
  const landingZone = readConfiguration(config);
  const regions = chosen("region", landingZone.regions, (region) => region, options.region);
  const names = options.name && chosen("rule or conformance pack", namesIn(landingZone), (name) => name, options.name);
  const outcomes = await redeployAll(landingZone, { regions, names, confirm });
  const problems = describeProblems(outcomes);
  print(
    json
      ? JSON.stringify({ file: config, dryRun: !confirm, outcomes }, undefined, 2)
      : describeOutcomes(outcomes, confirm),
  );
  if (problems.length > 0) {
    printError(problems.join("\n"));
  }
  process.exitCode = exitCodeOf(outcomes);
}

export function exitCodeOf(outcomes: readonly Outcome[]): number {
  const states = new Set(outcomes.map(({ state }) => state));
  states.delete("put");
  return states.has("failed") ? REDEPLOY_EXIT.failed : states.size > 0 ? REDEPLOY_EXIT.lacking : REDEPLOY_EXIT.ok;
}

const namesIn = (landingZone: LandingZone): string[] => [
  ...new Set(
    landingZone.regions
      .flatMap((region) => [...rulesIn({ landingZone, region }), ...packsIn({ landingZone, region })])
      .map(({ name }) => name),
  ),
];

interface Chosen {
  readonly regions: readonly string[];
  readonly names?: readonly string[];
  readonly confirm: boolean;
}

async function redeployAll(landingZone: LandingZone, { confirm, names, regions }: Chosen): Promise<Outcome[]> {
  const { accounts, audit } = landingZone;
  const clients = new AccountClients(landingZone);
  const progress = new Progress(1, process.stderr);
  progress.start(confirm ? "put again what accounts lack" : "look at what accounts lack");
  try {
    const members = await membersOf(landingZone, clients);
    const ids = new Map([...(await slugsById(accounts, clients))].map(([id, slug]) => [slug, id]));
    const configOf = async (slug: string, region: string): Promise<ConfigServiceClient> => {
      const account = accounts.find((candidate) => candidate.slug === slug);
      if (account === undefined) {
        throw new Failure(`the file has no account ${slug}`);
      }
      return new ConfigServiceClient({ ...(await clients.settings(account, region)), ...PATIENT });
    };
    const outcomes = await atOnce(REGIONS_AT_ONCE, regions, async (region) =>
      redeploy({
        landingZone,
        region,
        members,
        names,
        confirm,
        config: await configOf(audit.slug, region),
        configOf: (slug) => configOf(slug, region),
        idOf: (account) => ids.get(account) ?? account,
        onPut: (name) => {
          progress.note(`${region}: put ${name}`);
        },
      }),
    );
    progress.done(`${members.length} accounts, ${regions.length} regions`);
    return outcomes.flat();
  } finally {
    progress.stop();
  }
}
