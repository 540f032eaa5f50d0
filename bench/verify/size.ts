/** An organization to be verified. */
export interface Size {
  readonly arn: string;
  /** Of an organization trail. */
  readonly organizationId?: string;
  readonly accounts: readonly string[];
  /** The first is the trail's. */
  readonly regions: readonly string[];
  /** Digests of each account and region. */
  readonly hours: number;
  /** Log files an hour. */
  readonly logs: number;
  /** Before every answer, in milliseconds. */
  readonly latency: number;
}

export const BENCH_TRAIL = "bench";
export const BENCH_START = Date.parse("2025-11-01T00:00:31Z");

/** The files of an organization. */
export function filesOf({ accounts, hours, logs, regions }: Size): number {
  return accounts.length * regions.length * hours * (1 + logs);
}

export function sizeOf({
  accounts = 1,
  hours,
  latency = 0,
  logs,
  regions = ["eu-west-1"],
}: Partial<Omit<Size, "accounts" | "arn" | "organizationId">> &
  Pick<Size, "hours" | "logs"> & { readonly accounts?: number }): Size {
  const ids = Array.from({ length: accounts }, (_, index) => String(111122220000 + index));
  return {
    arn: `arn:aws:cloudtrail:${regions[0] ?? ""}:${ids[0] ?? ""}:trail/${BENCH_TRAIL}`,
    ...(accounts === 1 ? {} : { organizationId: "o-benchbench" }),
    accounts: ids,
    regions,
    hours,
    logs,
    latency,
  };
}
