import { SourceError } from "../../log-integrity/sources";
import { HOUR, MINUTE } from "../../log-integrity/times";
import type { SweepWork } from "../../log-validator/sweep-message";
import { ACCOUNT, at, BUCKET, HOURS, inside, REGION, START, World } from "../log-integrity/world";
import { created, Harness } from "./harness";

const ORGANIZATION = { bucket: BUCKET, prefix: "", organizationId: "o-exampleorgid" };
const DAY = 24 * HOUR;
const alter = inside((text) => text.replace("DescribeInstances", "DescribeInstancez"));

/** An organization's archive whose account joined when it begins. */
function organization(hours = HOURS): { world: World; harness: Harness } {
  const world = new World({ location: ORGANIZATION });
  world.location = ORGANIZATION;
  world.main.run(hours, { logs: 1 });
  world.now = START + hours * HOUR + 10 * MINUTE;
  world.lifetime = { isThere: true, isOptIn: false, from: START };
  const harness = new Harness(world);
  harness.accounts = () => Promise.resolve([{ id: ACCOUNT, isThere: true, from: START }]);
  return { world, harness };
}

/** Lets hours pass, with a sweep after each. */
async function pass({ harness, world }: ReturnType<typeof organization>, hours: number, logs = 1): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    if (logs >= 0) {
      world.main.hour({ logs });
    }
    world.now += HOUR;
    await harness.sweep();
  }
}

function settled(harness: Harness, account = ACCOUNT, region = REGION): number | undefined {
  const item = harness.table.all("chain").find(({ sk }) => sk.startsWith(`${account}/${region}/`));
  return item === undefined ? undefined : Number(item.settled);
}

