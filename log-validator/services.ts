import type { KnownAccount } from "../log-integrity/enumerate";
import type { ObjectStore, PublicKeySource } from "../log-integrity/sources";
import type { WalkContext } from "../log-integrity/walk-context";
import type { Asff } from "./asff";
import type { Environment } from "./environment";
import type { MetricDatum } from "./metrics";
import type { Table } from "./table";

/** An event for a bus. */
export interface BusEvent {
  readonly bus: string;
  readonly detail: string;
  readonly time: Date;
}

/** What the function asks and tells: AWS, or a test. */
export interface Services {
  readonly environment: Environment;
  readonly store: ObjectStore;
  readonly publicKeys: PublicKeySource;
  readonly table: Table;
  /** @throws SourceError where they cannot be listed */
  readonly accounts: () => Promise<readonly KnownAccount[]>;
  /** Since when the trail is stopped or without validation; undefined where it is not, or nobody may ask. */
  readonly stopped: () => Promise<WalkContext["stopped"]>;
  /** Sends messages to the queue; all of them, or it throws. */
  readonly send: (bodies: readonly string[]) => Promise<void>;
  /** Puts events; all of them, or it throws. */
  readonly putEvents: (events: readonly BusEvent[]) => Promise<void>;
  /** Gives findings to Security Hub; all of them, or it throws. */
  readonly importFindings: (findings: readonly Asff[]) => Promise<void>;
  readonly putMetrics: (metrics: readonly MetricDatum[]) => Promise<void>;
  readonly log: (entry: LogEntry) => void;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** A line of the log. */
export type LogEntry = Readonly<Record<string, boolean | number | string | undefined>> & {
  readonly level: "error" | "info" | "warn";
  readonly message: string;
};
