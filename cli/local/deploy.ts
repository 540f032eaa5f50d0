import { join } from "node:path";
import { Failure } from "../../console/failure";
import { fold } from "../../console/fold";
import { run } from "../../console/run";
import { errorLines } from "./error-lines";
import { adviceOn } from "../../terraform/known-errors";
import { AppliedStacks } from "./applied-stacks";

export interface DeployOptions {
  /** Folder with the synthesized stacks. */
  readonly outdir: string;
  /** Names of the stacks that are deployed. */
  readonly stacks: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly skipProviderLock: boolean;
  /**
   * Whether stacks that they depend on stay as they are.
   * @default false: one that is missing is an error
   */
  readonly ignoreMissingDependencies?: boolean;
  /** Stacks deployed at the same time. Each takes about 0.1 GB for every region, and half a gigabyte besides. */
  readonly parallelism: number;
  /** Called once for each stack when it has been applied, with Terraform's own count of what it did if cdktf printed it. */
  readonly onApplied: (stack: string, summary?: string) => void;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

const CDKTF = join("node_modules", ".bin", "cdktf");
const TAIL_LINES = 40;
/** The provider waits ten seconds for every rule of the organization; the local AWS does not mind how many it waits for. */
export const RESOURCES_AT_ONCE = 30;

/**
 * Runs the real `cdktf deploy`.
 *
 * @throws Failure with the errors, or where none says that it is one with the end of cdktf's output
 */
export async function deploy(options: DeployOptions): Promise<void> {
  const lines: string[] = [];
  const applied = new AppliedStacks(options.stacks, options.onApplied);
  const { code } = await run(
    CDKTF,
    [
      "deploy",
      ...options.stacks,
      "--auto-approve",
      "--skip-synth",
      "--output",
      options.outdir,
      "--parallelism",
      String(options.parallelism),
      "--terraform-parallelism",
      String(RESOURCES_AT_ONCE),
      ...(options.skipProviderLock ? ["--skip-provider-lock"] : []),
      ...(options.ignoreMissingDependencies === true ? ["--ignore-missing-stack-dependencies"] : []),
    ],
    {
      env: options.env,
      signal: options.signal,
      onLine: (line) => {
        options.onLine?.(line);
        lines.push(applied.read(line));
      },
    },
  );
  if (code !== 0) {
    const errors = errorLines(lines);
    const [what, shown] =
      errors.length > 0 ? ["its errors", errors] : ["the end of its output", lines.slice(-TAIL_LINES)];
    const advice = adviceOn(lines.join("\n")).map((text) => `\n\n${fold(text)}`);
    throw new Failure(`cdktf deploy failed (exit code ${code}); ${what}:\n\n${shown.join("\n")}${advice.join("")}`);
  }
  applied.succeed();
}
