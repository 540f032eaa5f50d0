import type { LandingZone } from "../../config/landing-zone";
import { EXIT, Failure } from "../../console/failure";
import { abortOnInterrupt } from "../../console/interrupt";
import { Progress } from "../../console/progress";
import { print } from "../../console/terminal";
import { runningLocalAws, startLocalAws } from "./local-aws";
import type { LocalAws } from "./local-aws";

export interface OnLocalAws<Protocol> {
  readonly landingZone: LandingZone;
  /** Stacks that the drill needs, where a local AWS has to be started. */
  readonly stacks: readonly string[];
  /** Prints JSON in place of text. */
  readonly json: boolean;
  /** Shows everything that cdktf and Terraform print. */
  readonly verbose: boolean;
  readonly drill: (aws: LocalAws, onEntry: (entry: { readonly what: string }) => void) => Promise<Protocol>;
  readonly hasPassed: (protocol: Protocol) => boolean;
  readonly describe: (protocol: Protocol) => string;
}

/**
 * Runs a drill on the local AWS that the environment names, or on one that is started for it, and prints the protocol.
 *
 * @throws Failure where it was interrupted, or the local AWS refused something
 */
export async function onLocalAws<Protocol extends object>(options: OnLocalAws<Protocol>): Promise<void> {
  const { describe, drill, hasPassed, json, landingZone, stacks, verbose } = options;
  const interrupted = abortOnInterrupt();
  const progress = new Progress(2, json ? process.stderr : process.stdout);
  let aws: LocalAws | undefined;
  try {
    progress.start("local AWS");
    aws =
      (await runningLocalAws(landingZone, process.env)) ??
      (await startLocalAws(landingZone, {
        stacks,
        signal: interrupted,
        onProgress: (message) => {
          progress.note(message);
        },
        onLine: (line) => {
          progress.at(line);
          if (verbose) {
            progress.note(line);
          }
        },
      }));
    progress.done(aws.endpoint);

    progress.start("drill");
    const protocol = await drill(aws, ({ what }) => {
      progress.at(what);
    });
    const passed = hasPassed(protocol);
    progress.done(passed ? "passed" : "FAILED");
    print(json ? JSON.stringify({ ...protocol, passed }, undefined, 2) : describe(protocol));
    if (!passed) {
      process.exitCode = EXIT.failed;
    }
  } catch (error) {
    throw interrupted.aborted ? new Failure("\ninterrupted", EXIT.interrupted) : explained(error);
  } finally {
    progress.stop();
    await aws?.stop();
  }
}

/** What the local AWS refuses, it refuses because something is not there. */
function explained(error: unknown): unknown {
  return error instanceof Error && "$metadata" in error
    ? new Failure(`the local AWS answered ${error.name}: ${error.message}\nWas it this file that was deployed there?`)
    : error;
}
