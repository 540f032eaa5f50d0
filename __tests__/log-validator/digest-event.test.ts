import { generateKeyPairSync } from "node:crypto";
import { HOUR } from "../../log-integrity/times";
import { at, BUCKET, HOURS, inside, signer, START, World } from "../log-integrity/world";
import { created, Harness, OWNER } from "./harness";

const alter = inside((text) => text.replace("DescribeInstances", "DescribeInstancez"));

function archive(): { world: World; harness: Harness; hours: World["main"]["hours"] } {
  const world = new World();
  world.main.run(HOURS, { logs: 2 });
  world.lifetime = { isThere: true, isOptIn: false, from: START };
  return { world, harness: new Harness(world), hours: world.main.hours };
}

describe("a digest that was created", () => {
  it("is verified with its log files, and nobody is told of what is intact", async () => {
    const { harness, hours } = archive();
    expect(await harness.receive(created(at(hours, 4).digest))).toEqual([]);
    expect(harness.events).toEqual([]);
    expect(harness.total("DigestsVerified")).toBe(1);
    expect(harness.total("LogsVerified")).toBe(2);
    expect(harness.total("DigestEvents")).toBe(1);
    expect(harness.metrics.map(({ MetricName }) => MetricName)).toContain("Failures");
    expect(harness.total("Failures")).toBe(0);
  });

  it("costs one reading when it comes again, also in another container", async () => {
    const { harness, hours, world } = archive();
    await harness.receive(created(at(hours, 4).digest));
    const { length } = world.store.reads;
    harness.cold();
    await harness.receive(created(at(hours, 4).digest));
    expect(world.store.reads.slice(length)).toEqual([`${BUCKET}/${at(hours, 4).digest.key}`]);
  });

  it("tells of a log file that is not what was delivered, once, at both buses, whatever comes again", async () => {
    const { harness, hours, world } = archive();
    world.change(at(at(hours, 4).logs, 0), alter);
    const message = created(at(hours, 4).digest);
    await harness.receive(message, created(at(hours, 7).digest), message);
    await harness.receive(message);
    await harness.receive(harness.work(world.from));
    for (const bus of ["first", "second"]) {
      expect(harness.told(bus)).toMatchObject([
        { type: "integrity", severity: "CRITICAL", kind: "hash", object: "log", key: at(at(hours, 4).logs, 0).key },
      ]);
    }
    expect(harness.total("Failures")).toBe(1);
  });

  it.each([
    ["another bucket's", (key: string) => created({ bucket: "other", key })],
    ["a bucket of this name in another account", (key: string) => created({ bucket: BUCKET, key }, "999999999999")],
    ["another trail's", (key: string) => created({ bucket: BUCKET, key: key.replace("_main_", "_other_") })],
    [
      "a log file",
      (key: string) => created({ bucket: BUCKET, key: key.replaceAll("CloudTrail-Digest", "CloudTrail") }),
    ],
    ["another prefix's", (key: string) => created({ bucket: BUCKET, key: `prefix/${key}` })],
    [
      "another organization's",
      (key: string) => created({ bucket: BUCKET, key: key.replace("AWSLogs/", "AWSLogs/o-another12345/") }),
    ],
  ])("is passed over, and counted, where it is %s", async (_, message) => {
    const { harness, hours, world } = archive();
    const { length } = world.store.reads;
    expect(await harness.receive(message(at(hours, 4).digest.key))).toEqual([]);
    expect(world.store.reads).toHaveLength(length);
    expect(harness.total("DigestEventsIgnored")).toBe(1);
    expect(JSON.stringify(harness.log)).toContain("not a digest of the trail");
    expect(harness.events).toEqual([]);
  });

  it("is the sweep's business where it is gone when it is looked at", async () => {
    const { harness, hours, world } = archive();
    world.store.delete(at(hours, 4).digest);
    expect(await harness.receive(created(at(hours, 4).digest))).toEqual([]);
    expect(harness.events).toEqual([]);
  });

  it.each(["denied", "unavailable", "encrypted", "archived"] as const)(
    "is no finding where it cannot be read: %s",
    async (reason) => {
      const { harness, hours, world } = archive();
      world.fail(at(hours, 4).digest, { state: "unreadable", reason, detail: "no" });
      world.fail(at(at(hours, 5).logs, 0), { state: "unreadable", reason, detail: "no" });
      expect(await harness.receive(created(at(hours, 4).digest), created(at(hours, 5).digest))).toEqual([]);
      expect(harness.events).toEqual([]);
      expect(harness.total("NotChecked")).toBe(2);
      // What was not read is read when it comes again.
      world.store.faults.clear();
      await harness.receive(created(at(hours, 5).digest));
      expect(harness.total("LogsVerified")).toBe(3);
    },
  );

  it("is found to be another one than it was, though CloudTrail signed both", async () => {
    const { harness, hours, world } = archive();
    await harness.receive(created(at(hours, HOURS - 1).digest));
    world.main.replaceDigest(at(hours, HOURS - 1));
    await harness.receive(created(at(hours, HOURS - 1).digest), created(at(hours, HOURS - 1).digest));
    expect(harness.told()).toMatchObject([{ type: "integrity", kind: "broken-link", object: "digest" }]);
  });

  it("makes a chain known that is gone again when the sweep comes", async () => {
    const { harness, hours, world } = archive();
    await harness.receive(created(at(hours, 4).digest));
    hours
      .flatMap(({ digest, logs }) => [digest, ...logs])
      .forEach((object) => {
        world.store.erase(object);
      });
    harness.regions = [];
    harness.accounts = () => Promise.resolve([{ id: world.accountId, isThere: true }]);
    await harness.sweep();
    expect(harness.told()).toMatchObject([{ type: "missing", accountId: world.accountId }]);
  });
});

