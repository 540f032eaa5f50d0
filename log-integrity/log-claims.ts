import type { Interval } from "./interval";
import { logFolder, parseLogKey } from "./keys";
import { uri } from "./location";
import type { ArchiveLocation, ObjectAddress } from "./location";
import type { ObjectStore } from "./sources";
import { formatDay, MINUTE, parseStamp } from "./times";

/** A log file that no digest mentions. */
export interface UnclaimedLog extends ObjectAddress {
  /** Of one whose name is not CloudTrail's: the beginning of its day. */
  readonly delivered: number;
  /** Whether its name is one that CloudTrail gives. */
  readonly isNamedAsLog: boolean;
}

export interface LogFollower {
  readonly upTo: (time: number) => Promise<void>;
  readonly toEnd: () => Promise<void>;
}

/** Above so many there is nothing to be learnt from each of them. */
const MOST_UNCLAIMED = 100_000;

/** Compares the log files that there are with those that digests mention, while both are read in their order. */
export class LogClaims {
  private readonly unclaimed = new Map<string, UnclaimedLog>();
  private readonly early = new Set<string>();
  /** How many more there were. */
  uncounted = 0;

  constructor(
    private readonly store: ObjectStore,
    private readonly accountId: string,
    private readonly region: string,
  ) {}

  /** A digest mentions a log file. */
  claim(log: ObjectAddress): void {
    const name = uri(log);
    // Those of other kinds of events are in other folders, which are not listed.
    if (!this.unclaimed.delete(name) && log.key.includes("/CloudTrail/")) {
      this.early.add(name);
    }
  }

  /**
   * Follows the log files of a location.
   *
   * @returns what goes on as far as a time, to be called with later and later times, and what goes to the end of the last day;
   * both throw SourceError
   */
  follow(location: ArchiveLocation, { from, to }: Interval): LogFollower {
    const { bucket } = location;
    const folder = logFolder(location, this.accountId, this.region);
    const keys = pages(this.store.list(bucket, folder, `${folder}${formatDay(from)}/`));
    const [firstMinute, lastDay] = [from - MINUTE, `${folder}${formatDay(to)}/`];
    let waiting: UnclaimedLog | undefined;
    let isDone = false;
    const goOn = async (isWanted: (log: UnclaimedLog) => boolean): Promise<void> => {
      while (!isDone && (waiting === undefined || isWanted(waiting))) {
        if (
          waiting !== undefined &&
          (!waiting.isNamedAsLog || waiting.delivered > firstMinute) &&
          waiting.delivered < to
        ) {
          this.see(waiting);
        }
        const next = await keys.next();
        isDone = next.done === true;
        waiting = next.done === true ? undefined : logOf(bucket, next.value, folder.length);
      }
    };
    return {
      upTo: async (time) => goOn(({ delivered }) => delivered <= time),
      // What is not named as CloudTrail does may come after all log files of its day.
      toEnd: async () => goOn(({ key }) => key.slice(0, lastDay.length) <= lastDay),
    };
  }

  /** Whether there are log files that no digest mentioned so far. */
  get hasLeft(): boolean {
    return this.unclaimed.size > 0;
  }

  /** Those that no digest mentioned so far. */
  left(): Iterable<UnclaimedLog> {
    return this.unclaimed.values();
  }

  private see(log: UnclaimedLog): void {
    const name = uri(log);
    if (this.early.delete(name)) {
      return;
    }
    if (this.unclaimed.size < MOST_UNCLAIMED) {
      this.unclaimed.set(name, log);
    } else {
      this.uncounted += 1;
    }
  }
}

/** Undefined for what is in the folder of no day, such as what S3's console leaves for an empty folder. */
function logOf(bucket: string, key: string, folderLength: number): UnclaimedLog | undefined {
  const parsed = parseLogKey(key);
  if (parsed !== undefined) {
    return { bucket, key, delivered: parsed.delivered, isNamedAsLog: true };
  }
  const day = /^(\d{4})\/(\d{2})\/(\d{2})\/./.exec(key.slice(folderLength));
  const delivered = day === null ? undefined : parseStamp(`${day[1]}${day[2]}${day[3]}T0000Z`);
  return delivered === undefined ? undefined : { bucket, key, delivered, isNamedAsLog: false };
}

async function* pages(listing: AsyncIterable<readonly string[]>): AsyncGenerator<string, void> {
  for await (const page of listing) {
    yield* page;
  }
}
