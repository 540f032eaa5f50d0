interface Target {
  readonly accountId: string;
  readonly targetResourceId: string;
  readonly targetStatus: string;
  readonly statusCounts?: Readonly<Record<string, number>>;
}
interface Scan {
  readonly scanArn: string;
  readonly status: string;
  readonly scanDate: Date;
  readonly scanName?: string;
}
interface Sent {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

const { collect } = jest.requireActual<{
  readonly collect: (
    aws: object,
    environment: Readonly<Record<string, string>>,
    context: { getRemainingTimeInMillis: () => number },
  ) => Promise<void>;
}>("../../functions/cis-collector.js");

const NOW = Date.parse("2026-03-09T10:00:00Z");
const ENVIRONMENT = {
  NAMESPACE: "example/Inspector",
  REGIONS: "eu-west-1,us-east-1",
  SOURCE: "example.inspector",
  ACCOUNT: "333333333333",
  DAYS: "30",
};
const FOLDER = "cis/account=333333333333/region=eu-west-1/year=2026/";

const scanOf = (number: number, changes: Partial<Scan> = {}): Scan => ({
  scanArn: `arn:aws:inspector2:eu-west-1:333333333333:owner/o-exampleorgid/cis-scan/0000-${number}`,
  status: "COMPLETED",
  scanName: "production",
  scanDate: new Date(NOW - number * 3_600_000),
  ...changes,
});
const instance = (id: string, counts: Target["statusCounts"], targetStatus = "COMPLETED"): Target => ({
  accountId: "444444444444",
  targetResourceId: id,
  targetStatus,
  statusCounts: counts,
});
const GOOD = instance("i-0000000a", { passed: 3, failed: 0, skipped: 1 });
const BAD = instance("i-0000000b", { passed: 2, failed: 2, skipped: 0 });
const UNREACHED = instance("i-0000000c", undefined, "TIMED_OUT");

/** Amazon Inspector of some regions, a bucket and a bus, in pages of one. */
class FakeAws {
  readonly objects = new Map<string, unknown>();
  readonly events: Sent[] = [];
  readonly asked: string[] = [];
  metrics: Record<string, number> = {};
  broken: (what: string) => boolean = () => false;

  constructor(
    private readonly scans: Readonly<Record<string, readonly Scan[]>>,
    private readonly targets: readonly Target[] = [],
  ) {}

  readonly log = jest.fn();
  readonly now = (): number => NOW;
  readonly listScans = (region: string, { nextToken }: { nextToken?: string }) =>
    this.page(`scans ${region}`, "scans", this.scans[region] ?? [], nextToken);
  readonly listTargets = (_region: string, scanArn: string, nextToken?: string) =>
    this.page(`targets ${scanArn}`, "targets", this.targets, nextToken);
  readonly listChecks = (_region: string, { targetResourceId }: Target, nextToken?: string) =>
    this.page(`checks ${targetResourceId}`, "checks", [{ checkId: "1.1" }, { checkId: "1.2" }], nextToken);
  readonly listKeys = (prefix: string, nextToken?: string) => {
    const keys = [...this.objects.keys()].filter(
      (key) => key.startsWith(prefix) && !key.slice(prefix.length).includes("/"),
    );
    return this.page(`keys ${prefix}`, "keys", keys, nextToken);
  };
  readonly put = (key: string, content: unknown): Promise<void> => {
    if (this.broken(`put ${key}`)) return Promise.reject(new Error("refused"));
    // As with If-None-Match: what is there stays.
    if (!this.objects.has(key)) this.objects.set(key, content);
    return Promise.resolve();
  };
  readonly putEvent = (event: Sent): Promise<void> => {
    if (this.broken("event")) return Promise.reject(new Error("refused"));
    this.events.push(event);
    return Promise.resolve();
  };
  readonly putMetrics = (_namespace: string, metrics: { MetricName: string; Value: number }[]): Promise<void> => {
    this.metrics = Object.fromEntries(metrics.map(({ MetricName, Value }) => [MetricName, Value]));
    return Promise.resolve();
  };

