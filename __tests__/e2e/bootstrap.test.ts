// A state that real Terraform wrote on this machine, moved by a bootstrap: Terraform goes on with it in the bucket.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrapExitCode } from "../../cli/bootstrap/exit";
import { bootstrapLandingZone } from "../../cli/bootstrap/run";
import type { LandingZone } from "../../config/landing-zone";
import { run } from "../../console/run";
import { startSimulator } from "../../simulator/start";
import type { Simulator } from "../../simulator/start";
import { findTerraform } from "../../terraform/terraform";
import { prepareDeployment } from "../support/deployment";
import { existingLandingZone, synthesizeStack } from "../support/landing-zones";

const TIMEOUT = 180_000;
const STACK = "log-archive";

let simulator: Simulator;
let workFolder: string;
let folder: string;
let binary: string;

const landingZone = (...kmsKeyArn: string[]) =>
  existingLandingZone("state:", "  backend: s3", "  bucket: moved-state", "  region: eu-west-1", ...kmsKeyArn);

beforeAll(async () => {
  workFolder = mkdtempSync(join(tmpdir(), "landing-zone-moved-"));
  folder = join(workFolder, "cdktf.out", "stacks", STACK);
  mkdirSync(folder, { recursive: true });
  binary = (await findTerraform()).binary;
  simulator = await startSimulator({ landingZone: landingZone(), workFolder, onProgress: () => undefined });
}, TIMEOUT);

afterAll(async () => {
  await simulator.stop();
  rmSync(workFolder, { recursive: true });
});

/** A stack of the same place as that of a landing zone, with one resource that no provider is fetched for. */
function write(zone: LandingZone, input: string): void {
  const { backend } = synthesizeStack(zone, STACK).json.terraform;
  const { s3 } = backend;
  // A local AWS has no host name for every bucket.
  const local = s3 === undefined ? backend : { s3: { ...s3, use_path_style: true, skip_requesting_account_id: true } };
  const resource = { terraform_data: { it: { input } } };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend: local }, resource }));
}

async function terraform(...args: string[]): Promise<string> {
  const env = { ...simulator.env, CHECKPOINT_DISABLE: "1" };
  const { code, output } = await run(binary, [...args, "-no-color", "-input=false"], { cwd: folder, env });
  expect({ args, code, output: code === 0 ? "" : output }).toEqual({ args, code: 0, output: "" });
  return output;
}

function bootstrap(zone: LandingZone) {
  const { credentials, endpoint } = simulator;
  return bootstrapLandingZone({
    landingZone: zone,
    outdir: join(workFolder, "cdktf.out"),
    confirmed: true,
    onDone: () => undefined,
    caller: { credentials, endpoint },
  });
}

it(
  "goes on in the bucket with the state that it had on this machine",
  async () => {
    write(existingLandingZone(), "one");
    await terraform("init");
    await terraform("apply", "-auto-approve");
    const file = join(workFolder, `terraform.${STACK}.tfstate`);
    const { lineage, serial } = JSON.parse(readFileSync(file, "utf8")) as { lineage: string; serial: number };

    const { keyToName = "", states } = await bootstrap(landingZone());
    expect(states).toEqual([expect.objectContaining({ stack: STACK, outcome: "moved", lineage, serial })]);
    expect(existsSync(file)).toBe(false);

    const named = landingZone(`  kmsKeyArn: ${keyToName}`);
    write(named, "one");
    await terraform("init");
    expect(await terraform("plan")).toContain("No changes.");
    write(named, "two");
    expect(await terraform("apply", "-auto-approve")).toContain("1 changed");
    // The lock is gone, and nothing is left to do.
    expect((await bootstrap(named)).states).toEqual([]);
  },
  TIMEOUT,
);

it(
  "hands the roles of pipelines over to Terraform, which then gives them what they may do",
  async () => {
    const zone = (...more: string[]) =>
      existingLandingZone(
        "state: { backend: s3, bucket: zone-state, region: eu-west-1" + more.join("") + " }",
        "deployment: { managementRole: Deployment }",
        "access:",
        "  ci: { bootstrapped: true, github: { owner: example-org, repository: landing-zone, environment: production } }",
      );
    const deployment = await prepareDeployment(zone(), ["organization", "access-management"]);
    const { AWS_ENDPOINT_URL: endpoint } = deployment.env;
    const { credentials } = simulator;
    const bootstrapped = (landingZone: LandingZone) =>
      bootstrapLandingZone({
        landingZone,
        outdir: deployment.outdir,
        confirmed: true,
        onDone: () => undefined,
        caller: { credentials, endpoint },
      });
    try {
      // Its bucket is there already, without all that protects it.
      const { keyToName = "" } = await bootstrapped(zone());
      const named = zone(`, kmsKeyArn: "${keyToName}"`);
      await deployment.deployChanged(named, deployment.stacks);
      await deployment.planAgain();

      const { parts } = await bootstrapped(named);
      expect(parts.filter(({ state }) => state !== "as it should be")).toEqual(
        ["role that plans", "role that applies"].map(
          (part) =>
            expect.objectContaining({
              part,
              state: "mended",
              differences: [expect.objectContaining({ wanted: "those of Terraform alone" })],
            }) as object,
        ),
      );
      expect(bootstrapExitCode(await bootstrapped(named))).toBe(0);
    } finally {
      await deployment.discard();
    }
  },
  5 * TIMEOUT,
);
