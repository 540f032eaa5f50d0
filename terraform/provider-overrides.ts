import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join } from "node:path";
import { printable } from "../config/source/printable";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";

/** Whole lines; any other mention counts. */
const COMMENT = /^\s*(?:#|\/\/).*$/gm;
const OVERRIDES = /\bdev_overrides\b/;
const CONFIGURATION = /\.tfrc(?:\.json)?$/;

/**
 * Refuses a CLI configuration that has Terraform run a provider of somebody's own folder, whatever version and hash are locked: it
 * would be another one than the manifest names.
 *
 * @param env of Terraform
 * @throws Failure with the file, and how to do without it
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#development-overrides-for-provider-developers
 */
export function refuseOverrides(env: NodeJS.ProcessEnv, home: string = homedir()): void {
  const file = filesRead(env, home).find(hasOverrides);
  if (file !== undefined) {
    throw new Failure(
      fold(
        `${printable(file)} has dev_overrides: the provider would be another one than the one that is locked. Take them out, or ` +
          "name another file by TF_CLI_CONFIG_FILE, and run again.",
      ),
    );
  }
}

/** What Terraform and OpenTofu read: one file that is named, else those of the user. TERRAFORM_CONFIG is the older name. */
function filesRead({ APPDATA, TERRAFORM_CONFIG, TF_CLI_CONFIG_FILE }: NodeJS.ProcessEnv, home: string): string[] {
  const named = [TF_CLI_CONFIG_FILE, TERRAFORM_CONFIG].find((file) => file !== undefined && file !== "");
  if (named !== undefined) {
    return [named];
  }
  const isWindows = platform() === "win32";
  const own = isWindows ? (APPDATA ?? home) : home;
  const folder = join(own, isWindows ? "terraform.d" : ".terraform.d");
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => CONFIGURATION.test(name)) : [];
  const names = isWindows ? ["terraform.rc", "tofu.rc"] : [".terraformrc", ".tofurc"];
  return [...names.map((name) => join(own, name)), ...others.map((name) => join(folder, name))];
}

function hasOverrides(file: string): boolean {
  try {
    return OVERRIDES.test(readFileSync(file, "utf8").replace(COMMENT, ""));
  } catch {
    // Terraform says so of the file that is named, and passes over the others.
    return false;
  }
}
