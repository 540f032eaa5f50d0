import type { Account } from "../config/accounts/settings";
import type { LandingZone } from "../config/landing-zone";
import { EXIT, Failure } from "../console/failure";
import { readConfiguration } from "./configuration";
import { drillBreakGlass } from "./drill/break-glass";
import { clockOf } from "./drill/local-aws";
import { onLocalAws } from "./drill/on-local-aws";
import { describeProtocol, passed } from "./drill/protocol";
import { refuseUnknown } from "./refuse-unknown";

export interface DrillOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Slug of the account whose role is assumed. */
  readonly account?: string;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
  /** Shows everything that cdktf and Terraform print. */
  readonly verbose?: boolean;
}

/** Uses the break-glass role on a local AWS and reports whether that is reported. */
export async function drill({ account: slug, config, json = false, verbose = false }: DrillOptions): Promise<void> {
  const landingZone = readConfiguration(config);
  const account = accountOf(landingZone, slug);
  refuseWhatCannotBeDrilled(landingZone);
  await onLocalAws({
    landingZone,
    stacks: ["detection", "alerting", baselineOf(landingZone, account)],
    json,
    verbose,
    drill: ({ clients, endpoint }, onEntry) =>
      drillBreakGlass({ landingZone, clients, account, now: () => clockOf(endpoint), onEntry }),
    hasPassed: passed,
    describe: describeProtocol,
  });
}

function accountOf({ accounts, logArchive }: LandingZone, slug = logArchive.slug): Account {
  refuseUnknown(
    "account",
    accounts.map((candidate) => candidate.slug),
    [slug],
    EXIT.usage,
  );
  return accounts.find((candidate) => candidate.slug === slug) ?? logArchive;
}

function refuseWhatCannotBeDrilled({ breakGlass, homeRegion, partition }: LandingZone): void {
  if (partition !== "aws") {
    throw new Failure(`the local AWS knows the partition aws only, and ${homeRegion} is in ${partition}`);
  }
  if (!breakGlass.create) {
    throw new Failure(
      `the file has breakGlass.create: false, so that ${breakGlass.role} is not there to be assumed: drill it in AWS, as ` +
        "docs/break-glass.md says",
    );
  }
  if (breakGlass.trustedUsers.length === 0) {
    throw new Failure(
      "breakGlass.trustedPrincipals names roles only, which nobody can play on a local AWS: drill it in AWS, as " +
        "docs/break-glass.md says",
    );
  }
}

/** The stack that makes the role: with stack sets, Terraform makes that of the management account only. */
function baselineOf({ baseline, management }: LandingZone, { slug }: Account): string {
  return baseline.deployment === "stacksets" && slug !== management.slug ? "baseline-stack-sets" : `baseline-${slug}`;
}
