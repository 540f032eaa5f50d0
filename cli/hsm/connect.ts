import { connect as connectStore } from "../../cloudhsm/connect";
import type { Connection } from "../../cloudhsm/connect";
import { HSM_EXIT } from "../../cloudhsm/exit-code";
import { fold } from "../../console/fold";
import { abortOnInterrupt } from "../../console/interrupt";
import { Progress } from "../../console/progress";
import { print, printError } from "../../console/terminal";
import { open, reporting } from "./open";
import type { HsmOptions } from "./open";
import { typedFor } from "./typed";

export interface ConnectOptions extends Omit<HsmOptions, "cluster"> {
  /** Minutes. */
  readonly timeout: number;
  /** Disconnects a store that failed first. */
  readonly reconnect?: boolean;
}

const INTERRUPTED = "nothing is lost: KMS goes on by itself; run it again to wait on";

/** Connects the custom key store, and explains why it does not. */
export function connect({ config, json = false, reconnect = false, timeout }: ConnectOptions): Promise<void> {
  const signal = abortOnInterrupt();
  const progress = new Progress(1, process.stderr);
  const work = async (): Promise<void> => {
    const { clients, settings } = await open(config);
    const name = settings.plan.names.store;
    progress.start(`connect the key store ${name}; this takes up to 20 minutes`);
    const connection = await connectStore({
      kms: clients.kms,
      name,
      reconnect,
      patience: { milliseconds: timeout * 60_000, signal },
      onDone: (text) => {
        progress.note(text);
      },
      onState: (text) => {
        progress.at(text);
      },
    });
    progress.done(connection.kind === "missing" ? "there is none" : connection.store.state);
    const again = (args: string): string => typedFor(config).hsm(args);
    if (json) {
      print(JSON.stringify({ file: config, ...connection }, undefined, 2));
    } else {
      const text = describeConnection(connection, name, again);
      (connection.kind === "connected" ? print : printError)(text);
    }
    process.exitCode = exitCodeOf(connection);
  };
  return reporting(work, signal, INTERRUPTED).finally(() => {
    progress.stop();
  });
}

export function exitCodeOf({ kind }: Connection): number {
  switch (kind) {
    case "connected":
      return HSM_EXIT.ok;
    case "waiting":
      return HSM_EXIT.waiting;
    case "missing":
      return HSM_EXIT.yourTurn;
    case "failed":
      return HSM_EXIT.broken;
    case "refused":
      return HSM_EXIT.failed;
  }
}

export function describeConnection(connection: Connection, name: string, typed: (args: string) => string): string {
  switch (connection.kind) {
    case "missing":
      return `There is no key store ${name} yet. What comes next: ${typed("status")}`;
    case "connected":
      return `${name} is connected${connection.already ? " already" : ""}. What comes next: ${typed("status")}`;
    case "waiting":
      return `${name} is ${connection.store.state}, and KMS goes on. Wait on: ${typed("connect")}`;
    case "refused":
      return fold(connection.problem);
    case "failed": {
      const { action, cause, page } = connection.explanation;
      return [
        `${name} failed to connect: ${connection.store.errorCode ?? "without a code"}`,
        ...[cause, action].map((text) => fold(text, "  ")),
        `  ${page}`,
        fold("Then connect it again; as a store that failed has to be disconnected first, by"),
        `  ${typed("connect --reconnect")}`,
      ].join("\n");
    }
  }
}
