interface Metric {
  readonly MetricName: string;
  readonly Value: number;
}
type PutMetrics = jest.Mock<Promise<void>, [namespace: string, metrics: Metric[]]>;

const { probe } = jest.requireActual<{
  readonly probe: (
    clients: {
      getTrailStatus: (trail: string) => Promise<object>;
      putMetrics: PutMetrics;
      log: (entry: object) => void;
      now: () => number;
    },
    environment: Readonly<Record<string, string>>,
  ) => Promise<void>;
}>("../../functions/trail-probe.js");

const TRAIL = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/example-organization";
const NOW = Date.parse("2026-03-09T10:00:00Z");
const HEALTHY = {
  IsLogging: true,
  LatestDeliveryTime: new Date("2026-03-09T09:56:40Z"),
  LatestDigestDeliveryTime: new Date("2026-03-09T09:30:00Z"),
};

async function run(status: object) {
  const putMetrics: PutMetrics = jest.fn<Promise<void>, [string, Metric[]]>().mockResolvedValue(undefined);
  const log = jest.fn();
  const getTrailStatus = jest.fn().mockResolvedValue(status);
  await probe({ getTrailStatus, putMetrics, log, now: () => NOW }, { NAMESPACE: "example/CloudTrail", TRAIL });
  const [[namespace, metrics] = ["", []]] = putMetrics.mock.calls;
  const values = Object.fromEntries(metrics.map(({ MetricName, Value }) => [MetricName, Value]));
  return { getTrailStatus, log, namespace, values };
}

describe("the probe of the trail", () => {
  it("publishes of a trail that delivers how long ago it did", async () => {
    const { getTrailStatus, namespace, values } = await run(HEALTHY);
    expect(getTrailStatus).toHaveBeenCalledWith(TRAIL);
    expect(namespace).toBe("example/CloudTrail");
    expect(values).toEqual({
      TrailLogging: 1,
      TrailDeliveryErrors: 0,
      TrailDigestErrors: 0,
      TrailOtherErrors: 0,
      TrailDeliveryAge: 200,
      TrailDigestAge: 1800,
    });
  });

  it.each([
    ["LatestDeliveryError", "TrailDeliveryErrors"],
    ["LatestDigestDeliveryError", "TrailDigestErrors"],
    ["LatestCloudWatchLogsDeliveryError", "TrailOtherErrors"],
    ["LatestNotificationError", "TrailOtherErrors"],
  ])("publishes an error, and none where it is empty: %s", async (field, metric) => {
    const { log, values } = await run({ ...HEALTHY, [field]: "AccessDenied" });
    expect(values[metric]).toBe(1);
    expect(JSON.stringify(log.mock.calls)).toContain("AccessDenied");
    expect((await run({ ...HEALTHY, [field]: "" })).values[metric]).toBe(0);
  });

  it("says that a trail is stopped, also where AWS does not say", async () => {
    expect((await run({ ...HEALTHY, IsLogging: false })).values.TrailLogging).toBe(0);
    expect((await run({})).values.TrailLogging).toBe(0);
  });

  it("publishes no age of a delivery that never was, so that the alarm on missing data goes off", async () => {
    expect(Object.keys((await run({ IsLogging: true })).values)).not.toContain("TrailDeliveryAge");
  });

  it("publishes no age below nothing, whatever the clocks say", async () => {
    const { values } = await run({ ...HEALTHY, LatestDeliveryTime: new Date(NOW + 60_000) });
    expect(values.TrailDeliveryAge).toBe(0);
  });

  it("fails where it may not ask", async () => {
    await expect(
      probe(
        {
          getTrailStatus: () => Promise.reject(new Error("not authorized")),
          putMetrics: jest.fn<Promise<void>, [string, Metric[]]>(),
          log: jest.fn(),
          now: () => NOW,
        },
        { NAMESPACE: "n", TRAIL },
      ),
    ).rejects.toThrow("not authorized");
  });
});
