import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { LandingZone } from "../../config/landing-zone";
import { parseLandingZone } from "../../config/load";
import { AccountClients } from "../../terraform/account-clients";
import type { Outcome } from "./program";

/** `npm run local` as users run it. */
export function runLocal(args: readonly string[], env: NodeJS.ProcessEnv): Outcome {
  const command = ["scripts/run.mjs", "cli/main.ts", "local", ...args];
  return spawnSync(process.execPath, command, { encoding: "utf8", env: { ...process.env, ...env } });
}

/** A local AWS that was left running, reached as its output says. */
export interface KeptLocal {
  readonly stdout: string;
  readonly landingZone: LandingZone;
  readonly clients: AccountClients;
  readonly endpoint: string;
  readonly pid: number;
  /** Holds the stacks, and Terraform's state. */
  readonly workFolder: string;
  /** Environment of programs that are to use it. */
  readonly env: NodeJS.ProcessEnv;
  /** For a shell: stops it and removes everything. */
  readonly stop: string;
}

/** `npm run local -- --keep`, to its end. */
export function keepLocal(config: string, env: NodeJS.ProcessEnv, options: readonly string[] = []): KeptLocal {
  const { status, stderr, stdout } = runLocal(["--config", config, "--keep", ...options], env);
  const [stop, pid, workFolder] = /kill (\d+) && rm -r (\S+)$/m.exec(stdout) ?? [];
  if (status !== 0 || stderr !== "" || stop === undefined) {
    throw new Error(`npm run local ended with ${String(status)}:\n${stdout}\n${stderr}`);
  }
  const settings = exported(stdout);
  const endpoint = settings.AWS_ENDPOINT_URL ?? "";
  const { landingZone } = parseLandingZone(readFileSync(config, "utf8"), config);
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return {
    endpoint,
    landingZone,
    stdout,
    stop,
    workFolder: workFolder ?? "",
    clients: new AccountClients(landingZone, {
      endpoint,
      credentials: {
        accessKeyId: settings.AWS_ACCESS_KEY_ID ?? "",
        secretAccessKey: settings.AWS_SECRET_ACCESS_KEY ?? "",
      },
    }),
    pid: Number(pid),
    env: { ...Object.fromEntries(others), ...settings, CHECKPOINT_DISABLE: "1" },
  };
}

/** What a shell would have in its environment after the `export` commands of a text. */
function exported(text: string): Record<string, string> {
  const commands = [...text.matchAll(/^ *export (.*)$/gm)].map(([command]) => command).join(" ");
  const assignments = [...commands.matchAll(/(\w+)=(\S+)/g)];
  return Object.fromEntries(assignments.map(([, name = "", value = ""]) => [name, value]));
}