  get details(): Record<string, unknown>[] {
    return this.events.map(({ Detail }) => JSON.parse(Detail) as Record<string, unknown>);
  }

  private page(what: string, name: string, all: readonly unknown[], token = "0"): Promise<object> {
    this.asked.push(what);
    if (this.broken(what)) return Promise.reject(new Error("refused"));
    const next = Number(token) + 1;
    return Promise.resolve({
      [name]: all.slice(Number(token), next),
      nextToken: next < all.length ? String(next) : undefined,
    });
  }
}

const PLENTY = { getRemainingTimeInMillis: () => 900_000 };
const run = (aws: FakeAws, context = PLENTY): Promise<void> => collect(aws, ENVIRONMENT, context);

describe("the collector of CIS results", () => {
  it("keeps every instance's checks below its account, and the scan below the administrator's", async () => {
    const aws = new FakeAws({ "eu-west-1": [scanOf(1)] }, [GOOD, BAD]);
    await run(aws);
    expect([...aws.objects.keys()]).toEqual([
      "cis/account=444444444444/region=eu-west-1/year=2026/0000-1/i-0000000a.json",
      "cis/account=444444444444/region=eu-west-1/year=2026/0000-1/i-0000000b.json",
      `${FOLDER}0000-1.json`,
    ]);
    expect([...aws.objects.values()][0]).toMatchObject({
      scan: { scanName: "production", region: "eu-west-1", date: "2026-03-09T09:00:00.000Z" },
      target: GOOD,
      checks: [{ checkId: "1.1" }, { checkId: "1.2" }],
    });
    expect(aws.objects.get(`${FOLDER}0000-1.json`)).toMatchObject({ result: "FAILED", targets: [GOOD, BAD] });
    expect(aws.metrics).toEqual({ CisScansKept: 1, CisScansWaiting: 0 });
  });

  it("tells the bus of a scan once, with numbers and no checks", async () => {
    const aws = new FakeAws({ "eu-west-1": [scanOf(1)] }, [GOOD, BAD]);
    await run(aws);
    await run(aws);
    expect(aws.events).toHaveLength(1);
    expect(aws.events[0]).toMatchObject({ Source: "example.inspector", DetailType: "CIS Scan Result" });
    expect(aws.details[0]).toMatchObject({
      result: "FAILED",
      checks: { failed: 2, passed: 5, skipped: 1 },
      instances: 2,
      instancesNotChecked: 0,
      accounts: ["444444444444"],
    });
    expect(aws.metrics).toEqual({ CisScansKept: 0, CisScansWaiting: 0 });
  });

  it.each([
    ["PASSED", {}, [GOOD]],
    ["FAILED", {}, [BAD, UNREACHED]],
    ["INCOMPLETE", {}, [GOOD, UNREACHED]],
    ["EMPTY", {}, [UNREACHED]],
    ["EMPTY", {}, []],
    ["ERROR", { status: "FAILED" }, []],
    ["CANCELLED", { status: "CANCELLED" }, [GOOD]],
  ])("says %s of a scan %j", async (result, changes, targets) => {
    const aws = new FakeAws({ "eu-west-1": [scanOf(1, changes)] }, targets);
    await run(aws);
    expect(aws.details).toMatchObject([{ result }]);
  });

  it("asks for no checks of an instance that has none", async () => {
    const aws = new FakeAws({ "eu-west-1": [scanOf(1)] }, [UNREACHED]);
    await run(aws);
    expect(aws.asked.filter((what) => what.startsWith("checks"))).toEqual([]);
    expect([...aws.objects.values()][0]).toMatchObject({ target: UNREACHED, checks: [] });
  });

  it("goes on where a run ended whose time was up, so that a scan of any number of instances is kept one day", async () => {
    const targets = Array.from({ length: 5 }, (_, number) => instance(`i-${number}`, { passed: 1 }));
    const aws = new FakeAws({ "eu-west-1": [scanOf(1)] }, targets);
    for (let runs = 0; runs < 5; runs += 1) {
      // Time for the scan and two of its instances.
      const remaining = [900_000, 900_000, 900_000];
      await run(aws, { getRemainingTimeInMillis: () => remaining.shift() ?? 0 });
    }
    expect(aws.details).toMatchObject([{ result: "PASSED", instances: 5 }]);
    expect(aws.asked.filter((what) => what === "checks i-0")).toHaveLength(2);
  });

  it("leaves scans that are running, and those that are older than it looks", async () => {
    const old = scanOf(2, { scanDate: new Date(NOW - 31 * 24 * 3_600_000) });
    const aws = new FakeAws({ "eu-west-1": [scanOf(1, { status: "IN_PROGRESS" }), old] }, [GOOD]);
    await run(aws);
    expect(aws.objects.size).toBe(0);
  });

  it("keeps the scans of the others where one or a region fails, and fails at its end", async () => {
    const other = scanOf(9);
    const aws = new FakeAws({ "eu-west-1": [scanOf(1)], "us-east-1": [other] }, [GOOD]);
    aws.broken = (what) => what === `targets ${scanOf(1).scanArn}`;
    await expect(run(aws)).rejects.toThrow("0000-1: refused");
    expect(aws.details).toMatchObject([{ scanArn: other.scanArn }]);
    expect(aws.metrics).toEqual({ CisScansKept: 1, CisScansWaiting: 1 });

    const second = new FakeAws({ "eu-west-1": [scanOf(1)], "us-east-1": [other] }, [GOOD]);
    second.broken = (what) => what === "scans eu-west-1";
    await expect(run(second)).rejects.toThrow("the scans of eu-west-1: refused");
    expect(second.events).toHaveLength(1);
  });

  it("goes on with a scan that was interrupted, without writing anything twice", async () => {
    const aws = new FakeAws({ "eu-west-1": [scanOf(1)] }, [GOOD, BAD]);
    aws.broken = (what) => what === "event";
    await expect(run(aws)).rejects.toThrow("refused");
    expect(aws.objects.has(`${FOLDER}0000-1.json`)).toBe(false);
    const written = [...aws.objects.values()];
    aws.broken = () => false;
    await run(aws);
    expect(aws.events).toHaveLength(1);
    expect([...aws.objects.values()].slice(0, 2)).toEqual(written);
    expect(aws.objects.has(`${FOLDER}0000-1.json`)).toBe(true);
  });

  it("sends an event once more rather than never, where the object of the scan could not be written", async () => {
    const aws = new FakeAws({ "eu-west-1": [scanOf(1)] }, [GOOD]);
    aws.broken = (what) => what === `put ${FOLDER}0000-1.json`;
    await expect(run(aws)).rejects.toThrow("refused");
    aws.broken = () => false;
    await run(aws);
    expect(aws.events).toHaveLength(2);
  });

  it("stops before its time is up, oldest scans first, and says how many wait", async () => {
    const aws = new FakeAws({ "eu-west-1": [scanOf(1), scanOf(3), scanOf(2)] }, [GOOD]);
    let asked = 0;
    const context = { getRemainingTimeInMillis: () => ((asked += 1) > 2 ? 10_000 : 900_000) };
    await run(aws, context);
    expect(aws.details).toMatchObject([{ scanArn: scanOf(3).scanArn }]);
    expect(aws.metrics).toEqual({ CisScansKept: 1, CisScansWaiting: 2 });
    await run(aws);
    expect(aws.events).toHaveLength(3);
  });

  it("makes names of objects of instances only that S3 and people can read", async () => {
    const aws = new FakeAws({ "eu-west-1": [scanOf(1)] }, [{ ...GOOD, targetResourceId: "../i 0" }]);
    await run(aws);
    expect([...aws.objects.keys()][0]).toMatch(/\/0000-1\/-i-0\.json$/);
  });
});
