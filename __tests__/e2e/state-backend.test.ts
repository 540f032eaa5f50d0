// The documented examples of the state's settings, asked of Terraform's own backend, which checks them before it goes to the
// network, where nobody answers.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { documentedFields } from "../../scripts/documentation/configuration";
import { run } from "../../console/run";
import { findTerraform } from "../../terraform/terraform";
import { existingLandingZone, synthesizeStack } from "../support/landing-zones";

const NOBODY = "http://127.0.0.1:9";
const TIMEOUT = 60_000;

function example(field: string): string {
  const [first] = documentedFields().find(({ path }) => path === `state.${field}`)?.examples ?? [];
  if (first === undefined) throw new Error(`no example of state.${field}`);
  return first;
}

/** What `terraform init` says to a stack with its state in S3. */
async function initialized(settings: Record<string, string>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-backend-"));
  try {
    const { backend } = synthesizeStack(
      existingLandingZone(
        "state:",
        "  backend: s3",
        ...Object.entries(settings).map(([key, value]) => `  ${key}: ${value}`),
      ),
      "log-archive",
    ).json.terraform;
    const s3 = {
      ...backend.s3,
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
      use_path_style: true,
      max_retries: 0,
      endpoints: { s3: NOBODY, sts: NOBODY },
    };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { backend: { s3 } } }));
    const { binary } = await findTerraform();
    const env = { ...process.env, AWS_ACCESS_KEY_ID: "nobody", AWS_SECRET_ACCESS_KEY: "nothing" };
    return (await run(binary, ["init", "-input=false", "-no-color"], { cwd: folder, env })).output;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const REQUIRED = { bucket: example("bucket"), region: example("region") };

it.each<Record<string, string>>([
  { prefix: example("prefix"), kmsKeyArn: example("kmsKeyArn") },
  { kmsKeyArn: example("kmsKeyArn"), roleArn: example("roleArn") },
  { bucket: "state.with.dots" },
])(
  "takes %j",
  async (settings) => {
    const output = await initialized({ ...REQUIRED, ...settings });
    expect(output).toContain("connection refused");
    expect(output).not.toMatch(/Invalid|must be|Missing|Unsupported/);
  },
  TIMEOUT,
);
