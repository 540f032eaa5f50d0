interface Metric {
  readonly MetricName: string;
  readonly Value: number;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}
interface Resource {
  readonly accountId: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly scanStatus?: { readonly reason: string };
}

const { probe } = jest.requireActual<{
  readonly probe: (
    clients: {
      listNotScanned: (region: string) => Promise<readonly Resource[]>;
      putMetrics: (namespace: string, metrics: Metric[]) => Promise<void>;
      log: (entry: object) => void;
    },
    environment: Readonly<Record<string, string>>,
  ) => Promise<void>;
}>("../../functions/inspector-coverage.js");

const resource = (resourceId: string, reason: string, resourceType = "AWS_EC2_INSTANCE"): Resource => ({
  accountId: "444444444444",
  resourceId,
  resourceType,
  scanStatus: { reason },
});

async function run(regions: Readonly<Record<string, readonly Resource[] | Error>>) {
  const published: Metric[] = [];
  const logged: object[] = [];
  let namespace = "";
  const outcome = await probe(
    {
      listNotScanned: (region) => {
        const answer = regions[region] ?? [];
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      putMetrics: (into, metrics) => {
        namespace = into;
        published.push(...metrics);
        return Promise.resolve();
      },
      log: (entry) => logged.push(entry),
    },
    { NAMESPACE: "example/Inspector", REGIONS: Object.keys(regions).join(","), HARMLESS: "EC2_INSTANCE_STOPPED" },
  ).then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
  const sums = Object.fromEntries(
    published.filter(({ Dimensions }) => !Dimensions).map(({ MetricName, Value }) => [MetricName, Value]),
  );
  return { namespace, sums, published, logged: JSON.stringify(logged), outcome };
}

describe("the probe of Amazon Inspector's coverage", () => {
  it("publishes zeros where everything is scanned, so that an alarm ends", async () => {
    const { namespace, sums } = await run({ "eu-west-1": [] });
    expect(namespace).toBe("example/Inspector");
    expect(sums).toEqual({ InstancesNotScanned: 0, OthersNotScanned: 0 });
  });

  it("counts instances of all regions, and other resources apart, with AWS's reasons", async () => {
    const { logged, published, sums } = await run({
      "eu-west-1": [resource("i-1", "UNMANAGED_EC2_INSTANCE"), resource("i-2", "NO_INVENTORY")],
      "us-east-1": [
        resource("i-3", "UNMANAGED_EC2_INSTANCE"),
        resource("f", "UNSUPPORTED_RUNTIME", "AWS_LAMBDA_FUNCTION"),
      ],
    });
    expect(sums).toEqual({ InstancesNotScanned: 3, OthersNotScanned: 1 });
    expect(published).toContainEqual({
      MetricName: "NotScanned",
      Value: 2,
      Unit: "Count",
      Dimensions: [
        { Name: "ResourceType", Value: "AWS_EC2_INSTANCE" },
        { Name: "Reason", Value: "UNMANAGED_EC2_INSTANCE" },
      ],
    });
    expect(logged).toContain('"region":"us-east-1","type":"AWS_EC2_INSTANCE","resource":"i-3"');
  });

  it("does not count what is as it should be", async () => {
    const { sums } = await run({ "eu-west-1": [resource("i-1", "EC2_INSTANCE_STOPPED")] });
    expect(sums.InstancesNotScanned).toBe(0);
  });

  it("publishes no sum where a region cannot be asked, and fails with its name", async () => {
    const { logged, outcome, published } = await run({
      "eu-west-1": new Error("not authorized"),
      "us-east-1": [resource("i-3", "NO_INVENTORY")],
    });
    expect(outcome).toBe("eu-west-1: Error: not authorized");
    expect(published).toEqual([]);
    expect(logged).toContain("i-3");
  });
});
