import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountClients } from "../../terraform/account-clients";
import { readConfiguration } from "../../cli/configuration";
import { deploy } from "../../cli/local/deploy";
import { deployLandingZone } from "../../cli/local/deploy-landing-zone";
import { findProviderSource } from "../../terraform/provider-source";
import { createStateBucket } from "../../cli/local/state-bucket";
import { findTerraform } from "../../terraform/terraform";
import { synthesize } from "../../stacks/synthesize";
import type { LandingZone } from "../../config/landing-zone";
import { startSimulator } from "../../simulator/start";
import type { Simulator } from "../../simulator/start";

/** A landing zone to be deployed to a local AWS of its own, in a folder of its own. */
export interface Deployment {
  readonly landingZone: LandingZone;
  readonly simulator: Simulator;
  readonly clients: AccountClients;
  readonly outdir: string;
  readonly stacks: readonly string[];
  readonly terraform: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs `cdktf deploy '*'`; answers with the stacks in the order they were applied. */
  deploy(): Promise<string[]>;
  /** Synthesizes and deploys the landing zone after a change of its file. */
  deployChanged(changed: LandingZone): Promise<void>;
  /** Discards everything, the only way to be rid of what cannot be destroyed. */
  discard(): Promise<void>;
}

export const PARALLELISM = 2;

export async function prepareDeployment(config: string): Promise<Deployment> {
  const landingZone = readConfiguration(config);
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-e2e-"));
  const { binary } = await findTerraform();
  const providers = findProviderSource(workFolder);
  const simulator = await startSimulator({ landingZone, workFolder, onProgress: () => undefined });
  await createStateBucket(landingZone, simulator);
  const outdir = join(workFolder, "cdktf.out");
  const stacks = synthesize(landingZone, outdir).map(({ stack }) => stack);
  const env = { ...simulator.env, ...providers.env, TERRAFORM_BINARY_NAME: binary, CHECKPOINT_DISABLE: "1" };
  const clients = new AccountClients(landingZone, { endpoint: simulator.endpoint, credentials: simulator.credentials });
  const { skipProviderLock } = providers;
  const options = { outdir, env, skipProviderLock, parallelism: PARALLELISM };
  return {
    ...{ clients, env, landingZone, outdir, simulator, stacks, terraform: binary },
    deploy: async () => {
      const applied: string[] = [];
      const onApplied = (stack: string): void => {
        applied.push(stack);
      };
      await deployLandingZone(landingZone, clients, { ...options, onApplied });
      return applied;
    },
    deployChanged: async (changed) => {
      synthesize(changed, outdir);
      await deploy({ ...options, onApplied: () => undefined });
    },
    discard: async () => {
      await simulator.stop();
      rmSync(workFolder, { recursive: true });
    },
  };
}
