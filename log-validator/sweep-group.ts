import { walkChain } from "../log-integrity/chain-walk";
import { Collector } from "../log-integrity/collector";
import type { ChainName, Finding } from "../log-integrity/findings";
import { JOINING } from "../log-integrity/lifetimes";
import { HOUR } from "../log-integrity/times";
import { chainId } from "./chain-state";
import type { ChainState } from "./chain-state";
import { DigestMemory } from "./digest-memory";
import { LATE_AFTER_GRACE } from "./environment";
import { givenUp, reportsOf } from "./reports";
import { each, OutOfTime } from "./runtime";
import type { Run } from "./runtime";
import { settledBy } from "./settlement";
import type { SweepWork, SweptChain } from "./sweep-message";

/** Where a chain begins of which nothing is known. */
export const FIRST_LOOK = 24 * HOUR;
/** How long what could not be checked is looked at again. */
const LOOK_BACK = 14 * 24 * HOUR;
const CHAINS_AT_ONCE = 8;
const MOST_FINDINGS = 5000;
/** The digest after a time is delivered with it. */
const AROUND = 2 * HOUR;

export function hourOf(time: number): number {
  return Math.floor(time / HOUR) * HOUR;
}

/**
 * Goes on with the chains of a group from where they are settled.
 *
 * @throws OutOfTime, or another error, after all chains that there was time for; what is done is not done again when the group is
 * received once more
 */
export async function sweepGroup(work: SweepWork, run: Run): Promise<void> {
  const { metrics, services, signal } = run;
  for (const count of [
    "ChainsLate",
    "DigestsVerified",
    "Failures",
    "LogsVerified",
    "NotChecked",
    "SweepGroups",
  ] as const) {
    metrics.add(count);
  }
  await each(work.chains, CHAINS_AT_ONCE, async (chain) => {
    if (signal.aborted) {
      throw new OutOfTime();
    }
    try {
      await sweepChain(chain, work, run);
    } catch (error) {
      const { accountId, region } = chain;
      const { message, name } = error as Error;
      services.log({ level: "error", message: "chain not done", accountId, region, error: `${name}: ${message}` });
      throw error;
    }
  });
  metrics.add("SweepGroups", 1);
}

async function sweepChain(swept: SweptChain, { id: sweep, started, stopped }: SweepWork, run: Run): Promise<void> {
  const { digestSlots, keys, logSlots, services, signal, states, teller } = run;
  const { environment, store, table } = services;
  const { accountId, region, ...lifetime } = swept;
  const chain: ChainName = { accountId, region, trail: environment.trail };
  const state = await states.get(chain);
  if (state?.sweep === sweep) {
    return;
  }
  const now = services.now();
  const first = hourOf(Date.parse(started)) - FIRST_LOOK;
  const known = state ?? { settled: first, since: first, isGap: false };
  const settled = Math.max(known.settled, hourOf(now) - LOOK_BACK);
  const before = { settled, isGap: known.isGap && settled === known.settled };
  // Log files of the last hour are vouched for by the digest after it; who knows it to be settled knows its digest, too.
  const interval = { from: Math.max(settled - HOUR, known.since), to: Math.max(now, settled) };
  const collector = new Collector([], MOST_FINDINGS);
  const memory = await DigestMemory.load(table, chain, interval.from - AROUND, interval.to);
  const { spans } = await walkChain(
    {
      location: environment.location,
      accountId,
      region,
      trail: environment.trail,
      homeRegion: environment.homeRegion,
      lifetime: {
        ...lifetime,
        isExpected: lifetime.isExpected !== false || state?.hasDigests === true,
        // A chain that is looked at for the first time may be a new one, whose first digest says when it began.
        isOptIn: lifetime.isOptIn || state?.hasDigests !== true || state.sweep === "",
      },
    },
    {
      store,
      keys: keys.ring(interval),
      interval,
      now,
      grace: environment.grace,
      ...(stopped === undefined ? {} : { stopped }),
      sink: collector,
      journal: memory,
      digest: (digest) => {
        memory.see(digest);
      },
      digestSlots,
      logSlots,
      signal,
    },
  );
  const replaced = await memory.save(now, state?.last);
  if (signal.aborted) {
    // What is not there may not have been looked for; what was verified is remembered.
    throw new OutOfTime();
  }
  const hasDigests = state?.hasDigests === true || memory.hasSeen;
  const begun = Math.max(known.since + FIRST_LOOK, lifetime.from ?? 0);
  const isAwaited = !hasDigests && now < begun + JOINING + environment.grace + HOUR;
  const found: Finding[] = [...collector.findings, ...replaced];
  const findings = isAwaited ? found.filter((finding) => !isWithoutAnything(finding)) : found;
  const { reports, silentHours } = reportsOf(findings, before, interval.to);
  const lost = { from: Math.max(known.settled, lifetime.from ?? 0), to: settled };
  await teller.tell([...(lost.from < lost.to ? [givenUp(chain, lost)] : []), ...reports]);
  const next = findings.length < found.length ? before : settledBy(spans, findings, interval.to, before);
  const [oldest] = spans;
  const isBegun = memory.hasSeen && oldest?.state === "not-expected" && oldest.to < interval.to;
  const since = isBegun ? Math.max(known.since, oldest.to) : known.since;
  const last = memory.newest(next.settled) ?? state?.last;
  await states.advance(chain, state, {
    ...next,
    since,
    hasDigests,
    sweep,
    ...(last === undefined ? {} : { last }),
  });
  count(run, chain, { collector, isAwaited, now, silentHours, state: next });
}

/** A chain that never had a digest, and has no log file: one that is yet to begin, for a day after it is expected. */
function isWithoutAnything(finding: Finding): boolean {
  return finding.type === "missing" && finding.isWholeChain && finding.logs === 0;
}

function count(
  { metrics, services }: Run,
  chain: ChainName,
  {
    collector,
    isAwaited,
    now,
    silentHours,
    state: { settled },
  }: {
    readonly collector: Collector;
    readonly isAwaited: boolean;
    readonly now: number;
    readonly silentHours: number;
    readonly state: Pick<ChainState, "settled">;
  },
): void {
  const { environment, log } = services;
  const { "backfill-digest": backfills, digest, log: logs } = collector.counts;
  metrics.add("DigestsVerified", digest.verified + backfills.verified);
  metrics.add("LogsVerified", logs.verified);
  metrics.add("Failures", silentHours);
  metrics.add("NotChecked", collector.open.notChecked);
  const lag = isAwaited ? 0 : now - settled;
  metrics.lag(lag);
  const isLate = lag > environment.grace + LATE_AFTER_GRACE;
  metrics.add("ChainsLate", isLate ? 1 : 0);
  const unread = collector.findings.find((finding) => finding.type === "not-checked");
  if (isLate || unread !== undefined) {
    const { detail, key, reason } = unread ?? {};
    log({
      level: "warn",
      message: unread === undefined ? "chain late" : "not checked",
      chain: chainId(chain),
      settled: new Date(settled).toISOString(),
      count: collector.open.notChecked,
      reason,
      key,
      detail,
    });
  }
}
