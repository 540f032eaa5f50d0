import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join, resolve } from "node:path";
import { EXIT, Failure } from "../failure";

export interface ProviderSource {
  /** Environment that makes Terraform find its providers. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** cdktf locks providers for every platform, which only a registry can answer. */
  readonly skipProviderLock: boolean;
  /** For people: where providers come from. */
  readonly description: string;
}

const MIRROR_VARIABLE = "LANDING_ZONE_PROVIDER_MIRROR";
/** Folder that a filesystem mirror of the public registry holds. */
const REGISTRY_HOST = "registry.terraform.io";

/**
 * Where Terraform gets its providers: the filesystem mirror that `LANDING_ZONE_PROVIDER_MIRROR` names, else what
 * Terraform's own CLI configuration says, else one of the mirror folders Terraform looks in by itself, else the public
 * registry.
 *
 * @param workFolder receives a Terraform CLI configuration where one is needed
 * @throws Failure when the named mirror does not hold the AWS provider
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function findProviderSource(workFolder: string, env: NodeJS.ProcessEnv = process.env): ProviderSource {
  const mirror = env[MIRROR_VARIABLE];
  if (mirror) {
    return namedMirror(resolve(mirror), workFolder);
  }
  const configured = cliConfiguration(env);
  if (configured !== undefined) {
    return {
      env: { TF_CLI_CONFIG_FILE: configured },
      skipProviderLock: true,
      description: `as ${configured} says`,
    };
  }
  // A TF_CLI_CONFIG_FILE that names no file would only make Terraform warn.
  const withoutConfiguration = { TF_CLI_CONFIG_FILE: undefined };
  const implied = impliedMirrors(env).find(holdsAwsProvider);
  return implied === undefined
    ? { env: withoutConfiguration, skipProviderLock: false, description: "the public registry" }
    : { env: withoutConfiguration, skipProviderLock: true, description: `the mirror ${implied}` };
}

function namedMirror(mirror: string, workFolder: string): ProviderSource {
  if (!holdsAwsProvider(mirror)) {
    throw new Failure(
      `${MIRROR_VARIABLE} is ${mirror}, which holds no ${join(REGISTRY_HOST, "hashicorp", "aws")}: ` +
        "name the folder that `terraform providers mirror` wrote",
      EXIT.prerequisite,
    );
  }
  const file = join(workFolder, "terraform.rc");
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return { env: { TF_CLI_CONFIG_FILE: file }, skipProviderLock: true, description: `the mirror ${mirror}` };
}

function cliConfiguration(env: NodeJS.ProcessEnv): string | undefined {
  const ownFile =
    platform() === "win32" ? join(env.APPDATA ?? homedir(), "terraform.rc") : join(homedir(), ".terraformrc");
  return [env.TF_CLI_CONFIG_FILE, ownFile].find((file) => file !== undefined && file !== "" && existsSync(file));
}

/** @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedMirrors(env: NodeJS.ProcessEnv): string[] {
  const home = homedir();
  const dataFolders = nonEmpty(env.XDG_DATA_DIRS, "/usr/local/share:/usr/share").split(":");
  switch (platform()) {
    case "win32":
      return [
        join(env.APPDATA ?? home, "terraform.d", "plugins"),
        join(env.APPDATA ?? home, "HashiCorp", "Terraform", "plugins"),
      ];
    case "darwin":
      return [
        join(home, ".terraform.d", "plugins"),
        join(home, "Library", "Application Support", "io.terraform", "plugins"),
        "/Library/Application Support/io.terraform/plugins",
      ];
    default:
      return [
        join(home, ".terraform.d", "plugins"),
        join(nonEmpty(env.XDG_DATA_HOME, join(home, ".local", "share")), "terraform", "plugins"),
        ...dataFolders.map((folder) => join(folder, "terraform", "plugins")),
      ];
  }
}

function nonEmpty(value: string | undefined, fallback: string): string {
  return value === undefined || value === "" ? fallback : value;
}

function holdsAwsProvider(mirror: string): boolean {
  const folder = join(mirror, REGISTRY_HOST, "hashicorp", "aws");
  return existsSync(folder) && readdirSync(folder).length > 0;
}
