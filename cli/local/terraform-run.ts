import type { ProviderSource } from "../../terraform/provider-source";
import type { Simulator } from "../../simulator/start";

/** The environment in which cdktf runs Terraform against a local AWS. */
export function terraformRunEnvironment(
  simulator: Simulator,
  providers: Pick<ProviderSource, "env">,
  terraformBinary: string,
): NodeJS.ProcessEnv {
  return {
    ...simulator.env,
    ...providers.env,
    TERRAFORM_BINARY_NAME: terraformBinary,
    CHECKPOINT_DISABLE: "1",
    DISABLE_VERSION_CHECK: "true",
  };
}
