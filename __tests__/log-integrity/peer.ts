// Our command and the AWS CLI, both asking the same stub.
import { spawn } from "node:child_process";
import { startStub } from "../../bench/verify/stub";
import type { Stub } from "../../bench/verify/stub";
import { formatTime } from "../../log-integrity/times";
import { REGION } from "./world";
import type { World } from "./world";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function environment(stub: Pick<Stub, "url">, region = REGION): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: "/nonexistent",
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_ENDPOINT_URL: stub.url,
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_MAX_ATTEMPTS: "2",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/**
 * Runs a program to its end, while this process answers it.
 *
 * @param interrupted whether to interrupt it, asked again and again
 */
export function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  interrupted: () => boolean = () => false,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const texts = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (texts.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (texts.stderr += chunk.toString()));
    const timer = setInterval(() => {
      if (interrupted()) {
        clearInterval(timer);
        child.kill("SIGINT");
      }
    }, 5);
    child.on("error", reject);
    child.on("close", (status) => {
      clearInterval(timer);
      resolve({ status, ...texts });
    });
  });
}

/** A stub that answers as a world is. */
export async function stubOf(world: World): Promise<Stub> {
  const { location, region, stopped } = world;
  return startStub(world.store, {
    trail: {
      arn: world.arn,
      bucket: location.bucket,
      prefix: location.prefix,
      isOrganizationTrail: location.organizationId !== undefined,
    },
    publicKeys: async (asked, from, to) => (asked === region ? world.keys(asked, from, to) : []),
    ...(location.organizationId === undefined ? {} : { organizationId: location.organizationId }),
    ...(stopped === undefined ? {} : { stoppedAt: stopped.since }),
  });
}

/** What the AWS CLI is asked for the interval of a world. */
export function peerArguments(world: World): string[] {
  return [
    "cloudtrail",
    "validate-logs",
    "--trail-arn",
    world.arn,
    "--start-time",
    formatTime(world.from),
    // It looks an hour further by itself.
    "--end-time",
    formatTime(world.to),
    "--account-id",
    world.accountId,
    "--region",
    world.region,
  ];
}
