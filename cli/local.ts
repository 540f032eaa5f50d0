import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LandingZone } from "../config/landing-zone";
import { parseMoreExisting } from "../simulator/description";
import type { MoreExisting } from "../simulator/description";
import { startSimulator } from "../simulator/start";
import type { Simulator } from "../simulator/start";
import { AccountClients } from "../terraform/account-clients";
import { readConfiguration } from "./configuration";
import { EXIT, Failure } from "../console/failure";
import { fold } from "../console/fold";
import { abortOnInterrupt } from "../console/interrupt";
import { deployLandingZone } from "./local/deploy-landing-zone";
import { takeInventory } from "./local/inventory";
import { describeInventory } from "./local/inventory-report";
import { forgetNeededPermissions, readNeededPermissions } from "./local/needed-permissions";
import { Progress } from "../console/progress";
import { findProviderSource } from "../terraform/provider-source";
import { expectEmptyPlans } from "./local/second-plan";
import { terraformRunEnvironment } from "./local/terraform-run";
import { createStateBucket } from "./local/state-bucket";
import { findTerraform } from "../terraform/terraform";
import { parallelismOf } from "../terraform/parallelism";
import { synthesize } from "../stacks/synthesize";
import { print } from "../console/terminal";

export interface LocalOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Path of a JSON file with what exists in AWS before, besides what the configuration says; see simulator/README.md. */
  readonly existing?: string;
  /** Leaves the local AWS running. */
  readonly keep?: boolean;
  /** File that the IAM policies which the deployment needs are written to, as JSON. */
  readonly permissions?: string;
  /** Port of the local AWS. */
  readonly port?: number;
  /** Shows everything that cdktf and Terraform print. */
  readonly verbose?: boolean;
}

/**
 * Deploys a landing zone to a local AWS with the real cdktf, Terraform and AWS provider, plans it again, and prints what
 * exists. Everything it writes is in a temporary folder.
 */
export async function local(options: LocalOptions): Promise<void> {
  const { config, keep = false, permissions, port, verbose = false } = options;
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new Failure("--port takes a whole number from 1 to 65535", EXIT.usage);
  }
  if (permissions !== undefined) {
    refuseUnwritable(permissions);
  }
  const existing = options.existing === undefined ? undefined : readExisting(options.existing);
  const landingZone = readConfiguration(config);
  if (landingZone.partition !== "aws") {
    throw new Failure(
      `the local AWS knows the partition aws only, and ${landingZone.homeRegion} is in ${landingZone.partition}`,
    );
  }
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-"));
  const interrupted = abortOnInterrupt();
  const progress = new Progress(5);
  let simulator: Simulator | undefined;
  let kept = false;
  try {
    const terraform = await findTerraform();
    const providers = findProviderSource(workFolder);

    progress.start("local AWS");
    simulator = await startSimulator({
      landingZone,
      existing,
      port,
      workFolder,
      outliveParent: keep,
      onProgress: (message) => {
        progress.note(message);
      },
    });
    await createStateBucket(landingZone, simulator);
    // In AWS the bucket is made by other means.
    await forgetNeededPermissions(simulator);
    progress.done(simulator.endpoint);

    progress.start("synthesize");
    const outdir = join(workFolder, "cdktf.out");
    const stacks = synthesize(landingZone, outdir);
    progress.done(`${stacks.length} stacks, ${stacks.reduce((sum, { resources }) => sum + resources, 0)} resources`);

    const { description, stacksAtOnce: parallelism } = parallelismOf(stacks);
    const env = terraformRunEnvironment(simulator, providers, terraform.binary);
    const run = { outdir, stacks: stacks.map(({ stack }) => stack), env, parallelism, signal: interrupted };
    progress.start("deploy");
    progress.note(`${terraform.binary} ${terraform.version}, providers from ${providers.description}`);
    progress.note("cdktf initializes every stack first: a minute or so before the first one is applied");
    if (verbose) {
      progress.note(description);
    }
    const clients = new AccountClients(landingZone, {
      endpoint: simulator.endpoint,
      credentials: simulator.credentials,
    });
    await deployLandingZone(landingZone, clients, {
      ...run,
      skipProviderLock: providers.skipProviderLock,
      onApplied: (stack, summary = "applied") => {
        progress.note(`${stack}: ${summary}`);
      },
      onLine: (line) => {
        progress.at(line);
        if (verbose) {
          print(line);
        }
      },
    });
    progress.done(`${stacks.length} stacks`);

    progress.start("plan again");
    await expectEmptyPlans({
      ...run,
      terraform: terraform.binary,
      onPlanned: (stack) => {
        progress.note(`${stack}: nothing would change`);
      },
    });
    progress.done("nothing would change in any stack");

    if (permissions !== undefined) {
      writeFileSync(permissions, `${JSON.stringify(await readNeededPermissions(simulator), null, 2)}\n`);
      progress.note(`wrote ${permissions}: IAM policies with what the deployment needs`);
    }

    progress.start("read back");
    const inventory = await takeInventory(landingZone, clients);
    progress.done("what exists now:");
    print(describeInventory(inventory));
    print(`\n${HOW_TO_CHECK}`);
    if (keep) {
      kept = true;
      print(howToUse(simulator, landingZone, workFolder));
    }
  } catch (error) {
    // What failed, failed because it was ended.
    throw interrupted.aborted
      ? new Failure("\ninterrupted: the local AWS has been stopped", EXIT.interrupted)
      : withSimulatorLog(error, simulator);
  } finally {
    progress.stop();
    if (!kept) {
      await simulator?.stop();
      rmSync(workFolder, { recursive: true, force: true });
    }
  }
  if (!kept) {
    print("\nThe local AWS has been stopped and its state thrown away. --keep leaves it running.");
  }
}

function readExisting(file: string): MoreExisting {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`--existing: ${String(error instanceof Error ? error.message : error)}`, EXIT.usage);
  }
  return parseMoreExisting(text, file);
}

const HOW_TO_CHECK = fold(
  "After a deployment to AWS, compare what should exist in every account and region with what does: npm run landing-zone -- check",
);

/** A file that cannot be written is told of before minutes have passed. */
function refuseUnwritable(file: string): void {
  try {
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new Failure(`--permissions: ${String(error instanceof Error ? error.message : error)}`, EXIT.usage);
  }
}

/** What the local AWS could not do explains much of what Terraform reports. */
function withSimulatorLog(error: unknown, simulator: Simulator | undefined): unknown {
  const log = simulator === undefined ? "" : readFileSync(simulator.log, "utf8").trim();
  return error instanceof Failure && log !== ""
    ? new Failure(`${error.message}\n\nthe local AWS reported:\n\n${log}`, error.exitCode)
    : error;
}

function howToUse({ endpoint, pid }: Simulator, { homeRegion }: LandingZone, workFolder: string): string {
  return [
    "",
    "The local AWS keeps running. To point the AWS CLI, Terraform or an SDK at it:",
    "",
    `  export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${homeRegion}`,
    "  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local",
    // As in simulator/start: host names that begin with an account's id.
    `  export HTTP_PROXY=${endpoint} NO_PROXY=127.0.0.1,localhost`,
    "  aws cloudtrail describe-trails",
    "",
    `Stacks and state are in ${workFolder}. To stop it and throw everything away:`,
    "",
    `  kill ${pid} && rm -r ${workFolder}`,
  ].join("\n");
}
