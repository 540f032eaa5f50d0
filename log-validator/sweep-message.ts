import type { Lifetime } from "../log-integrity/lifetimes";
import type { WalkContext } from "../log-integrity/walk-context";

/** A chain that a sweep looks at. */
export interface SweptChain extends Lifetime {
  readonly accountId: string;
  readonly region: string;
}

/** Some of the work of a sweep, as it is in the queue. */
export interface SweepWork {
  /** When the sweep began. ISO 8601. */
  readonly started: string;
  /** What distinguishes it from other sweeps. */
  readonly id: string;
  readonly stopped?: Exclude<WalkContext["stopped"], undefined>;
  readonly chains: readonly SweptChain[];
}

/** @throws Error where it is no work of a sweep */
export function parseSweepWork(value: unknown): SweepWork {
  const { chains, id, started, stopped } = (value ?? {}) as Partial<Record<keyof SweepWork, unknown>>;
  const isWork =
    typeof id === "string" &&
    typeof started === "string" &&
    !Number.isNaN(Date.parse(started)) &&
    Array.isArray(chains) &&
    chains.every(isChain) &&
    (stopped === undefined || isStopped(stopped));
  if (!isWork) {
    throw new Error("it is no work of a sweep");
  }
  return value as SweepWork;
}

function isChain(value: unknown): boolean {
  const { accountId, from, isOptIn, isThere, region, to } = (value ?? {}) as Partial<Record<keyof SweptChain, unknown>>;
  return (
    typeof accountId === "string" &&
    /^\d{12}$/.test(accountId) &&
    typeof region === "string" &&
    typeof isThere === "boolean" &&
    typeof isOptIn === "boolean" &&
    [from, to].every((time) => time === undefined || typeof time === "number")
  );
}

function isStopped(value: unknown): boolean {
  const { since, why } = (value ?? {}) as { since?: unknown; why?: unknown };
  return typeof since === "number" && typeof why === "string";
}
