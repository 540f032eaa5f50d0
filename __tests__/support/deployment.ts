import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountClients } from "../../terraform/account-clients";
import { deployLandingZone } from "../../cli/local/deploy-landing-zone";
import { expectEmptyPlans } from "../../cli/local/second-plan";
import { findProviderSource } from "../../terraform/provider-source";
import { createStateBucket } from "../../cli/local/state-bucket";
import { findTerraform } from "../../terraform/terraform";
import { synthesize } from "../../stacks/synthesize";
import type { LandingZone } from "../../config/landing-zone";
import type { Ledger } from "../../config/ledger/schema";
import type { MoreExisting } from "../../simulator/description";
import { startSimulator } from "../../simulator/start";
import { applyStacks } from "./apply-stacks";

/** A landing zone to be deployed to a local AWS of its own, in a folder of its own. */
export interface Deployment {
  readonly landingZone: LandingZone;
  readonly clients: AccountClients;
  readonly outdir: string;
  /** Names of the stacks that are deployed. */
  readonly stacks: readonly string[];
  readonly terraform: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs `cdktf deploy` for its stacks. */
  deploy(): Promise<void>;
  /** Applies them by one process of Terraform each. */
  apply(): Promise<void>;
  /**
   * Synthesizes the landing zone after a change of its file and deploys it, or some of its stacks, which were just deployed or planned
   * again; gives the ledger of the time after. What is changed in the archive needs the break-glass role.
   */
  deployChanged(changed: LandingZone, only?: readonly string[], breakGlass?: boolean): Promise<Ledger | undefined>;
  /** Plans its stacks again, or some of them; fails with what would change. */
  planAgain(only?: readonly string[]): Promise<void>;
  /** Discards everything, the only way to be rid of what cannot be destroyed. */
  discard(): Promise<void>;
}

/** Stacks deployed or planned at the same time, by each of the test files that run at the same time. */
export const PARALLELISM = 2;

/**
 * Prepares a landing zone's deployment.
 *
 * @param only stacks that are deployed, with all that they depend on; absent: all
 * @param existing what exists before, besides what the landing zone's file says
 */
export async function prepareDeployment(
  landingZone: LandingZone,
  only?: readonly string[],
  existing?: MoreExisting,
): Promise<Deployment> {
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-e2e-"));
  const { binary: terraform } = await findTerraform();
  const providers = findProviderSource(workFolder);
  const simulator = await startSimulator({ landingZone, existing, workFolder, onProgress: () => undefined });
  await createStateBucket(landingZone, simulator);
  const outdir = join(workFolder, "cdktf.out");
  const stacks = synthesize(landingZone, outdir)
    .map(({ stack }) => stack)
    .filter((stack) => only?.includes(stack) ?? true);
  const env = { ...simulator.env, ...providers.env, TERRAFORM_BINARY_NAME: terraform, CHECKPOINT_DISABLE: "1" };
  const caller = { endpoint: simulator.endpoint, credentials: simulator.credentials };
  const clients = new AccountClients(landingZone, caller);
  const { skipProviderLock } = providers;
  const options = { outdir, stacks, env, skipProviderLock, parallelism: PARALLELISM, onApplied: () => undefined };
  return {
    clients,
    env,
    landingZone,
    outdir,
    stacks,
    terraform,
    deploy: () => deployLandingZone(landingZone, clients, options),
    apply: () => applyStacks({ outdir, stacks, terraform, envOf: () => env, parallelism: PARALLELISM }),
    deployChanged: async (changed, only, breakGlass = false) => {
      let ledger: Ledger | undefined;
      const changedStacks = synthesize(changed, outdir, {
        onDefined: (remembered) => {
          ledger = remembered.ledger;
        },
      }).map(({ stack }) => stack);
      const archiveEnv = breakGlass ? { TF_VAR_deployment_role: changed.breakGlass.role } : {};
      await applyStacks({
        outdir,
        stacks: only ?? changedStacks,
        terraform,
        // Of another account the role is in a stack that need not be deployed.
        envOf: (stack) => ({ ...env, ...(only === undefined || stack === "log-archive" ? archiveEnv : {}) }),
        parallelism: PARALLELISM,
        refresh: false,
      });
      return ledger;
    },
    planAgain: (only = stacks) =>
      expectEmptyPlans({ outdir, stacks: only, env, terraform, parallelism: PARALLELISM, onPlanned: () => undefined }),
    discard: async () => {
      await simulator.stop();
      rmSync(workFolder, { recursive: true });
    },
  };
}