describe("a sweep", () => {
  it("settles an intact chain as far as it goes, tells nobody, and counts", async () => {
    const { harness, world } = organization();
    await harness.sweep();
    expect(harness.events).toEqual([]);
    expect(settled(harness)).toBe(at(world.main.hours, HOURS - 1).end);
    expect(harness.total("DigestsVerified")).toBe(HOURS);
    expect(harness.total("LogsVerified")).toBe(HOURS);
    expect(["Sweeps", "SweepGroups"].map((name) => harness.total(name))).toEqual([1, 1]);
    expect(harness.total("LagSeconds")).toBeCloseTo(600, 1);
    const names = harness.metrics.map(({ MetricName }) => MetricName);
    expect(names).toEqual(expect.arrayContaining(["Failures", "NotChecked", "ChainsLate"]));
    expect(harness.total("ChainsLate") + harness.total("Failures")).toBe(0);
  });

  it("reads no log file twice, and goes on where it was", async () => {
    const one = organization();
    await one.harness.sweep();
    const { reads } = one.world.store;
    const { length } = reads;
    await pass(one, 3);
    const logs = reads.slice(length).filter((name) => name.includes("/CloudTrail/"));
    expect(logs).toHaveLength(3);
    // The digest of the last hour, the one before, and the new one.
    expect(reads.length - length).toBeLessThanOrEqual(3 * 4);
    expect(one.harness.events).toEqual([]);
  });

  it("tells of a chain that stops, once, and again every day that it lasts; lets it never be late", async () => {
    const one = organization();
    await one.harness.sweep();
    await pass(one, 60, -1);
    const told = one.harness.told();
    // It begins on one day, and is told of on each of the three that follow.
    expect(told.map(({ type }) => type)).toEqual(["missing", "missing", "missing", "missing"]);
    expect(told[0]?.from).toBe(new Date(at(one.world.main.hours, HOURS - 1).end).toISOString());
    // Every hour counts that is due: the last two are not.
    expect(one.harness.total("Failures")).toBe(58);
    expect(one.harness.total("ChainsLate")).toBe(0);
    expect(settled(one.harness)).toBe(START + (HOURS + 58) * HOUR);
  });

  it("tells of two gaps of a day, each", async () => {
    const one = organization();
    await one.harness.sweep();
    for (const isThere of [true, false, true, false, true, true, true, true]) {
      const { digest } = one.world.main.hour({ logs: 1 });
      if (!isThere) {
        one.world.store.erase(digest);
      }
      one.world.now += HOUR;
      await one.harness.sweep();
    }
    expect(one.harness.told().map(({ count, type }) => `${type} ${count}`)).toEqual(["missing 1", "missing 1"]);
  });

  it("tells of a digest that is late when it is, and not when it comes", async () => {
    const one = organization();
    await one.harness.sweep();
    const { digest } = one.world.main.hour({ logs: 1 });
    one.world.now += HOUR;
    const content = one.world.store.content(digest);
    one.world.store.erase(digest);
    await pass(one, 4);
    expect(one.harness.told()).toHaveLength(1);
    one.world.store.put(digest, content?.bytes ?? Buffer.alloc(0), Object.fromEntries(content?.metadata ?? []));
    await pass(one, 4);
    expect(one.harness.told()).toHaveLength(1);
  });

  it("tells of the last digest that it saw, if that is another one or gone", async () => {
    const replaced = organization();
    await replaced.harness.sweep();
    replaced.world.main.replaceDigest(at(replaced.world.main.hours, HOURS - 1));
    await replaced.harness.sweep();
    await replaced.harness.sweep();
    expect(replaced.harness.told().map(({ kind }) => kind)).toEqual(["broken-link"]);

    const gone = organization();
    await gone.harness.sweep();
    gone.world.store.delete(at(gone.world.main.hours, HOURS - 1).digest);
    await pass(gone, 4);
    expect(gone.harness.told()).toMatchObject([
      { type: "missing", key: at(gone.world.main.hours, HOURS - 1).digest.key },
    ]);
  });

  it("tells of a digest that was replaced before anybody remembered more than its hash", async () => {
    const { harness, world } = organization();
    await harness.sweep();
    for (const { pk, sk } of harness.table.all("digest/")) {
      harness.table.remove(pk, sk);
    }
    world.main.replaceDigest(at(world.main.hours, HOURS - 1));
    await harness.sweep();
    expect(harness.told()).toMatchObject([{ kind: "broken-link", object: "digest" }]);
  });

  it("tells of a log file that was planted in the hour before", async () => {
    const one = organization();
    await one.harness.sweep();
    const key = at(at(one.world.main.hours, HOURS - 1).logs, 0).key.replace(/_[A-Za-z0-9]{16}\./, "_PLANTEDPLANTED00.");
    one.world.store.put({ bucket: BUCKET, key }, Buffer.from("{}"));
    await pass(one, 4);
    expect(one.harness.told()).toMatchObject([{ type: "unreferenced", severity: "HIGH", key }]);
  });

  it("looks again at what it could not read, and settles it when it can", async () => {
    const one = organization();
    const digest = at(one.world.main.hours, 5);
    one.world.fail(digest.digest, { state: "unreadable", reason: "denied", detail: "AccessDenied" });
    await one.harness.sweep();
    await pass(one, 5);
    expect(settled(one.harness)).toBe(digest.start);
    expect(one.harness.events).toEqual([]);
    expect(one.harness.total("NotChecked")).toBe(6);
    expect(one.harness.total("ChainsLate")).toBe(6);
    one.world.store.faults.clear();
    await one.harness.sweep();
    expect(settled(one.harness)).toBe(at(one.world.main.hours, HOURS + 4).end);
  });

  it("gives up what it could not read for two weeks, and says so once a day", async () => {
    const one = organization(2);
    one.world.store.unlisted.set(BUCKET, new SourceError("denied", "AccessDenied"));
    await one.harness.sweep();
    one.world.now += 14 * DAY;
    await pass(one, 6, -1);
    const told = one.harness.told();
    expect(told.map(({ from }) => from.slice(0, 10))).toEqual(["2025-11-01"]);
    expect(told[0]?.severity).toBe("MEDIUM");
    expect(one.harness.total("Failures")).toBe(0);
  });

  it.each(["denied", "unavailable"] as const)(
    "calls nothing tampering where the bucket cannot be listed: %s",
    async (reason) => {
      const { harness, world } = organization();
      world.store.unlisted.set(BUCKET, new SourceError(reason, "no"));
      await harness.sweep();
      expect(harness.events).toEqual([]);
      expect(harness.total("NotChecked")).toBeGreaterThan(0);
      world.store.unlisted.clear();
      await harness.sweep();
      expect(settled(harness)).toBe(at(world.main.hours, HOURS - 1).end);
      expect(harness.events).toEqual([]);
    },
  );

  it("tells nobody of the time before a trail is new, also after a first hour that is short", async () => {
    const { harness, world } = organization(0);
    harness.accounts = () => Promise.resolve([{ id: ACCOUNT, isThere: true, from: START - 900 * DAY }]);
    world.store.put({ bucket: BUCKET, key: "empty" }, Buffer.alloc(0));
    await harness.sweep();
    world.main.hour({ length: 20 * MINUTE });
    world.now += HOUR / 2;
    await harness.receive(created(at(world.main.hours, 0).digest));
    await harness.sweep();
    await pass({ harness, world }, 4);
    expect(harness.events).toEqual([]);
    expect(harness.total("ChainsLate")).toBe(0);
    expect(settled(harness)).toBe(at(world.main.hours, 4).end);
  });

  it("tells of log files without any digest at once", async () => {
    const { harness, world } = organization();
    harness.accounts = () => Promise.resolve([{ id: ACCOUNT, isThere: true, from: START - 900 * DAY }]);
    world.main.hours.forEach(({ digest }) => {
      world.store.erase(digest);
    });
    await harness.sweep();
    expect(harness.told()).toMatchObject([{ type: "missing", accountId: ACCOUNT }]);
  });

  it("begins a day ago in an old archive", async () => {
    const { harness, world } = organization(60);
    harness.accounts = () => Promise.resolve([{ id: ACCOUNT, isThere: true, from: START - 900 * DAY }]);
    world.store.erase(at(world.main.hours, 3).digest);
    world.change(at(at(world.main.hours, 50).logs, 0), alter);
    await harness.sweep();
    expect(harness.told().map(({ kind }) => kind)).toEqual(["hash"]);
    expect(harness.total("DigestsVerified")).toBe(25);
  });
});