describe("messages of a batch", () => {
  it("that cannot be parsed fail alone", async () => {
    const { harness, hours } = archive();
    const poison = ["{", "null", '"text"', "{}", '{"sweep":{"chains":[{}]}}', '{"sweep":null}'];
    const failed = await harness.receive(created(at(hours, 4).digest), ...poison, created(at(hours, 5).digest));
    expect(failed.sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(harness.total("DigestsVerified")).toBe(2);
  });

  it("are given back when there is no time left", async () => {
    const { harness, hours, world } = archive();
    harness.remaining = 59_000;
    await new Promise((resolve) => setTimeout(resolve, 5));
    const bodies = [4, 5, 6, 7, 8, 9].map((hour) => created(at(hours, hour).digest));
    const failed = await harness.receive(...bodies, harness.work(world.from));
    expect(failed.length).toBeGreaterThan(2);
    expect(failed).toContain(6);
    harness.remaining = 900_000;
    expect(await harness.receive(...bodies)).toEqual([]);
  });

  it("fail where a finding cannot be told, and tell it when they come again, to whom it was not told yet", async () => {
    const { harness, hours, world } = archive();
    world.change(at(at(hours, 4).logs, 0), alter);
    harness.eventFailures.push(new Error("ThrottlingException"));
    const message = created(at(hours, 4).digest);
    expect(await harness.receive(message, created(at(hours, 5).digest))).toEqual([0]);
    // Whoever cannot be told keeps nobody else from being told.
    expect(harness.told("first")).toEqual([]);
    expect(harness.told("second")).toHaveLength(1);
    // Lambda counts no error where a message of a batch fails.
    expect(harness.total("NotChecked")).toBe(1);
    world.now += HOUR / 2;
    expect(await harness.receive(message)).toEqual([]);
    expect(harness.told("first")).toHaveLength(1);
    expect(harness.told("second")).toHaveLength(1);
    expect(harness.total("Failures")).toBe(1);
  });

  it("wait for who is telling the same finding, and fail where that takes too long", async () => {
    const { harness, hours, world } = archive();
    world.change(at(at(hours, 4).logs, 0), alter);
    harness.eventFailures.push(new Error("ThrottlingException"));
    const message = created(at(hours, 4).digest);
    await harness.receive(message);
    // The claim of the one that failed still holds.
    expect(await harness.receive(message)).toEqual([0]);
    expect(JSON.stringify(harness.log.at(-1))).toContain("BeingTold");
    expect(harness.total("NotChecked")).toBe(1);
  });

  it("of the same finding at the same time are told once", async () => {
    const { harness, hours, world } = archive();
    world.change(at(at(hours, 4).logs, 0), alter);
    const message = created(at(hours, 4).digest);
    const outcomes = await Promise.all([1, 2, 3].map(async () => harness.receive(message, message)));
    expect(outcomes.flat()).toEqual([]);
    expect(harness.told()).toHaveLength(1);
    expect(harness.told("second")).toHaveLength(1);
  });

  it("fail where metrics cannot be published, so that nothing counts as done of which nobody hears", async () => {
    const { harness, hours } = archive();
    const broken = { ...harness.services, putMetrics: () => Promise.reject(new Error("denied")) };
    Object.assign(harness.services, broken);
    await expect(harness.receive(created(at(hours, 4).digest))).rejects.toThrow("denied");
  });

  it("fail, and nothing is called tampering, where the table does not answer", async () => {
    const { harness, hours, world } = archive();
    for (let failures = 1; failures < 8; failures += 1) {
      harness.table.failures.push(...Array.from({ length: failures }, () => new Error("ThrottlingException")));
      await harness.receive(created(at(hours, 4).digest), harness.work(world.from, `sweep ${failures}`));
      harness.table.failures.length = 0;
    }
    expect(harness.events).toEqual([]);
  });

  it("are refused where the event is of another kind", async () => {
    const { harness } = archive();
    await expect(harness.run({})).rejects.toThrow("neither");
    await expect(harness.run(null)).rejects.toThrow("neither");
  });
});

describe("public keys", () => {
  it("are archived, and used when CloudTrail no longer knows them or does not answer", async () => {
    const { harness, hours, world } = archive();
    await harness.receive(created(at(hours, 4).digest));
    expect(harness.table.all("key/")).toMatchObject([{ pk: "key/eu-west-1", sk: signer(0).fingerprint }]);
    for (const forget of [() => world.published.splice(0), () => (world.keysFail = true)]) {
      forget();
      harness.cold();
      await harness.receive(created(at(hours, 7).digest));
    }
    expect(harness.total("DigestsVerified")).toBe(3);
    expect(harness.total("NotChecked")).toBe(0);
    expect(harness.events).toEqual([]);
  });

  it("are asked for once by a container, and anew for a key that it does not know", async () => {
    const { harness, hours, world } = archive();
    await harness.receive(...[1, 2, 3, 4, 5].map((hour) => created(at(hours, hour).digest)));
    const before = harness.keyCalls;
    await harness.receive(created(at(hours, 6).digest));
    expect(harness.keyCalls).toBe(before);
    world.published.push(signer(1).record);
    await harness.receive(created(world.main.hour({ signer: signer(1) }).digest));
    expect(harness.keyCalls).toBe(before + 1);
    expect(harness.events).toEqual([]);
  });

  it("that CloudTrail never had are no keys", async () => {
    const { harness, hours, world } = archive();
    const { fingerprint } = signer(0);
    world.resign(at(hours, 4).digest, (text) => text.replace(fingerprint, signer(2).fingerprint), signer(2));
    await harness.receive(created(at(hours, 4).digest));
    expect(harness.told()).toMatchObject([{ type: "integrity", kind: "unknown-key" }]);
  });

  it("that are not archived since the table does not answer are used all the same", async () => {
    const { harness, hours } = archive();
    const put = harness.table.put.bind(harness.table);
    jest
      .spyOn(harness.table, "put")
      .mockImplementation(async (item, condition) =>
        item.pk.startsWith("key/") ? Promise.reject(new Error("Throttled")) : put(item, condition),
      );
    expect(await harness.receive(created(at(hours, 4).digest))).toEqual([]);
    expect(harness.total("DigestsVerified")).toBe(1);
  });

  it("that differ from the archived ones are said to, and those of CloudTrail count", async () => {
    const { harness, hours, world } = archive();
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({
      format: "der",
      type: "pkcs1",
    });
    await harness.table.put({ pk: `key/${world.region}`, sk: signer(0).fingerprint, value: other });
    await harness.receive(created(at(hours, 4).digest));
    expect(harness.total("DigestsVerified")).toBe(1);
    expect(JSON.stringify(harness.log)).toContain("another one than that archived");
  });
});

it("Security Hub is told, too, where it is wanted", async () => {
  const { harness, hours, world } = archive();
  harness.securityHub = true;
  world.change(at(at(hours, 4).logs, 0), alter);
  Object.assign(harness.services, { environment: harness.environment });
  await harness.receive(created(at(hours, 4).digest), created(at(hours, 4).digest));
  expect(harness.imported).toMatchObject([
    {
      AwsAccountId: "333333333333",
      ProductArn: "arn:aws:securityhub:eu-west-1:333333333333:product/333333333333/default",
      Resources: [
        { Type: "AwsAccount", Id: `AWS::::Account:${world.accountId}` },
        { Type: "AwsS3Object", Id: `arn:aws:s3:::${BUCKET}/${at(at(hours, 4).logs, 0).key}` },
      ],
    },
  ]);
  expect(OWNER).not.toBe(world.accountId);
});
