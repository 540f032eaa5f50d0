import { join, resolve } from "node:path";
import { findProviderSource } from "../terraform/provider-source";
import { findTerraform } from "../terraform/terraform";
import type { Terraform } from "../terraform/terraform";
import { plural } from "../console/plural";
import { synthesize } from "../stacks/synthesize";
import { parseLandingZone } from "../config/load";
import { startSimulator } from "../simulator/start";
import type { Simulator } from "../simulator/start";
import { BENCH_REGIONS, existingOrganization, WORKLOAD } from "./existing-organization";
import type { Extent } from "./existing-organization";
import { runTerraform } from "./run-terraform";
import type { Configuration } from "./run-terraform";

/** A local AWS, Terraform, and configurations made ready for it. */
export interface Workshop {
  readonly terraform: Terraform;
  readonly simulator: Simulator;
  /** Synthesizes a landing zone and makes the baseline of one account in it ready. */
  baseline(regions: number, extent?: Extent): Promise<Configuration>;
  /** Makes somebody else's configuration ready where it is; Terraform writes a lock file there if there is none. */
  other(folder: string): Promise<Configuration>;
}

/** @param workFolder receives everything that is written */
export async function openWorkshop(
  workFolder: string,
  onProgress: (message: string) => void,
  signal?: AbortSignal,
): Promise<Workshop> {
  const terraform = await findTerraform();
  const providers = findProviderSource(workFolder);
  onProgress(`${terraform.binary} ${terraform.version}, providers from ${providers.description}`);
  // It is given accounts only, which are the same however many regions there are.
  const simulator = await startSimulator({
    landingZone: landingZoneOf(BENCH_REGIONS.length),
    workFolder,
    onProgress,
  });
  const prepare = async (label: string, folder: string, dataFolder: string): Promise<Configuration> => {
    onProgress(`${label}: init`);
    const env = {
      ...simulator.env,
      ...providers.env,
      CHECKPOINT_DISABLE: "1",
      TF_DATA_DIR: join(workFolder, dataFolder),
    };
    const configuration = { label, folder, env };
    await runTerraform({ terraform: terraform.binary, signal }, configuration, ["init", "-input=false", "-no-color"]);
    return configuration;
  };
  return {
    terraform,
    simulator,
    baseline: (regions, extent = "defaults") => {
      const name = `${regions}-${extent}`;
      const outdir = join(workFolder, `regions-${name}`);
      synthesize(landingZoneOf(regions, extent), outdir);
      const label = `${plural(regions, "region")}${extent === "everything" ? ", everything on" : ""}`;
      return prepare(label, join(outdir, "stacks", `baseline-${WORKLOAD}`), `terraform-${name}`);
    },
    other: (folder) => prepare(folder, resolve(folder), "terraform-other"),
  };
}

function landingZoneOf(regions: number, extent?: Extent): ReturnType<typeof parseLandingZone>["landingZone"] {
  return parseLandingZone(existingOrganization(regions, extent), "bench.yaml").landingZone;
}
