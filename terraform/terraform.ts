import { EXIT, Failure } from "../console/failure";
import { run } from "../console/run";
import { quiet } from "./terraform-environment";

export interface Terraform {
  /** Program name or path: `terraform` or `tofu`. */
  readonly binary: string;
  /** `1.11.4` */
  readonly version: string;
}

/** The first version that locks S3 state in S3 itself. */
const OLDEST = { major: 1, minor: 10 };

const HOW_TO_INSTALL =
  "install Terraform >= 1.10 (https://developer.hashicorp.com/terraform/install) or OpenTofu >= 1.10 " +
  "(https://opentofu.org/docs/intro/install), or name the program in TERRAFORM_BINARY_NAME";

/**
 * The Terraform or OpenTofu of this machine: the one that `TERRAFORM_BINARY_NAME` names, which cdktf reads too, else
 * `terraform`, else `tofu`.
 *
 * @throws Failure when there is none, or it is too old
 */
export async function findTerraform(env: NodeJS.ProcessEnv = process.env): Promise<Terraform> {
  const named = env.TERRAFORM_BINARY_NAME;
  const candidates = named ? [named] : ["terraform", "tofu"];
  for (const binary of candidates) {
    const version = await versionOf(binary, env);
    if (version !== undefined) {
      return { binary, version: atLeastOldest(binary, version) };
    }
  }
  throw new Failure(`${candidates.join(" and ")} not found: ${HOW_TO_INSTALL}`, EXIT.prerequisite);
}

async function versionOf(binary: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  // A TF_CLI_CONFIG_FILE that does not exist makes Terraform print a warning beside the JSON.
  const { output } = await run(binary, ["version", "-json"], { env: { ...quiet(env), CHECKPOINT_DISABLE: "1" } });
  return /"terraform_version":\s*"(\d+\.\d+\.\d+)/.exec(output)?.[1];
}

function atLeastOldest(binary: string, version: string): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
    throw new Failure(`${binary} is version ${version}, too old: ${HOW_TO_INSTALL}`, EXIT.prerequisite);
  }
  return version;
}
