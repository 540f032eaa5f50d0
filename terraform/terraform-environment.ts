import type { ProviderSource } from "./provider-source";

/** The environment of Terraform: the caller's own, whose credentials it takes, and where it finds its providers. */
export function terraformEnvironment(
  providers: ProviderSource,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return {
    ...env,
    ...providers.env,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}
