interface Metric {
  readonly MetricName: string;
  readonly Value: number;
}
interface Clients {
  describeClusters: jest.Mock;
  describeKeyStores: jest.Mock;
  putMetrics: jest.Mock<Promise<void>, [namespace: string, metrics: Metric[]]>;
  log: jest.Mock;
}
type Environment = Readonly<Record<string, string>>;

const { clients, probe } = jest.requireActual<{
  readonly probe: (clients: Clients, environment: Environment) => Promise<void>;
  readonly clients: () => Record<string, (...args: string[]) => Promise<unknown>>;
}>("../../functions/key-store-probe.js");

const ENVIRONMENT = { NAMESPACE: "example/CloudHSM", CLUSTER_ID: "cluster-1", KEY_STORE: "example-logs" };
const hsm = (zone: string, State = "ACTIVE") => ({ HsmId: `hsm-${zone}`, AvailabilityZone: `eu-west-1${zone}`, State });
const clusterOf = (...hsms: ReturnType<typeof hsm>[]) => ({ Clusters: [{ State: "ACTIVE", Hsms: hsms }] });
const storeIn = (ConnectionState: string, ConnectionErrorCode?: string) => ({
  CustomKeyStores: [{ CustomKeyStoreId: "cks-1", ConnectionState, ConnectionErrorCode }],
});

function fakes(changes: Partial<Clients> = {}): Clients {
  return {
    describeClusters: jest.fn().mockResolvedValue(clusterOf(hsm("a"), hsm("b"))),
    describeKeyStores: jest.fn().mockResolvedValue(storeIn("CONNECTED")),
    putMetrics: jest.fn<Promise<void>, [string, Metric[]]>().mockResolvedValue(undefined),
    log: jest.fn(),
    ...changes,
  };
}
const published = ({ putMetrics }: Clients): Record<string, number> =>
  Object.fromEntries(
    putMetrics.mock.calls.flatMap(([, metrics]) => metrics.map(({ MetricName, Value }) => [MetricName, Value])),
  );

async function run(changes: Partial<Clients> = {}, environment: Environment = ENVIRONMENT) {
  const used = fakes(changes);
  await probe(used, environment);
  return { used, metrics: published(used) };
}

