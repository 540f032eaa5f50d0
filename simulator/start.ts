import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { EXIT, Failure } from "../console/failure";
import type { LandingZone } from "../config/landing-zone";
import type { MoreExisting } from "./description";
import { whatExists } from "./existing";
import { pythonWithMoto } from "./python";

/** Credentials that the simulator has not issued are those of an administrator of the management account. */
const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" } as const;

export interface SimulatorOptions {
  /** Its management account, and whatever else it says is there already, exists from the start. */
  readonly landingZone: LandingZone;
  /**
   * What exists besides.
   * @default - nothing
   */
  readonly existing?: MoreExisting;
  /** Receives the simulator's log and what it is started with. */
  readonly workFolder: string;
  /**
   * Port on the loopback interface.
   * @default - any free port
   */
  readonly port?: number;
  /**
   * Whose permissions are enforced: `marked` spares the credentials `local`, which Terraform has, and the sessions of roles
   * that they assume.
   *
   * @default "all"
   */
  readonly permissions?: "all" | "marked" | "none";
  /** Whether it goes on when this process has ended. */
  readonly outliveParent?: boolean;
  readonly onProgress: (message: string) => void;
}

export interface Simulator {
  /** `http://127.0.0.1:34567` */
  readonly endpoint: string;
  readonly credentials: typeof LOCAL_CREDENTIALS;
  readonly pid: number;
  /** File that lists what the simulator could not do, empty when there was nothing. */
  readonly log: string;
  /** Environment that makes Terraform, the AWS CLI and every AWS SDK talk to the simulator, and to nothing else. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/**
 * Starts the local AWS and waits until it answers.
 *
 * @throws Failure when Python or moto is missing, or the simulator does not start
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { landingZone, workFolder, outliveParent = false, permissions = "all", port = 0 } = options;
  const python = await pythonWithMoto(options.onProgress);
  const existing = join(workFolder, "existing.json");
  writeFileSync(existing, JSON.stringify(whatExists(landingZone, options.existing)));
  const log = join(workFolder, "simulator.log");
  const child = spawn(
    python,
    [
      "-m",
      "aws_simulator",
      "--port",
      String(port),
      "--existing",
      existing,
      "--permissions",
      permissions,
      ...(outliveParent ? [] : ["--exit-with-parent"]),
    ],
    {
      env: { ...process.env, PYTHONPATH: "simulator", AWS_SIMULATOR_NODE: process.execPath },
      stdio: ["ignore", "pipe", openSync(log, "a")],
      // A terminal's Ctrl-C goes to the whole process group; the caller decides when the simulator ends.
      detached: true,
    },
  );
  const endpoint = await readiness(child, log);
  child.stdout?.destroy();
  child.unref();
  return {
    endpoint,
    credentials: LOCAL_CREDENTIALS,
    log,
    pid: child.pid ?? 0,
    env: environment(endpoint, landingZone.homeRegion, workFolder),
    stop: () => stop(child),
  };
}

/**
 * The caller's environment, with every AWS setting of the caller's own replaced: nothing can reach the real AWS.
 */
function environment(endpoint: string, region: string, workFolder: string): NodeJS.ProcessEnv {
  const emptyFile = join(workFolder, "aws-config");
  writeFileSync(emptyFile, "");
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(others),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_REGION: region,
    AWS_CONFIG_FILE: emptyFile,
    AWS_SHARED_CREDENTIALS_FILE: emptyFile,
    AWS_EC2_METADATA_DISABLED: "true",
    // S3 Control puts the account id in front of the host name, which then does not resolve; a proxy need not do so.
    HTTP_PROXY: endpoint,
    NO_PROXY: "127.0.0.1,localhost",
  };
}

function readiness(child: ChildProcess, log: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => {
      const lines = readFileSync(log, "utf8").trim().split("\n").slice(-3).join("\n");
      reject(new Failure(`the local AWS did not start:\n${lines}`, EXIT.prerequisite));
    });
    if (child.stdout === null) throw new Error("the simulator's standard output is not connected");
    createInterface({ input: child.stdout }).once("line", (line) => {
      child.removeAllListeners("exit");
      resolve((JSON.parse(line) as { endpoint: string }).endpoint);
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    // It does not keep this process alive while it runs, but its end is waited for.
    child.ref();
    child.once("exit", () => {
      resolve();
    });
    child.kill("SIGTERM");
  });
}