describe("chains of a sweep", () => {
  it("that vanish from the bucket are missing, also where nobody else expects them", async () => {
    const one = organization();
    one.harness.regions = [];
    await one.harness.sweep();
    one.world.main.hours
      .flatMap(({ digest, logs }) => [digest, ...logs])
      .forEach((object) => {
        one.world.store.erase(object);
      });
    one.world.store.put({ bucket: BUCKET, key: "other" }, Buffer.alloc(0));
    one.world.now += 4 * HOUR;
    await one.harness.sweep();
    expect(one.harness.told()).toMatchObject([{ type: "missing", accountId: ACCOUNT, region: REGION }]);
  });

  it("of accounts and regions that never had any are missing", async () => {
    const { harness, world } = organization();
    harness.regions = [REGION, "us-east-1"];
    harness.accounts = () =>
      Promise.resolve([
        { id: ACCOUNT, isThere: true, from: START },
        { id: "999999999999", isThere: true },
      ]);
    await harness.sweep();
    expect(harness.told()).toEqual([]);
    expect(harness.total("ChainsLate")).toBe(0);
    world.main.run(30);
    world.now += 30 * HOUR;
    await harness.sweep();
    const told = harness.told().map(({ accountId, region, type }) => `${type} ${accountId} ${region}`);
    // The trail is one of a single region, and the organization has another account.
    expect(told.sort()).toEqual([
      `missing ${ACCOUNT} us-east-1`,
      `missing 999999999999 ${REGION}`,
      "missing 999999999999 us-east-1",
    ]);
  });

  it("of an account that left are expected up to when it was seen last", async () => {
    const one = organization();
    await one.harness.sweep();
    one.harness.accounts = () => Promise.resolve([]);
    await pass(one, 30, -1);
    expect(one.harness.events).toEqual([]);
    expect(one.harness.total("NotChecked")).toBe(0);
    expect(one.harness.total("ChainsLate")).toBe(0);
  });

  it.each(["CLOSED", "gone"])("of an account that left and came back are expected again: %s", async (how) => {
    const one = organization();
    await one.harness.sweep();
    one.harness.accounts = () => Promise.resolve(how === "gone" ? [] : [{ id: ACCOUNT, isThere: false, from: START }]);
    await pass(one, 3, -1);
    one.harness.accounts = () => Promise.resolve([{ id: ACCOUNT, isThere: true, from: START }]);
    await pass(one, 6, -1);
    expect(one.harness.told()).toMatchObject([{ type: "missing" }]);
  });

  it("of an account that joins are not late, and not missing before a day has passed", async () => {
    const one = organization();
    await one.harness.sweep();
    const joined = one.world.now;
    const member = "999999999999";
    one.harness.accounts = () =>
      Promise.resolve([
        { id: ACCOUNT, isThere: true, from: START },
        { id: member, isThere: true, from: joined },
      ]);
    await pass(one, 20);
    expect(one.harness.events).toEqual([]);
    expect(one.harness.total("ChainsLate")).toBe(0);
    await pass(one, 10);
    expect(one.harness.told()[0]).toMatchObject({ type: "missing", accountId: member });
  });

  it("are those that were seen before where the organization cannot be asked", async () => {
    const one = organization();
    await one.harness.sweep();
    one.harness.accounts = () => Promise.reject(new SourceError("denied", "AccessDeniedException"));
    await pass(one, 6, -1);
    expect(one.harness.told()).toMatchObject([{ type: "missing", accountId: ACCOUNT }]);
    expect(one.harness.total("NotChecked")).toBe(6);
  });

  it("of an account that nobody knows when it left are told of once, and settled", async () => {
    const one = organization();
    one.harness.accounts = () => Promise.resolve([{ id: ACCOUNT, isThere: false, from: START }]);
    await one.harness.sweep();
    await pass(one, 40, -1);
    expect(one.harness.told()).toMatchObject([{ type: "not-checked", kind: "unknown-lifetime" }]);
    expect(one.harness.total("ChainsLate")).toBe(0);
  });

  it("of a trail that is known to be stopped are unprotected, told of once and daily", async () => {
    const one = organization();
    await one.harness.sweep();
    one.world.stopped = { since: one.world.now, why: "logging is off" };
    await pass(one, 30, -1);
    const told = one.harness.told().map(({ type }) => type);
    expect(told[0]).toBe("unprotected");
    expect(told.length).toBeLessThanOrEqual(3);
  });

  it("are worked on in groups whose messages are far below what a queue takes", async () => {
    const { harness } = organization();
    harness.regions = Array.from({ length: 17 }, (_, index) => `eu-west-${index + 1}`);
    const ids = Array.from({ length: 200 }, (_, index) => String(100_000_000_000 + index));
    harness.accounts = () => Promise.resolve(ids.map((id) => ({ id, isThere: true, from: START })));
    await harness.run({ plan: "sweep" });
    const works = harness.queue.map((body) => (JSON.parse(body) as { sweep: SweepWork }).sweep);
    const chains = works.flatMap((work) => work.chains.map(({ accountId, region }) => `${accountId} ${region}`));
    // The account that only the bucket knows is looked at, too.
    expect(new Set(chains).size).toBe(201 * 17);
    expect(chains).toHaveLength(201 * 17);
    expect(Math.max(...harness.queue.map(({ length }) => length))).toBeLessThan(20_000);
  });
});