describe("the probe of the key store", () => {
  it("asks for the cluster and the store that it is given, and publishes in the namespace", async () => {
    const { metrics, used } = await run();
    expect(used.describeClusters).toHaveBeenCalledWith("cluster-1");
    expect(used.describeKeyStores).toHaveBeenCalledWith("example-logs");
    expect(used.putMetrics.mock.calls.map(([namespace]) => namespace)).toEqual(["example/CloudHSM"]);
    expect(metrics).toEqual({ ActiveHsms: 2, ActiveZones: 2, KeyStoreConnected: 1 });
  });

  it.each(["CONNECTING", "DISCONNECTED", "DISCONNECTING", "FAILED"])(
    "calls a store connected in one state only: %s",
    async (state) => {
      const { metrics, used } = await run({
        describeKeyStores: jest.fn().mockResolvedValue(storeIn(state, "USER_LOCKED_OUT")),
      });
      expect(metrics.KeyStoreConnected).toBe(0);
      expect(used.log).toHaveBeenCalledWith(expect.objectContaining({ state, error: "USER_LOCKED_OUT" }));
    },
  );

  it.each([
    ["two in one zone", [hsm("a"), hsm("a")], 2, 1],
    ["one that is made", [hsm("a"), hsm("b", "CREATE_IN_PROGRESS")], 1, 1],
    ["one that is broken", [hsm("a", "DEGRADED"), hsm("b")], 1, 1],
    ["none", [], 0, 0],
  ])("counts HSMs that are active, and their zones: %s", async (_, hsms, ActiveHsms, ActiveZones) => {
    const { metrics } = await run({ describeClusters: jest.fn().mockResolvedValue(clusterOf(...hsms)) });
    expect(metrics).toMatchObject({ ActiveHsms, ActiveZones });
  });

  it("takes a cluster or a store that is gone for one without HSMs, and not connected", async () => {
    const { metrics } = await run({
      describeClusters: jest.fn().mockResolvedValue({ Clusters: [] }),
      describeKeyStores: jest.fn().mockResolvedValue({ CustomKeyStores: [] }),
    });
    expect(metrics).toEqual({ ActiveHsms: 0, ActiveZones: 0, KeyStoreConnected: 0 });
  });

  it.each([
    ["CLUSTER_ID", { KeyStoreConnected: 1 }],
    ["KEY_STORE", { ActiveHsms: 2, ActiveZones: 2 }],
  ])("asks for nothing that it is not given: %s", async (left, expected) => {
    const { metrics } = await run({}, Object.fromEntries(Object.entries(ENVIRONMENT).filter(([key]) => key !== left)));
    expect(metrics).toEqual(expected);
  });

  it("publishes what it could ask, and then fails with what it could not", async () => {
    const refused = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
    const used = fakes({ describeClusters: jest.fn().mockRejectedValue(refused) });
    await expect(probe(used, ENVIRONMENT)).rejects.toThrow("AccessDeniedException: not authorized");
    expect(published(used)).toEqual({ KeyStoreConnected: 1 });
  });

  it("fails, and publishes nothing, where it can ask nothing or may not publish", async () => {
    const broken = jest.fn().mockRejectedValue(new Error("no network"));
    const used = fakes({ describeClusters: broken, describeKeyStores: broken });
    await expect(probe(used, ENVIRONMENT)).rejects.toThrow("Error: no network; Error: no network");
    expect(used.putMetrics).not.toHaveBeenCalled();
    await expect(
      run({ putMetrics: jest.fn<Promise<void>, [string, Metric[]]>().mockRejectedValue(new Error("refused")) }),
    ).rejects.toThrow("refused");
  });
});

describe("its clients", () => {
  const send = jest.fn();
  const client = (name: string) =>
    class {
      send(command: { input: unknown; name: string }): unknown {
        return send(name, command.name, command.input);
      }
    };
  const command = (name: string) =>
    class {
      readonly name = name;
      constructor(readonly input: unknown) {}
    };

  beforeAll(() => {
    const define = (module: string, make: () => object) => jest.doMock(module, make, { virtual: true });
    define("@aws-sdk/client-cloudhsm-v2", () => ({
      CloudHSMV2Client: client("cloudhsm"),
      DescribeClustersCommand: command("DescribeClusters"),
    }));
    define("@aws-sdk/client-cloudwatch", () => ({
      CloudWatchClient: client("cloudwatch"),
      PutMetricDataCommand: command("PutMetricData"),
    }));
    define("@aws-sdk/client-kms", () => ({
      KMSClient: client("kms"),
      DescribeCustomKeyStoresCommand: command("DescribeCustomKeyStores"),
    }));
  });

  it("ask KMS by name and CloudHSM by id", async () => {
    send.mockResolvedValue({});
    const { describeClusters, describeKeyStores } = clients();
    await describeClusters?.("cluster-1");
    await describeKeyStores?.("example-logs");
    expect(send.mock.calls).toEqual([
      ["cloudhsm", "DescribeClusters", { Filters: { clusterIds: ["cluster-1"] } }],
      ["kms", "DescribeCustomKeyStores", { CustomKeyStoreName: "example-logs" }],
    ]);
  });

  it("find no store where KMS says that there is none, and no excuse for another error", async () => {
    send.mockRejectedValueOnce(Object.assign(new Error("no"), { name: "CustomKeyStoreNotFoundException" }));
    await expect(clients().describeKeyStores?.("gone")).resolves.toEqual({ CustomKeyStores: [] });
    send.mockRejectedValueOnce(Object.assign(new Error("no"), { name: "AccessDeniedException" }));
    await expect(clients().describeKeyStores?.("example-logs")).rejects.toThrow("no");
  });
});
