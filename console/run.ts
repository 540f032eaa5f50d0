import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with every line of standard output and standard error, in order of arrival. */
  readonly onLine?: (line: string) => void;
  /** Ends the process, whose end is not waited for. */
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
const INTERRUPTED = 130;

/** What a program has printed. */
export interface Ran extends Finished {
  /** Standard output alone: where it is a document, as JSON, what is on standard error is none of it. */
  readonly stdout: string;
}

/** Runs a program to its end. Never rejects: the exit code says how it ended. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env = process.env, onLine, signal } = options;
  return new Promise((resolve) => {
    const lines: string[] = [];
    const stdout: string[] = [];
    // SIGINT lets Terraform end in good order.
    const child = spawn(program, args, { cwd, env, signal, killSignal: "SIGINT", stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (stream === child.stdout) stdout.push(line);
        onLine?.(line);
      });
    }
    child.on("error", (error: NodeJS.ErrnoException) => {
      const code = error.code === "ENOENT" ? NOT_FOUND : SIGNALLED;
      resolve({ code, output: [...lines, error.message].join("\n"), stdout: stdout.join("\n") });
    });
    child.on("close", (code) => {
      resolve({ code: code ?? SIGNALLED, output: lines.join("\n"), stdout: stdout.join("\n") });
    });
  });
}

export interface UndisturbedOptions extends Pick<RunOptions, "cwd" | "env"> {
  /** File that receives standard output and standard error; made, for this user alone. */
  readonly log: string;
  /** Interrupts the process, once; its end is waited for. */
  readonly interrupt: AbortSignal;
}

/**
 * Runs a program that must not be left in the middle: it goes on when this process is killed, as it has no pipe to it, and neither
 * the Ctrl-C of a terminal nor its end reaches it, which is in a session of its own. A second Ctrl-C has Terraform leave its state
 * unwritten. Never rejects.
 */
export function runUndisturbed(
  program: string,
  args: readonly string[],
  { cwd, env = process.env, interrupt, log }: UndisturbedOptions,
): Promise<Finished> {
  if (interrupt.aborted) {
    return Promise.resolve({ code: INTERRUPTED, output: "" });
  }
  return new Promise((resolve) => {
    const file = openSync(log, "a", 0o600);
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", file, file] });
    closeSync(file);
    const pass = (): void => {
      child.kill("SIGINT");
    };
    interrupt.addEventListener("abort", pass, { once: true });
    child.on("error", (error: NodeJS.ErrnoException) => {
      interrupt.removeEventListener("abort", pass);
      resolve({ code: error.code === "ENOENT" ? NOT_FOUND : SIGNALLED, output: error.message });
    });
    child.on("close", (code) => {
      interrupt.removeEventListener("abort", pass);
      resolve({ code: code ?? SIGNALLED, output: readFileSync(log, "utf8").trimEnd() });
    });
  });
}
