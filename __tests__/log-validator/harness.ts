import type { KnownAccount } from "../../log-integrity/enumerate";
import type { ObjectAddress } from "../../log-integrity/location";
import { HOUR } from "../../log-integrity/times";
import { KeyArchive } from "../../log-validator/archived-keys";
import type { Asff } from "../../log-validator/asff";
import { ChainStates } from "../../log-validator/chain-state";
import { handle } from "../../log-validator/handler";
import type { BatchResponse } from "../../log-validator/handler";
import type { MetricDatum } from "../../log-validator/metrics";
import type { BusEvent, LogEntry, Services } from "../../log-validator/services";
import type { SweptChain } from "../../log-validator/sweep-message";
import { REGION } from "../log-integrity/world";
import type { World } from "../log-integrity/world";
import { MemoryTable } from "./memory-table";

export const OWNER = "222222222222";
export const FUNCTION = "arn:aws:lambda:eu-west-1:333333333333:function:log-validator";

/** The detail of an event. */
export interface Told {
  readonly findingId: string;
  readonly type: string;
  readonly severity: string;
  readonly accountId: string;
  readonly region: string;
  readonly trail: string;
  readonly from: string;
  readonly to: string;
  readonly object?: string;
  readonly key?: string;
  readonly kind?: string;
  readonly count: number;
  readonly title: string;
  readonly detail: string;
}

/** The function over an archive in memory. */
export class Harness {
  readonly table = new MemoryTable();
  readonly queue: string[] = [];
  readonly events: BusEvent[] = [];
  readonly imported: Asff[] = [];
  readonly metrics: MetricDatum[] = [];
  readonly log: LogEntry[] = [];
  /** What the next events fail with. */
  readonly eventFailures: Error[] = [];
  accounts: () => Promise<readonly KnownAccount[]> = () => Promise.resolve([]);
  regions: readonly string[] = [REGION];
  remaining = 900_000;
  keyCalls = 0;
  securityHub = false;
  readonly services: Services;
  private keys: KeyArchive;

  constructor(readonly world: World) {
    const { environment, table } = this;
    this.services = {
      environment,
      store: world.store,
      publicKeys: {
        keys: async (region, from, to) => {
          this.keyCalls += 1;
          return world.keys(region, from, to);
        },
      },
      table,
      accounts: async () => this.accounts(),
      stopped: () => Promise.resolve(world.stopped),
      send: (bodies) => {
        this.queue.push(...bodies);
        return Promise.resolve();
      },
      putEvents: (events) => {
        const failure = this.eventFailures.shift();
        if (failure !== undefined) {
          return Promise.reject(failure);
        }
        this.events.push(...events);
        return Promise.resolve();
      },
      importFindings: (findings) => {
        this.imported.push(...findings);
        return Promise.resolve();
      },
      putMetrics: (metrics) => {
        this.metrics.push(...metrics);
        return Promise.resolve();
      },
      log: (entry) => this.log.push(entry),
      now: () => world.now,
      wait: () => new Promise((resolve) => setImmediate(resolve)),
    };
    this.keys = this.coldKeys();
  }

  get environment(): Services["environment"] {
    const { location, trail } = this.world;
    const regions = (): readonly string[] => this.regions;
    const hasSecurityHub = (): boolean => this.securityHub;
    return {
      table: "table",
      queueUrl: "https://queue",
      location,
      bucketOwner: OWNER,
      trailArn: this.world.arn,
      trail,
      homeRegion: REGION,
      partition: "aws",
      trailOwner: "111111111111",
      get regions() {
        return regions();
      },
      namespace: "example",
      buses: ["first", "second"],
      source: "example.log-validation",
      get hasSecurityHub() {
        return hasSecurityHub();
      },
      grace: 2 * HOUR,
    };
  }

  /** The next run is in a new container. */
  cold(): void {
    this.keys = this.coldKeys();
  }

  async run(event: unknown): Promise<BatchResponse | undefined> {
    const context = { invokedFunctionArn: FUNCTION, getRemainingTimeInMillis: () => this.remaining };
    return handle(event, context, this.services, this.keys);
  }

  /** Gives messages to the function; answers with the numbers of those that failed. */
  async receive(...bodies: string[]): Promise<number[]> {
    const response = await this.run({ Records: bodies.map((body, index) => ({ messageId: String(index), body })) });
    return (response?.batchItemFailures ?? []).map(({ itemIdentifier }) => Number(itemIdentifier));
  }

  /** Plans a sweep, and does its work. */
  async sweep(): Promise<void> {
    this.world.now += 1;
    await this.run({ plan: "sweep" });
    await this.drain();
  }

  async drain(): Promise<void> {
    for (let body = this.queue.shift(); body !== undefined; body = this.queue.shift()) {
      expect(await this.receive(body)).toEqual([]);
    }
  }

  /** Lets the world's chain be known, and settled up to a time. */
  async know(settled: number): Promise<void> {
    const { accountId, lifetime, region, trail } = this.world;
    const hasDigests = lifetime.isExpected !== false;
    const state = { settled, since: settled, isGap: false, hasDigests, sweep: "before" };
    await new ChainStates(this.table).advance({ accountId, region, trail }, undefined, state);
  }

  /** Work on the world's chain that begins at a time, as if nothing were known of it. */
  work(from: number, id = "sweep", chain: Partial<SweptChain> = {}): string {
    const { accountId, lifetime, region, stopped } = this.world;
    return JSON.stringify({
      sweep: {
        id,
        started: new Date(from + 24 * HOUR).toISOString(),
        ...(stopped === undefined ? {} : { stopped }),
        chains: [{ accountId, region, ...lifetime, ...chain }],
      },
    });
  }

  /** What is told at a bus, of one finding or another in a few words. */
  told(bus = "first"): Told[] {
    return this.events.filter((event) => event.bus === bus).map(({ detail }) => JSON.parse(detail) as Told);
  }

  total(metric: string): number {
    return this.metrics
      .filter(({ MetricName }) => MetricName === metric)
      .reduce((sum, { StatisticValues, Value = 0 }) => sum + (StatisticValues?.Maximum ?? Value), 0);
  }

  private coldKeys(): KeyArchive {
    const { log, publicKeys, table } = this.services;
    return new KeyArchive(publicKeys, table, log);
  }
}

/** The event of S3 that an object was created, as EventBridge gives it to a queue. */
export function created({ bucket, key }: ObjectAddress, account = OWNER): string {
  return JSON.stringify({
    version: "0",
    source: "aws.s3",
    "detail-type": "Object Created",
    account,
    region: "eu-west-1",
    detail: { bucket: { name: bucket }, object: { key, "version-id": "v1", size: 1 }, reason: "PutObject" },
  });
}
