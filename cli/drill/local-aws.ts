import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Manifest } from "cdktf";
import type { LandingZone } from "../../config/landing-zone";
import { EXIT, Failure } from "../../console/failure";
import { startSimulator } from "../../simulator/start";
import { synthesize } from "../../stacks/synthesize";
import { AccountClients } from "../../terraform/account-clients";
import { parallelismOf } from "../../terraform/parallelism";
import { findProviderSource } from "../../terraform/provider-source";
import { findTerraform } from "../../terraform/terraform";
import { deployLandingZone } from "../local/deploy-landing-zone";
import { createStateBucket } from "../local/state-bucket";
import { terraformRunEnvironment } from "../local/terraform-run";

export interface LocalAws {
  readonly endpoint: string;
  readonly clients: AccountClients;
  stop(): Promise<void>;
}

/**
 * A local AWS that runs already, as the environment says.
 *
 * @returns nothing where the environment names no endpoint
 * @throws Failure when the endpoint is not that of a local AWS
 */
export async function runningLocalAws(landingZone: LandingZone, env: NodeJS.ProcessEnv): Promise<LocalAws | undefined> {
  const endpoint = env.AWS_ENDPOINT_URL;
  if (!endpoint) {
    return undefined;
  }
  if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?\/?$/.test(endpoint)) {
    throw new Failure(
      `AWS_ENDPOINT_URL is ${endpoint}: a drill is for a local AWS, http://127.0.0.1:<port>; unset it to start one`,
      EXIT.usage,
    );
  }
  try {
    await clockOf(endpoint);
  } catch {
    throw new Failure(`${endpoint}, which AWS_ENDPOINT_URL names, is no local AWS, or it has ended`, EXIT.usage);
  }
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? "local",
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "local",
  };
  return {
    endpoint,
    clients: new AccountClients(landingZone, { endpoint, credentials }),
    stop: () => Promise.resolve(),
  };
}

/** The time of a local AWS. */
export async function clockOf(endpoint: string): Promise<Date> {
  const response = await fetch(new URL("/simulator/clock", endpoint));
  const { now } = (await response.json()) as { now: string };
  return new Date(now);
}

export interface StartOptions {
  /** Stacks that are deployed, with those that they depend on. */
  readonly stacks: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
  readonly onLine: (line: string) => void;
}

/** Starts a local AWS and deploys some stacks there. */
export async function startLocalAws(landingZone: LandingZone, options: StartOptions): Promise<LocalAws> {
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-drill-"));
  const forget = (): void => {
    rmSync(workFolder, { recursive: true, force: true });
  };
  let stop = (): Promise<void> => {
    forget();
    return Promise.resolve();
  };
  try {
    const terraform = await findTerraform();
    const providers = findProviderSource(workFolder);
    const simulator = await startSimulator({ landingZone, workFolder, onProgress: options.onProgress });
    stop = async () => {
      await simulator.stop();
      forget();
    };
    options.onProgress(`local AWS at ${simulator.endpoint}`);
    await createStateBucket(landingZone, simulator);
    const outdir = join(workFolder, "cdktf.out");
    const all = synthesize(landingZone, outdir);
    const needed = withDependencies(outdir, options.stacks);
    const { endpoint, credentials } = simulator;
    const clients = new AccountClients(landingZone, { endpoint, credentials });
    options.onProgress(`${needed.size} of ${all.length} stacks are deployed`);
    await deployLandingZone(landingZone, clients, {
      outdir,
      stacks: [...needed],
      env: terraformRunEnvironment(simulator, providers, terraform.binary),
      parallelism: parallelismOf(all).stacksAtOnce,
      signal: options.signal,
      skipProviderLock: providers.skipProviderLock,
      onApplied: (stack, summary = "applied") => {
        options.onProgress(`${stack}: ${summary}`);
      },
      onLine: options.onLine,
    });
    return { endpoint, clients, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Names of stacks and of all that they depend on, as cdktf's manifest says. */
function withDependencies(outdir: string, wanted: readonly string[]): ReadonlySet<string> {
  const manifest = JSON.parse(readFileSync(join(outdir, Manifest.fileName), "utf8")) as {
    readonly stacks: Readonly<Record<string, { readonly dependencies?: readonly string[] }>>;
  };
  const needed = new Set(wanted);
  for (const stack of needed) {
    for (const dependency of manifest.stacks[stack]?.dependencies ?? []) {
      needed.add(dependency);
    }
  }
  return needed;
}
