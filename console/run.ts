import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with every line of standard output and standard error, in order of arrival. */
  readonly onLine?: (line: string) => void;
  /** Ends the process. */
  readonly signal?: AbortSignal;
}

export interface Finished {
  /** Exit code; 128 and more when a signal ended the process, 127 when there is no such program. */
  readonly code: number;
  /** Standard output and standard error. */
  readonly output: string;
}

const NOT_FOUND = 127;
const SIGNALLED = 128;

/** Runs a program to its end. Never rejects: the exit code says how it ended. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { cwd, env = process.env, onLine, signal } = options;
  return new Promise((resolve) => {
    const lines: string[] = [];
    // SIGINT lets Terraform end in good order.
    const child = spawn(program, args, { cwd, env, signal, killSignal: "SIGINT", stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        onLine?.(line);
      });
    }
    child.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ code: error.code === "ENOENT" ? NOT_FOUND : SIGNALLED, output: [...lines, error.message].join("\n") });
    });
    child.on("close", (code) => {
      resolve({ code: code ?? SIGNALLED, output: lines.join("\n") });
    });
  });
}