describe("groups of a sweep", () => {
  it("at the same time tell everything once and never go back", async () => {
    const { harness, world } = organization();
    world.store.erase(at(world.main.hours, 7).digest);
    world.change(at(at(world.main.hours, 4).logs, 0), alter);
    const bodies = ["one", "two", "three"].map((id) => harness.work(START, id));
    await Promise.all(bodies.map(async (body) => harness.receive(body)));
    expect(
      harness
        .told()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(["integrity", "missing"]);
    expect(settled(harness)).toBe(at(world.main.hours, HOURS - 1).end);
    // One that began long ago, and comes late.
    await harness.receive(harness.work(START - 10 * DAY, "old"));
    expect(settled(harness)).toBe(at(world.main.hours, HOURS - 1).end);
    expect(harness.told()).toHaveLength(2);
  });

  it("that are received again do not do again what is done", async () => {
    const { harness, world } = organization();
    const body = harness.work(START);
    await harness.receive(body);
    const { length } = world.store.reads;
    await harness.receive(body);
    expect(world.store.reads).toHaveLength(length);
  });

  it("go on with the other chains when one fails, and fail themselves", async () => {
    const { harness, world } = organization();
    const member = "999999999999";
    const get = world.store.get.bind(world.store);
    jest
      .spyOn(world.store, "get")
      .mockImplementation(async (address, version) =>
        address.key.includes(ACCOUNT) ? Promise.reject(new Error("a bug")) : get(address, version),
      );
    world.chain({ accountId: member, location: ORGANIZATION }).run(HOURS);
    const { sweep } = JSON.parse(harness.work(START)) as { sweep: SweepWork };
    const [chain] = sweep.chains;
    const body = JSON.stringify({ sweep: { ...sweep, chains: [chain, { ...chain, accountId: member }] } });
    expect(await harness.receive(body)).toEqual([0]);
    expect(settled(harness, member)).toBe(at(world.main.hours, HOURS - 1).end);
    expect(settled(harness)).toBeUndefined();
    expect(harness.events).toEqual([]);
  });

  it("that run out of time settle nothing that they did not look at, and remember what they verified", async () => {
    const { harness, world } = organization();
    world.store.erase(at(world.main.hours, 7).digest);
    const get = world.store.get.bind(world.store);
    let reads = 0;
    jest.spyOn(world.store, "get").mockImplementation(async (address, version) => {
      reads += 1;
      if (reads === 12) {
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      return get(address, version);
    });
    harness.remaining = 60_000 + 30;
    expect(await harness.receive(harness.work(START))).toEqual([0]);
    expect(settled(harness)).toBeUndefined();
    expect(harness.events).toEqual([]);
    harness.remaining = 900_000;
    expect(await harness.receive(harness.work(START))).toEqual([]);
    expect(settled(harness)).toBe(at(world.main.hours, HOURS - 1).end);
    expect(harness.told()).toMatchObject([{ type: "missing" }]);
  });

  it("tell no more than a hundred findings of a chain one by one", async () => {
    const { harness, world } = organization();
    for (let index = 0; index < 150; index += 1) {
      const name = `_PLANTEDPLANTED${String(index).padStart(3, "0")}.`.replace("_PLANTED", "_P");
      const key = at(at(world.main.hours, 5).logs, 0).key.replace(
        /_[A-Za-z0-9]{16}\./,
        `_${name.slice(1, -1).padEnd(16, "x").slice(0, 16)}.`,
      );
      world.store.put({ bucket: BUCKET, key }, Buffer.from("{}"));
    }
    await harness.sweep();
    const told = harness.told();
    expect(told).toHaveLength(101);
    expect(harness.total("Failures")).toBe(150);
    expect(Math.max(...harness.events.map(({ detail }) => detail.length))).toBeLessThan(64_000);
  });
});
