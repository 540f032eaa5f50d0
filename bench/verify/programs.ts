// What is compared, each as its users run it.
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { formatTime, HOUR } from "../../log-integrity/times";
import { measureProgram } from "../measure-program";
import type { Taken } from "../measure-program";
import { BENCH_START } from "./size";
import type { Size } from "./size";

export interface Programs {
  readonly ours: string;
  readonly serve: string;
}

/** Bundled once, as the installed package is compiled. */
export function bundlePrograms(): Programs {
  const folder = mkdtempSync(join(tmpdir(), "bench-verify-"));
  for (const name of ["node_modules", "package.json"]) {
    symlinkSync(resolve(name), join(folder, name));
  }
  const bundle = (entry: string, name: string): string => {
    const outfile = join(folder, name);
    const options = { bundle: true, packages: "external", platform: "node", target: "node20", format: "cjs" } as const;
    buildSync({ ...options, entryPoints: [entry], outfile });
    return outfile;
  };
  return { ours: bundle("cli/main.ts", "ours.cjs"), serve: bundle("bench/verify/serve.ts", "serve.cjs") };
}

/** Starts the process that serves an organization. */
export async function startServer({ serve }: Programs, size: Size): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(serve, [], { stdio: "inherit" });
  child.send(size);
  const url = await new Promise<string>((done, failed) => {
    child.once("message", (message) => {
      done((message as { url: string }).url);
    });
    child.once("exit", () => {
      failed(new Error("the server ended"));
    });
  });
  return { url, child };
}

export function oursOf({ ours }: Programs, { arn, hours }: Size): string[] {
  const to = BENCH_START + hours * HOUR;
  const interval = ["--from", formatTime(BENCH_START), "--to", formatTime(to)];
  return [process.execPath, ours, "verify-logs", "--trail-arn", arn, ...interval, "--json"];
}

export function peerOf({ arn, hours }: Size, accountId: string, region: string): string[] {
  // It looks an hour further by itself.
  const end = formatTime(BENCH_START + hours * HOUR);
  const interval = ["--start-time", formatTime(BENCH_START), "--end-time", end];
  const chain = ["--account-id", accountId, "--region", region];
  return ["aws", "cloudtrail", "validate-logs", "--trail-arn", arn, ...interval, ...chain];
}

/** @throws Error where the program ends with another code than 0, or did not verify so many files */
export async function measure(
  command: readonly string[],
  url: string,
  hasVerified: (output: string) => boolean,
): Promise<Taken> {
  const env = {
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "eu-west-1",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  return measureProgram(command, { env, isGood: (code, output) => code === 0 && hasVerified(output) });
}
