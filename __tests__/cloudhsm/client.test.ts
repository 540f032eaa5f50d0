import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { KMSClient } from "@aws-sdk/client-kms";
import { CloudHsmClient } from "../../cloudhsm/client";
import "../support/quiet-aws-sdk";

interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

let server: Server;
let asked: Asked[];
let answers: { status: number; body: unknown; headers?: Record<string, string> }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      const { body, headers = {}, status } = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

beforeEach(() => {
  asked = [];
  answers = [];
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function client(port = (server.address() as AddressInfo).port): CloudHsmClient {
  const { config } = new KMSClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token" },
  });
  const { credentials, sha256 } = config;
  const endpoint = `http://127.0.0.1:${port}`;
  return new CloudHsmClient({ region: "eu-west-1", partition: "aws", endpoint, credentials, sha256 }, 1);
}

describe("the client of AWS CloudHSM", () => {
  it("asks by AWS's JSON protocol, signed for cloudhsm, and reads every page", async () => {
    answers = [
      { status: 200, body: { Clusters: [{ ClusterId: "cluster-1", State: "ACTIVE", Mode: "FIPS" }], NextToken: "n" } },
      { status: 200, body: { Clusters: [{ ClusterId: "cluster-2", State: "DELETED" }] } },
    ];
    const clusters = await client().clusters(["cluster-1"]);
    expect(clusters.map(({ ClusterId }) => ClusterId)).toEqual(["cluster-1", "cluster-2"]);
    expect(asked.map(({ body }) => body)).toEqual([
      { Filters: { clusterIds: ["cluster-1"] } },
      { Filters: { clusterIds: ["cluster-1"] }, NextToken: "n" },
    ]);
    expect(asked[0]?.headers).toMatchObject({
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "BaldrApiService.DescribeClusters",
      "x-amz-security-token": "token",
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/cloudhsm\/aws4_request/,
      ) as string,
    });
  });

  it("sends what AWS wants of a claim and of a retention", async () => {
    answers = [
      { status: 200, body: { State: "INITIALIZE_IN_PROGRESS" } },
      { status: 200, body: "" },
    ];
    await client().initialize("cluster-1", "signed", "anchor");
    await client().setBackupRetention("cluster-1", 30);
    expect(asked.map(({ body, headers }) => [headers["x-amz-target"], body])).toEqual([
      ["BaldrApiService.InitializeCluster", { ClusterId: "cluster-1", SignedCert: "signed", TrustAnchor: "anchor" }],
      [
        "BaldrApiService.ModifyCluster",
        { ClusterId: "cluster-1", BackupRetentionPolicy: { Type: "DAYS", Value: "30" } },
      ],
    ]);
  });

  it.each([
    ["in the body", { __type: "com.amazonaws.cloudhsm#CloudHsmAccessDeniedException", Message: "no" }, {}],
    ["in a header", { message: "no" }, { "x-amzn-errortype": "CloudHsmAccessDeniedException:http://aws" }],
  ])("throws AWS's error as the SDK does, with its code %s, and does not ask again", async (_, body, headers) => {
    answers = [{ status: 400, body, headers }];
    await expect(client().backups("cluster-1")).rejects.toMatchObject({
      name: "CloudHsmAccessDeniedException",
      message: "no",
      $metadata: { httpStatusCode: 400 },
    });
    expect(asked).toHaveLength(1);
  });

  it("asks again when AWS is busy", async () => {
    answers = [
      { status: 503, body: "busy" },
      { status: 400, body: { __type: "ThrottlingException" } },
      { status: 200, body: { Backups: [{ BackupId: "backup-1" }] } },
    ];
    expect(await client().backups("cluster-1")).toEqual([{ BackupId: "backup-1" }]);
  });

  it("gives up in the end, with a proxy's answer as it is", async () => {
    answers = Array.from({ length: 4 }, () => ({ status: 502, body: "<html>bad gateway</html>" }));
    await expect(client().clusters()).rejects.toMatchObject({ name: "HTTP 502", message: "<html>bad gateway</html>" });
    expect(asked).toHaveLength(4);
  });

  it("says why nobody is reached", async () => {
    await expect(client(9).clusters()).rejects.toMatchObject({ name: "NetworkingError" });
  });
});
