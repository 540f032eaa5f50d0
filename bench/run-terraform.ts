import { EXIT, Failure } from "../console/failure";
import { run } from "../console/run";
import { errorsOf } from "./plan-output";

/** One Terraform configuration. */
export interface Configuration {
  /** For people: what it is. */
  readonly label: string;
  readonly folder: string;
  /** Environment of Terraform: where AWS and the providers are. */
  readonly env: NodeJS.ProcessEnv;
}

export interface TerraformProgram {
  /** Program name or path: `terraform` or `tofu`. */
  readonly terraform: string;
  readonly signal?: AbortSignal;
}

/**
 * Runs Terraform to its end.
 *
 * @returns what it printed
 * @throws Failure when it fails or is interrupted
 */
export async function runTerraform(
  { signal, terraform }: TerraformProgram,
  { env, folder, label }: Configuration,
  args: readonly string[],
): Promise<string> {
  const { code, output } = await run(terraform, args, { cwd: folder, env, signal });
  if (signal?.aborted) {
    throw new Failure("\ninterrupted", EXIT.interrupted);
  }
  if (code !== 0) {
    throw new Failure(`${label}: ${terraform} ${args.join(" ")} ended with exit code ${code}:\n\n${errorsOf(output)}`);
  }
  return output;
}
