import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { awsServices } from "../../log-validator/aws-services";
import { readEnvironment } from "../../log-validator/environment";

const arn = (region: string): string => `arn:aws:events:${region}:333333333333:event-bus/example`;

interface Asked {
  /** The region that the request is signed for. */
  readonly region: string;
  readonly buses: readonly string[];
}

describe("events", () => {
  const asked: Asked[] = [];
  const before = { ...process.env };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { Entries } = JSON.parse(Buffer.concat(chunks).toString()) as { Entries: { EventBusName: string }[] };
      const [, region = ""] = /\/\d{8}\/([a-z0-9-]+)\/events\//.exec(request.headers.authorization ?? "") ?? [];
      asked.push({ region, buses: Entries.map(({ EventBusName }) => EventBusName) });
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: "1" })) }));
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });

  afterAll(async () => {
    process.env = before;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  // EventBridge answers "Cross-region api call is not allowed" where the ARN is of another region.
  it("are put in the region of their bus, those of each bus by themselves", async () => {
    const environment = readEnvironment({
      TABLE: "table",
      QUEUE_URL: "https://queue",
      BUCKET: "bucket",
      BUCKET_OWNER: "222222222222",
      ORGANIZATION_ID: "o-1234567890",
      TRAIL_ARN: "arn:aws:cloudtrail:eu-west-1:111111111111:trail/main",
      REGIONS: "eu-west-1",
      NAMESPACE: "example",
      BUS: arn("eu-west-1"),
      SECOND_BUS: arn("us-east-1"),
      SOURCE: "example.log-validation",
      GRACE_MINUTES: "120",
    });
    const { putEvents } = awsServices(environment, "eu-west-1");
    const buses = [arn("eu-west-1"), arn("us-east-1"), "by-name"];
    await putEvents(buses.map((bus) => ({ bus, detail: "{}", time: new Date() })));
    expect(asked).toEqual([
      { region: "eu-west-1", buses: [arn("eu-west-1")] },
      { region: "us-east-1", buses: [arn("us-east-1")] },
      { region: "eu-west-1", buses: ["by-name"] },
    ]);
  });
});
