import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ProviderSource } from "../local/provider-source";

/**
 * The environment of Terraform: the caller's own, whose credentials it takes, and what keeps it from fetching the AWS
 * provider, 150 MB and more, anew for every stack.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
 */
export function terraformEnvironment(
  providers: ProviderSource,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return {
    ...env,
    ...providers.env,
    ...(providers.skipProviderLock ? {} : pluginCache(env)),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}

/** The folder that cdktf uses, too. Locks are made anew with the synthesized stacks, so that there is none to break. */
function pluginCache({ TF_PLUGIN_CACHE_DIR }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const folder =
    TF_PLUGIN_CACHE_DIR === undefined || TF_PLUGIN_CACHE_DIR === ""
      ? join(homedir(), ".terraform.d", "plugin-cache")
      : TF_PLUGIN_CACHE_DIR;
  mkdirSync(folder, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: folder, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" };
}
