import { REGIONS } from "../aws/regions";
import { enumerate } from "../log-integrity/enumerate";
import type { ArchiveScope, KnownAccount } from "../log-integrity/enumerate";
import { SourceError } from "../log-integrity/sources";
import { ChainStates } from "./chain-state";
import { knownAccounts } from "./known-accounts";
import type { RunMetrics } from "./metrics";
import type { Services } from "./services";
import type { SweepWork, SweptChain } from "./sweep-message";

/** So many chains of which little is new take some seconds, and are some kilobytes. */
const CHAINS_A_GROUP = 40;

/**
 * Sends the work of a sweep to the queue: every chain that the organization, the bucket or the table knows, in groups. That a
 * chain which was there vanished from the bucket is found out only because the table knows it.
 */
export async function planSweep(services: Services, metrics: RunMetrics): Promise<void> {
  const { environment, log, now, send, table } = services;
  const started = new Date(now()).toISOString();
  const { accounts, problem } = await knownAccounts(services);
  metrics.add("NotChecked");
  if (problem !== undefined) {
    metrics.add("NotChecked", 1);
    log({ level: "warn", message: "the accounts of the organization cannot be listed", detail: problem.message });
  }
  const stopped = await services.stopped();
  const scope: ArchiveScope = {
    location: environment.location,
    trail: environment.trail,
    homeRegion: environment.homeRegion,
    hasOthers: true,
    accounts,
    isThereByDefault: problem !== undefined,
    regions: environment.regions,
    isOptIn: (region) => REGIONS.get(region)?.optIn ?? false,
    only: {},
  };
  const gone: Omit<KnownAccount, "id"> = { isThere: problem !== undefined };
  const chains = new Map<string, SweptChain>();
  for (const { accountId, lifetime, region } of await tasksOf(scope, services, metrics)) {
    chains.set(`${region} ${accountId}`, { accountId, region, ...lifetime });
  }
  for await (const { accountId, hasDigests, region, trail } of new ChainStates(table).all()) {
    const name = `${region} ${accountId}`;
    if (hasDigests && trail === environment.trail && !chains.has(name)) {
      const { from, isThere, to } = accounts.find(({ id }) => id === accountId) ?? gone;
      chains.set(name, {
        accountId,
        region,
        isThere,
        isExpected: true,
        isOptIn: scope.isOptIn(region),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      });
    }
  }
  // Neighbours are of one region: they share its public keys.
  const sorted = [...chains].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, chain]) => chain);
  const works: SweepWork[] = [];
  for (let index = 0; index < sorted.length; index += CHAINS_A_GROUP) {
    const group = sorted.slice(index, index + CHAINS_A_GROUP);
    works.push({ started, id: started, ...(stopped === undefined ? {} : { stopped }), chains: group });
  }
  await send(works.map((sweep) => JSON.stringify({ sweep })));
  metrics.add("Sweeps", 1);
  log({ level: "info", message: "sweep planned", chains: sorted.length, groups: works.length, stopped: stopped?.why });
}

/** What is known from elsewhere is looked at all the same where the bucket cannot be listed, and says why it cannot be checked. */
async function tasksOf(scope: ArchiveScope, { log, store }: Services, metrics: RunMetrics) {
  try {
    return await enumerate(scope, store);
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
    metrics.add("NotChecked", 1);
    log({ level: "warn", message: "the bucket cannot be listed", detail: error.message });
    return enumerate({ ...scope, hasOthers: false, only: { regions: scope.regions } }, store);
  }
}
