import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Failure } from "../../console/failure";
import { run } from "../../console/run";

export interface DeployOptions {
  /** Folder with the synthesized stacks. */
  readonly outdir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly skipProviderLock: boolean;
  /** Stacks deployed at the same time. Each takes about 0.1 GB for every region, and half a gigabyte besides. */
  readonly parallelism: number;
  /** Told which stack has just been applied, and Terraform's own count of what it did. */
  readonly onApplied: (stack: string, summary: string) => void;
  /**
   * Name of the one stack that is deployed.
   * @default - all of them
   */
  readonly stack?: string;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

const CDKTF = join("node_modules", ".bin", "cdktf");
/** cdktf starts a line with the stack's name, and leaves it blank in the lines that follow at once. */
const STACK = /^([A-Za-z0-9_-]+) {2}/;
const APPLIED = /Apply complete! Resources: (.*)\.$/;
const TAIL_LINES = 40;
/** The provider waits ten seconds for every rule of the organization; the local AWS does not mind how many it waits for. */
const RESOURCES_AT_ONCE = 30;

/**
 * Runs the real `cdktf deploy`.
 *
 * @throws Failure with the end of cdktf's output
 */
export async function deploy(options: DeployOptions): Promise<void> {
  let current = "";
  const lines: string[] = [];
  const { code } = await run(
    CDKTF,
    [
      ...["deploy", options.stack ?? "*", "--auto-approve", "--skip-synth", "--output", options.outdir],
      ...["--parallelism", String(options.parallelism)],
      ...["--terraform-parallelism", String(RESOURCES_AT_ONCE)],
      ...(options.skipProviderLock ? ["--skip-provider-lock"] : []),
    ],
    {
      env: options.env,
      signal: options.signal,
      onLine: (line) => {
        options.onLine?.(line);
        const text = stripVTControlCharacters(line);
        lines.push(text);
        current = STACK.exec(text)?.[1] ?? current;
        const summary = APPLIED.exec(text)?.[1];
        if (summary !== undefined) {
          options.onApplied(current, summary);
        }
      },
    },
  );
  if (code !== 0) {
    const tail = lines.slice(-TAIL_LINES).join("\n");
    throw new Failure(`cdktf deploy failed (exit code ${code}); the end of its output:\n\n${tail}`);
  }
}
