import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join, resolve } from "node:path";
import { EXIT, Failure } from "../console/failure";

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
  const ownCache = join(workFolder, "plugin-cache");
  const mirror = env[MIRROR_VARIABLE];
  if (mirror) {
    const source = namedMirror(resolve(mirror), workFolder);
    return { ...source, env: { ...source.env, ...pluginCache(ownCache, env) } };
  }
  const configured = cliConfiguration(env);
  if (configured !== undefined) {
    return {
      env: { TF_CLI_CONFIG_FILE: configured, CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1", ...REUSE },
      skipProviderLock: true,
      description: `as ${configured} says`,
    };
  }
  // A TF_CLI_CONFIG_FILE that names no file would only make Terraform warn.
  const withoutConfiguration = { TF_CLI_CONFIG_FILE: undefined };
  const implied = impliedMirrors(env).find(holdsAwsProvider);
  if (implied !== undefined) {
    const environment = { ...withoutConfiguration, ...pluginCache(ownCache, env) };
    return { env: environment, skipProviderLock: true, description: `the mirror ${implied}` };
  }
  const sharedCache = join(homedir(), ".terraform.d", "plugin-cache");
  const environment = { ...withoutConfiguration, ...pluginCache(sharedCache, env) };
  return { env: environment, skipProviderLock: false, description: "the public registry" };
}

/**
 * Each stack is initialized without a lock file, for which Terraform would put the provider into the cache anew, while
 * other stacks run the one that is there. There is no lock to break.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#allowing-the-provider-plugin-cache-to-break-the-dependency-lock-file
 */
const REUSE = { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" };

/** The caller's own cache of providers, if there is one, else that folder, in place of the one that cdktf would name. */
function pluginCache(folder: string, { TF_PLUGIN_CACHE_DIR }: NodeJS.ProcessEnv): Record<string, string> {
  const cache = nonEmpty(TF_PLUGIN_CACHE_DIR, folder);
  mkdirSync(cache, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: cache, ...REUSE };
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
  // TERRAFORM_CONFIG is its older name, which Terraform still reads.
  return [env.TF_CLI_CONFIG_FILE, env.TERRAFORM_CONFIG, ownFile].find(
    (file) => file !== undefined && file !== "" && existsSync(file),
  );
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
