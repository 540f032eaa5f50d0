import { printable, shortened } from "../config/source/printable";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import type { ProviderSource } from "./provider-source";

const WORKSPACE = "default";

/**
 * The environment of Terraform: the caller's own, whose credentials it takes, and where it finds its providers. Always of the default
 * workspace, whose states this program compares and records, whatever was selected in the folder of a stack.
 *
 * @throws Failure when the environment names another workspace
 */
export function terraformEnvironment(
  providers: ProviderSource,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const { TF_WORKSPACE: named = WORKSPACE } = env;
  if (named !== "" && named !== WORKSPACE) {
    throw new Failure(
      fold(
        `TF_WORKSPACE is ${printable(shortened(named))}: stacks are in the default workspace alone. Unset it and run again.`,
      ),
    );
  }
  return {
    ...env,
    ...providers.env,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_WORKSPACE: WORKSPACE,
  };
}
