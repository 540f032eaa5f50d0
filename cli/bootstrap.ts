import { readConfiguration } from "./configuration";
import { bootstrapLandingZone } from "./bootstrap/run";
import { describeBootstrap } from "./bootstrap/report";
import { bootstrapExitCode } from "./bootstrap/exit";
import { ledgerAfterMove } from "./bootstrap/ledger";
import { writeLedger } from "./ledger-file";
import { ledgerFileOf } from "../config/ledger/file";
import { Progress } from "../console/progress";
import { print } from "../console/terminal";

export interface BootstrapOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder with the synthesized stacks, which local states are beside. */
  readonly output: string;
  /** Does it; without it is only said what would be done. */
  readonly confirm?: boolean;
  /**
   * Name of a role that is assumed in the bucket's account.
   * @default - the deployment role, and in the management account the caller's own credentials
   */
  readonly role?: string;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
}

/** Makes what has to be there before the first deployment: bucket and keys of the states, roles of pipelines; moves states there. */
export async function bootstrap({
  config,
  confirm = false,
  json = false,
  output,
  role,
}: BootstrapOptions): Promise<void> {
  const landingZone = readConfiguration(config, { movesStates: true });
  const progress = new Progress(1, process.stderr);
  progress.start(confirm ? "make what the first deployment needs" : "look at what the first deployment needs");
  try {
    const result = await bootstrapLandingZone({
      landingZone,
      outdir: output,
      confirmed: confirm,
      ...(role === undefined ? {} : { role }),
      onDone: (text) => {
        progress.note(text);
      },
    });
    const move = ledgerAfterMove(landingZone, result.states, ledgerFileOf(config));
    if (move?.ledger !== undefined) {
      writeLedger(config, { ledger: move.ledger, forgotten: [], ignored: [], stillOn: [] });
    }
    const next = [...result.next, ...(move === undefined ? [] : [move.next])];
    const isLeft = move !== undefined && move.ledger === undefined;
    const exitCode = bootstrapExitCode({ ...result, isLeft });
    progress.done(confirm ? "done" : "nothing was changed");
    print(
      json
        ? JSON.stringify({ file: config, exitCode, ...result, next }, undefined, 2)
        : describeBootstrap({ ...result, next }, config),
    );
    process.exitCode = exitCode;
  } finally {
    progress.stop();
  }
}
